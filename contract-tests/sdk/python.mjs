import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { pythonEnvironment } from '../../scripts/python-environment.mjs';
import { checksOf, exampleIn, exampleWorks, succeeds } from './program.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CHECKS = path.join(ROOT, 'contract-tests/sdk/python');
const CLIENT = path.join(ROOT, 'dist/sdk/python');
const EXAMPLE = path.join(ROOT, 'dist/sdk-test/python/example.py');

/** Installs the client into an environment of its own, as a user would; type-checks it with its checks, and runs them. */
export async function* pythonClient(env) {
  mkdirSync(path.dirname(EXAMPLE), { recursive: true });
  writeFileSync(EXAMPLE, exampleIn('docs/sdks.md', 'python'));

  const environment = path.join(ROOT, 'node_modules/.cache/sdk-test-python');
  const python = pythonEnvironment(environment, path.join(CHECKS, 'requirements.txt'));
  const installed = await succeeds('pip install', python, [
    ...['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'],
    ...['--force-reinstall', '--no-deps', CLIENT],
  ]);
  yield installed;
  if (!installed.ok) return;
  const sources = [path.join(CLIENT, 'qoder_gateway_client'), ...programs(), EXAMPLE];
  yield succeeds('mypy --strict', python, [
    ...['-m', 'mypy', '--config-file', path.join(CHECKS, 'mypy.ini')],
    ...['--cache-dir', path.join(environment, 'mypy'), ...sources],
  ]);
  yield* checksOf(python, [path.join(CHECKS, 'main.py')], env);
  yield exampleWorks(python, [EXAMPLE], env);
}

const programs = () =>
  ['main', 'check', 'answers', 'refusals'].map((name) => path.join(CHECKS, `${name}.py`));
