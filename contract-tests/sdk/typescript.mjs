import { cpSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { checksOf, exampleIn, exampleWorks, succeeds } from './program.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CHECKS = path.join(ROOT, 'contract-tests/sdk/typescript');
const BUILD = path.join(ROOT, 'dist/sdk-test/typescript');

/** Compiles the client with its checks and the example, in strict mode, and runs what comes out. */
export async function* typescriptClient(env) {
  rmSync(BUILD, { recursive: true, force: true });
  cpSync(CHECKS, path.join(BUILD, 'src'), {
    recursive: true,
    filter: (source) => !source.endsWith('.json'),
  });
  cpSync(path.join(ROOT, 'dist/sdk/typescript'), path.join(BUILD, 'src/gateway'), { recursive: true });
  writeFileSync(path.join(BUILD, 'src/example.ts'), exampleIn('docs/sdks.md', 'ts'));

  const compiler = path.join(ROOT, 'node_modules/typescript/bin/tsc');
  const compiled = await succeeds('tsc, strict', process.execPath, [compiler, '-p', CHECKS]);
  yield compiled;
  if (!compiled.ok) return;
  yield* checksOf(process.execPath, [path.join(BUILD, 'out/main.js')], env);
  yield exampleWorks(process.execPath, [path.join(BUILD, 'out/example.js')], env);
}
