import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const CACHE = fileURLToPath(new URL('../node_modules/.cache/go/', import.meta.url));

/**
 * A program in Go at a pinned version, built where it is not yet.
 * @param module the path of its package, e.g. `example.com/tool/cmd/tool`. @returns its file. Ends this
 * process with one line where there is no Go.
 */
export function goProgram(module, version) {
  const name = path.basename(module);
  const folder = path.join(CACHE, `${name}-${version}`);
  const program = path.join(folder, name);
  if (existsSync(program)) return program;
  const { status, error } = spawnSync('go', ['install', `${module}@${version}`], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, GOBIN: folder },
  });
  if (error?.code === 'ENOENT') fail(`go is missing: install Go 1.26 or later, which builds ${name}.`);
  if (status !== 0) fail(`${name} could not be built; see above.`);
  return program;
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
