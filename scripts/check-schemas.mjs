// Compiles every JSON schema of a folder as a client's, and tells which are refused, and why. Fails when they are more than
// one of a hundred, or when a value that a file calls valid is refused. Files are schemas, or have `schema` and `tests` as
// JSONSchemaBench has them. Without a folder it takes the schemas that the installed packages ship.
//   node scripts/check-schemas.mjs [folder]
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { compileValidator } from '../dist/src/schemas/validator.js';

const MOST_REFUSED = 0.01;
/** Packages keep large schemas in several files, which no client could send. */
const OTHER_FILE = /^the reference "[^#"]/;
const folder = process.argv[2] ?? new URL('../node_modules', import.meta.url).pathname;
const isSample = process.argv[2] === undefined;

function contentOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // Packages ship broken JSON, and JSON with comments, on purpose.
    return undefined;
  }
}

function isSchema(content) {
  const { $schema } = content ?? {};
  return typeof $schema === 'string' && /^https?:\/\/json-schema\.org\/draft/.test($schema);
}

const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.json'),
);
const refused = [];
const wrong = [];
let schemas = 0;
let valid = 0;
let parts = 0;
for (const file of files) {
  const content = contentOf(path.join(folder, file));
  const schema = content?.tests === undefined ? content : content.schema;
  if (typeof schema !== 'object' || schema === null || (isSample && !isSchema(content))) continue;
  schemas += 1;
  let validate;
  try {
    validate = compileValidator(schema);
  } catch (error) {
    if (isSample && OTHER_FILE.test(error.message)) {
      parts += 1;
      continue;
    }
    refused.push(`${file}: ${error.message}`);
    continue;
  }
  for (const test of content.tests ?? []) {
    if (!test.valid) continue;
    valid += 1;
    const violation = validate(test.data);
    if (violation !== undefined) wrong.push(`${file}: ${violation}`);
  }
}
for (const line of refused) console.log(`refused: ${line}`);
for (const line of wrong) console.log(`valid, but refused: ${line}`);
console.log(
  `${schemas - parts} schemas, ${refused.length} refused; ${parts} refer to other files; ${valid} valid values, ${wrong.length} refused.`,
);
if (schemas === parts || refused.length > (schemas - parts) * MOST_REFUSED || wrong.length > 0)
  process.exitCode = 1;
