// Type-checks the generated clients as strictly as they allow, and runs each against the built server with the simulator,
// with the examples of docs/sdks.md; then the example of docs/mocks.md on the built package.
import { createTally } from '../support/tally.mjs';
import { packageMocks } from './mocks.mjs';
import { pythonClient } from './python.mjs';
import { startServer } from './server.mjs';
import { typescriptClient } from './typescript.mjs';

const tally = createTally();
const report = (client, { feature, ok, detail }) =>
  tally.note(`${client}: ${feature}`, ok ? undefined : detail || 'failed');

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
tally.end();
