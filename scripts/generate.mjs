// Writes generated/openapi.ts from openapi.yaml. With --check it writes nothing and fails on a difference.
import { readFile, writeFile } from 'node:fs/promises';
import openapiTypescript, { astToString } from 'openapi-typescript';
import { parse } from 'yaml';

const source = new URL('../openapi.yaml', import.meta.url);
const target = new URL('../generated/openapi.ts', import.meta.url);

const header = `/**
 * Generated from openapi.yaml by \`npm run generate\`. Do not edit.
 */

`;

const generated = await generate(await readFile(source, 'utf8'));

if (process.argv.includes('--check')) {
  const current = await readFile(target, 'utf8').catch(() => '');
  if (current !== generated) {
    console.error(
      'generated/openapi.ts does not match openapi.yaml. Run `npm run generate` and commit the result.',
    );
    process.exit(1);
  }
} else {
  await writeFile(target, generated);
}

async function generate(text) {
  // Without defaultNonNullable: false, a property with a `default` would be required in requests.
  const ast = await openapiTypescript(withoutDiscriminators(parse(text)), {
    defaultNonNullable: false,
    silent: true,
  });
  return header + astToString(ast);
}

// Where a discriminator has no mapping, openapi-typescript replaces the tag's `const` by the schema's name.
// TypeScript tells the members of a union apart by the `const` alone.
function withoutDiscriminators(node) {
  if (Array.isArray(node)) return node.map(withoutDiscriminators);
  if (node === null || typeof node !== 'object') return node;
  const entries = Object.entries(node).filter(([key]) => !(key === 'discriminator' && 'oneOf' in node));
  return Object.fromEntries(entries.map(([key, value]) => [key, withoutDiscriminators(value)]));
}
