// Installs what examples/ asks for, runs each example against the built server as a newcomer has it, with the simulator and no
// script, and looks at what it prints: what examples.json says. `--only NAME` runs those whose file holds NAME.
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { KEY, startGateway } from '../clients/gateway.mjs';
import { installNodeExamples, installPythonExamples } from '../clients/installation.mjs';
import { runProgram } from '../support/program.mjs';
import { createTally } from '../support/tally.mjs';
import { checkCompose } from './compose.mjs';

const EXAMPLES = fileURLToPath(new URL('../../examples/', import.meta.url));

const listed = JSON.parse(readFileSync(new URL('./examples.json', import.meta.url), 'utf8'));
const only = process.argv[2] === '--only' ? process.argv[3] : '';
const node = installNodeExamples();
const python = installPythonExamples();

function commandOf(file) {
  const source = path.join(EXAMPLES, file);
  if (file.endsWith('.sh')) return [source, []];
  if (file.endsWith('.py')) return [python, [source]];
  // Beside the packages that it imports.
  const copy = path.join(node, path.basename(file));
  cpSync(source, copy);
  return [process.execPath, [copy]];
}

/** @returns what is wrong with an example; undefined if nothing is. */
async function run({ file, prints }) {
  const gateway = await startGateway('auto', null);
  const [program, args] = commandOf(file);
  const { out, wrong } = await runProgram(program, args, {
    OPENAI_BASE_URL: `${gateway.url}/v1`,
    OPENAI_API_KEY: KEY,
  });
  await gateway.stop();
  if (wrong !== undefined) return wrong;
  const missing = prints.find((pattern) => !new RegExp(pattern).test(out.trim()));
  return missing === undefined ? undefined : `did not print /${missing}/ but: ${out.trim().slice(0, 1_000)}`;
}

/** An example that nobody runs may be wrong for years. */
function unlisted() {
  const files = readdirSync(EXAMPLES, { recursive: true }).filter(
    (file) => /\.(py|mjs|sh)$/.test(file) && !file.includes('node_modules'),
  );
  return files.filter((file) => !listed.some((example) => example.file === file));
}

const checks = [
  ...listed.map((example) => ({ name: example.file, check: () => run(example) })),
  {
    name: 'open-webui/compose.yaml',
    check: () => checkCompose(path.join(EXAMPLES, 'open-webui/compose.yaml')),
  },
  {
    name: 'every example is run',
    check: () => (unlisted().length === 0 ? undefined : `not in examples.json: ${unlisted().join(', ')}`),
  },
].filter(({ name }) => name.includes(only));

const tally = createTally();
for (const { name, check } of checks) tally.note(name, await check());
tally.end();
