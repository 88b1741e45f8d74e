// Writes what follows from other files: generated/, docs/configuration.md and docs/clients.md. With --check it writes
// nothing and fails on a difference.
import { readFile, writeFile } from 'node:fs/promises';
import openapiTypescript, { astToString } from 'openapi-typescript';
import { parse } from 'yaml';
import { clientsPage } from './clients-page.mjs';
import { configurationPage } from './configuration-page.mjs';
import { contractExamples } from './contract-examples.mjs';

const ROOT = new URL('../', import.meta.url);

const HEADER = `/**
 * Generated from openapi.yaml by \`npm run generate\`. Do not edit.
 */

`;

const contract = parse(await readFile(new URL('openapi.yaml', ROOT), 'utf8'));

const targets = [
  { file: 'generated/openapi.ts', source: 'openapi.yaml', generate: wireTypes },
  { file: 'generated/openapi.json', source: 'openapi.yaml', generate: wireDocument },
  {
    file: 'generated/examples.ts',
    source: 'openapi.yaml',
    generate: () => contractExamples(contract, HEADER),
  },
  { file: 'docs/configuration.md', source: 'src/config-schema.ts', generate: configurationPage },
  { file: 'docs/clients.md', source: 'docs/compatibility.md and the snippets', generate: clientsPage },
];

for (const { file, source, generate } of targets) {
  const target = new URL(file, ROOT);
  const generated = await generate();
  if (!process.argv.includes('--check')) {
    await writeFile(target, generated);
    continue;
  }
  const current = await readFile(target, 'utf8').catch(() => '');
  if (current === generated) continue;
  console.error(`${file} does not match ${source}. Run \`npm run generate\` and commit the result.`);
  process.exitCode = 1;
}

function wireDocument() {
  return `${JSON.stringify(contract, null, 1)}\n`;
}

async function wireTypes() {
  // Without defaultNonNullable: false, a property with a `default` would be required in requests.
  const ast = await openapiTypescript(withoutDiscriminators(contract), {
    defaultNonNullable: false,
    silent: true,
  });
  return HEADER + astToString(ast);
}

// Of a discriminator openapi-typescript makes `Omit<Member, tag> & {tag}`. TypeScript tells the members of a union apart
// by the tag's `const` alone.
function withoutDiscriminators(node) {
  if (Array.isArray(node)) return node.map(withoutDiscriminators);
  if (node === null || typeof node !== 'object') return node;
  const entries = Object.entries(node).filter(([key]) => !(key === 'discriminator' && 'oneOf' in node));
  return Object.fromEntries(entries.map(([key, value]) => [key, withoutDiscriminators(value)]));
}
