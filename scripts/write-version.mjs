// Writes the version that `changeset version` gave package.json into the other files that bear it.
import { readFileSync, writeFileSync } from 'node:fs';

const file = (name) => new URL(`../${name}`, import.meta.url);
const { version } = JSON.parse(readFileSync(file('package.json'), 'utf8'));

const lock = JSON.parse(readFileSync(file('package-lock.json'), 'utf8'));
lock.version = version;
lock.packages[''].version = version;
writeFileSync(file('package-lock.json'), `${JSON.stringify(lock, null, 2)}\n`);

// By its line, since a YAML writer would lay the document out anew.
const contract = readFileSync(file('openapi.yaml'), 'utf8');
const line = /^(info:\n(?: {2}.*\n)*? {2}version: ).*$/m;
if (!line.test(contract)) throw new Error('openapi.yaml has no info.version');
writeFileSync(
  file('openapi.yaml'),
  contract.replace(line, (_, before) => `${before}${version}`),
);
