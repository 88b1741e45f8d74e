import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { pythonEnvironment } from '../python-environment.mjs';

const ROOT = new URL('../../', import.meta.url);
const HERE = fileURLToPath(new URL('.', import.meta.url));

/** Writes the client in Python, a package that pip can install. @returns its folder. */
export function generatePython() {
  const folder = fileURLToPath(new URL('dist/sdk/python', ROOT));
  const cache = fileURLToPath(new URL('node_modules/.cache/sdk-python', ROOT));
  const bin = path.dirname(pythonEnvironment(cache, path.join(HERE, 'requirements.txt')));
  rmSync(folder, { recursive: true, force: true });
  const args = [
    'generate',
    ...['--path', fileURLToPath(new URL('openapi.yaml', ROOT))],
    ...['--config', path.join(HERE, 'python.yaml')],
    ...['--output-path', folder],
    ...['--meta', 'uv'],
    // A warning means that a piece of the contract would be missing.
    '--fail-on-warning',
  ];
  // The generator formats what it has written with the ruff that it finds in the path.
  const env = { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH}`, RUFF_NO_CACHE: 'true' };
  execFileSync(path.join(bin, 'openapi-python-client'), args, {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return folder;
}
