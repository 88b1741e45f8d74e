// Installs the native CLI as an operator would, with pip and by its hash, into a folder that git ignores, and compares it
// with that of the npm package. To run this is to accept Qoder's product service terms, which the native CLI is under.
// Arguments go to vitest. `NATIVE_QODERCLI=FILE` names one that is there already.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDER = path.join(ROOT, 'contract-tests/native/.installed');

const run = (file, args, env = {}) =>
  spawnSync(file, args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...env } }).status ?? 1;

let file = process.env.NATIVE_QODERCLI;
if (file === undefined) {
  file = path.join(FOLDER, 'qodercli');
  const status = run(path.join(ROOT, 'bin/qoder-gateway'), ['install-cli', '--accept-terms', '--to', FOLDER]);
  if (status !== 0) process.exit(status);
}
const vitest = ['vitest', 'run', '--config', 'vitest.native.config.ts', ...process.argv.slice(2)];
process.exit(run('npx', vitest, { NATIVE_QODERCLI: file }));
