// Installs what examples/ asks for, runs each example against the built server with the simulator, whose model says what
// examples.json gives it, and looks at what it prints. `--only NAME` runs those whose file holds NAME.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { KEY, startGateway } from '../clients/gateway.mjs';
import { installNodeExamples, installPythonExamples } from '../clients/installation.mjs';
import { checkCompose } from './compose.mjs';

const EXAMPLES = fileURLToPath(new URL('../../examples/', import.meta.url));
const TIMEOUT_MS = 120_000;

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
async function run({ file, turn, prints }) {
  const gateway = await startGateway('native', turn);
  const [program, args] = commandOf(file);
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      OPENAI_BASE_URL: `${gateway.url}/v1`,
      OPENAI_API_KEY: KEY,
      PYTHONDONTWRITEBYTECODE: '1',
    },
    timeout: TIMEOUT_MS,
    killSignal: 'SIGKILL',
  });
  const [out, errors, [code, signal]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  await gateway.stop();
  if (code !== 0) return `ended with ${signal ?? code}: ${errors.trim().slice(-500)}`;
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

let failed = 0;
for (const { name, check } of checks) {
  const problem = await check();
  if (problem !== undefined) failed += 1;
  console.log(problem === undefined ? `ok     ${name}` : `FAILED ${name}: ${problem}`);
}
console.log(`${checks.length - failed} passed, ${failed} failed`);
process.exit(failed > 0 || checks.length === 0 ? 1 : 0);
