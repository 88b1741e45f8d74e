// A bare hapi route, in a process of its own like the server that it is compared with: `node bare-hapi.mjs FILE` answers
// every request for the path of GET /v1/models with the JSON in FILE, and prints its address.
import { readFileSync } from 'node:fs';
import { server as createServer } from '@hapi/hapi';

const answer = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const server = createServer({ host: '127.0.0.1', port: 0 });
server.route({ method: 'GET', path: '/v1/models', handler: () => answer });
await server.start();
process.stdout.write(`${server.info.uri}\n`);
