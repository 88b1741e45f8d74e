// Lets Schemathesis, installed here, ask the built server whatever openapi.yaml allows and forbids, and check every
// answer. `--examples N` per operation, `--only OPERATION` (may come several times), `--seed N`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { KEY, startGateway } from '../clients/gateway.mjs';
import { installSchemathesis } from '../clients/installation.mjs';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const CONTRACT = fileURLToPath(new URL('../../openapi.yaml', import.meta.url));
const PASSWORD = 'fuzzed-password';

const { values: options } = parseArgs({
  options: {
    examples: { type: 'string', default: '30' },
    seed: { type: 'string', default: '20261127' },
    only: { type: 'string', multiple: true, default: [] },
  },
});

const program = installSchemathesis();
const results = mkdtempSync(path.join(tmpdir(), 'fuzz-'));
const report = path.join(results, 'report.json');
const passed = path.join(results, 'passed.json');

const gateway = await startGateway('native', [{ text: 'It is done.' }], {
  DASHBOARD_PASSWORD: PASSWORD,
  QODER_SIMULATOR_DELAY_MS: '0',
  QODER_WARM_PROCESSES: '2',
  QODER_MAX_PROCESSES: '6',
  RESPONSES_STORE_MAX_ENTRIES: '100000',
  // Each request says whom it is from.
  TRUSTED_PROXIES: '1',
});
const child = spawn(
  program,
  [
    ...['run', CONTRACT, '--url', gateway.url, '--seed', options.seed, '--max-examples', options.examples],
    ...['--report', 'json', '--report-json-path', report],
    // Sequences of requests are of all operations.
    ...(options.only.length > 0 ? ['--phases', 'examples,coverage,fuzzing'] : []),
    ...options.only.flatMap((operation) => ['--include-operation-id', operation]),
  ],
  {
    cwd: HERE,
    stdio: 'inherit',
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      PYTHONPATH: HERE,
      PYTHONDONTWRITEBYTECODE: '1',
      PYTHONHASHSEED: '0',
      HYPOTHESIS_STORAGE_DIRECTORY: path.join(results, 'hypothesis'),
      GATEWAY_URL: gateway.url,
      GATEWAY_KEY: KEY,
      GATEWAY_PASSWORD: PASSWORD,
      FUZZ_PASSED: passed,
    },
  },
);
const [code] = await once(child, 'close');
await gateway.stop();

/** Operations, not requests: one that failed once has failed. */
function count() {
  if (!existsSync(report)) return { good: 0, bad: 1 };
  const { operations, failures, complete, test_cases: cases } = JSON.parse(readFileSync(report, 'utf8'));
  console.log(`\n${cases.generated} requests to ${operations.tested} operations. Let pass on purpose:`);
  for (const [reason, times] of Object.entries(JSON.parse(readFileSync(passed, 'utf8'))))
    console.log(`${String(times).padStart(7)} times: ${reason}`);
  const failing = new Set(failures.flatMap(({ operations: names }) => names)).size;
  const bad = Math.max(failing + operations.errored, code === 0 && complete ? 0 : 1);
  return { good: Math.max(operations.tested - bad, 0), bad };
}

const { good, bad } = count();
rmSync(results, { recursive: true, force: true });
console.log(`${good} passed, ${bad} failed`);
process.exit(bad > 0 || good === 0 ? 1 : 0);
