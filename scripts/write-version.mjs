// Writes the version that `changeset version` gave package.json into the other files that bear it.
import { readFileSync, writeFileSync } from 'node:fs';

const file = (name) => new URL(`../${name}`, import.meta.url);
const { version } = JSON.parse(readFileSync(file('package.json'), 'utf8'));

const lock = JSON.parse(readFileSync(file('package-lock.json'), 'utf8'));
lock.version = version;
lock.packages[''].version = version;
writeFileSync(file('package-lock.json'), `${JSON.stringify(lock, null, 2)}\n`);

// By their lines, since a YAML writer would lay the documents out anew.
replaceLine('openapi.yaml', /^(info:\n(?: {2}.*\n)*? {2}version: ).*$/m);
replaceLine('deploy/kubernetes/overlays/example/kustomization.yaml', /^( {4}newTag: ).*$/m);

function replaceLine(name, line) {
  const text = readFileSync(file(name), 'utf8');
  if (!line.test(text)) throw new Error(`${name} names no version`);
  writeFileSync(
    file(name),
    text.replace(line, (_, before) => `${before}${version}`),
  );
}
