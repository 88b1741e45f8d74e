import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, it } from 'vitest';
import { boundConnections } from './connection-count.ts';
import { gateConnections } from './connection-gate.ts';

const quiet = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

/** Answers /slow never and everything else at once. */
async function serve(maxConnections: number) {
  const server = createServer((request, response) => {
    if (request.url !== '/slow') response.end('fine');
  }).listen(0);
  servers.push(server);
  const { isIdle } = gateConnections(server, { stallMs: 60_000 });
  boundConnections(server, isIdle, { maxConnections, log: quiet });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  /** Its `closed` resolves when the server has hung up. */
  const open = async (host: string, path?: string) => {
    const accepted = once(server, 'connection');
    const socket = connect({ port, host: '127.0.0.1', localAddress: host }).on('error', () => undefined);
    const closed = once(socket.resume(), 'close');
    await accepted;
    if (path !== undefined) {
      const heard = once(server, 'request');
      socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`);
      await heard;
    }
    return { socket, closed };
  };
  const answerOf = (host: string): Promise<string> => {
    const socket = connect({ port, host: '127.0.0.1', localAddress: host }).on('error', () => undefined);
    socket.write('GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
    return text(socket);
  };
  return { open, answerOf };
}

it('an idle connection makes room for a new one: the oldest of the address that has the most', async () => {
  const { open, answerOf } = await serve(4);
  const other = await open('127.0.0.2');
  const first = await open('127.0.0.1');
  const second = await open('127.0.0.1');
  first.socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
  await once(first.socket, 'data');
  await open('127.0.0.1', '/slow');
  expect(await answerOf('127.0.0.3')).toContain('fine');
  // The other address has but one, and the first has been answered since the second was opened.
  await second.closed;
  expect(first.socket.destroyed).toBe(false);
  expect(other.socket.destroyed).toBe(false);
});

it('a newcomer hears that it is one too many where all are busy, and is let in when one has gone', async () => {
  const { open, answerOf } = await serve(2);
  const one = await open('127.0.0.1', '/slow');
  await open('127.0.0.1', '/slow');
  const refusal = await answerOf('127.0.0.1');
  expect(refusal).toMatch(/^HTTP\/1\.1 503 Service Unavailable\r\n/);
  expect(refusal).toMatch(/\r\nretry-after: \d+\r\n/);
  expect(JSON.parse(refusal.split('\r\n\r\n')[1] ?? '').error.code).toBe('server_overloaded');
  one.socket.destroy();
  await expect.poll(() => answerOf('127.0.0.1')).toContain('fine');
});
