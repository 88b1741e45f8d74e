// Type-checks the generated clients as strictly as they allow, and runs each against the built server with the simulator,
// with the examples of docs/sdks.md; then the example of docs/mocks.md on the built package.
import { packageMocks } from './mocks.mjs';
import { pythonClient } from './python.mjs';
import { startServer } from './server.mjs';
import { typescriptClient } from './typescript.mjs';

const results = [];
const report = (client, { feature, ok, detail }) => {
  results.push(ok);
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${client}: ${feature}${ok ? '' : `: ${detail}`}`);
};

for (const [name, client] of [
  ['TypeScript', typescriptClient],
  ['Python', pythonClient],
]) {
  // Each has a server of its own: what one has spent of a limited key is not the other's.
  const server = await startServer();
  try {
    for await (const result of client(server.env)) report(name, result);
  } finally {
    await server.stop();
  }
}
for await (const result of packageMocks()) report('Mocks', result);
const passed = results.filter(Boolean).length;
console.log(`${passed} passed, ${results.length - passed} failed`);
process.exit(passed === results.length && passed > 0 ? 0 : 1);
