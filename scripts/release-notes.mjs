// Prints what CHANGELOG.md says of a version, by default of the one in package.json.
import { readFileSync } from 'node:fs';

const read = (name) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
const version = process.argv[2] ?? JSON.parse(read('package.json')).version;

const [, ...parts] = read('CHANGELOG.md').split(/^## /m);
const part = parts.find((text) => text.split('\n', 1)[0].trim() === version);
const notes = part?.slice(part.indexOf('\n')).trim();
if (!notes) {
  console.error(`CHANGELOG.md says nothing of version ${version}.`);
  process.exit(1);
}
console.log(notes);
