import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { exampleIn, succeeds } from './program.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const BUILD = path.join(ROOT, 'dist/sdk-test/mocks');
const bin = (name) => path.join(ROOT, 'node_modules', name);

const settings = (resolution) => ({
  compilerOptions: {
    target: 'ES2023',
    lib: ['ES2023', 'DOM', 'DOM.Iterable'],
    ...resolution,
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
    noEmit: true,
  },
  include: ['app.test.ts'],
});

/** Type-checks the example of docs/mocks.md by the package's types, as apps resolve them, and runs it on the built package. */
export async function* packageMocks() {
  rmSync(BUILD, { recursive: true, force: true });
  mkdirSync(BUILD, { recursive: true });
  writeFileSync(path.join(BUILD, 'app.test.ts'), exampleIn('docs/mocks.md', 'ts'));
  // Without one, vitest would go by this repository's own.
  writeFileSync(path.join(BUILD, 'vitest.config.mjs'), 'export default {};\n');
  for (const resolution of [{ module: 'NodeNext' }, { module: 'ESNext', moduleResolution: 'bundler' }]) {
    const name = `tsconfig.${resolution.module}.json`;
    writeFileSync(path.join(BUILD, name), JSON.stringify(settings(resolution)));
    yield succeeds(`tsc, strict, ${resolution.module}`, process.execPath, [
      ...[bin('typescript/bin/tsc'), '-p', path.join(BUILD, name)],
    ]);
  }
  yield succeeds('the example of docs/mocks.md', process.execPath, [
    ...[bin('vitest/vitest.mjs'), 'run', '--root', BUILD, '--config', path.join(BUILD, 'vitest.config.mjs')],
  ]);
}
