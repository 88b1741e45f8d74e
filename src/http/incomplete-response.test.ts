import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { Readable } from 'node:stream';
import { afterEach, expect, it } from 'vitest';
import { gateConnections } from './connection-gate.ts';
import { leaveIncomplete } from './incomplete-response.ts';

let server: Server;
afterEach(() => {
  server.close();
  server.closeAllConnections();
});

/** A server that pipes a stream as hapi does, and cuts it or not. */
async function serve(
  pieces: readonly string[],
  isCut: boolean,
): Promise<{ port: number; asked: () => number }> {
  let count = 0;
  server = createServer((_request, response: ServerResponse) => {
    count += 1;
    const stream = Readable.from(pieces, { objectMode: false });
    if (isCut) stream.once('end', () => leaveIncomplete(response));
    stream.pipe(response);
  });
  gateConnections(server, { stallMs: 10_000 });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return { port: (server.address() as AddressInfo).port, asked: () => count };
}

/** All that comes on a connection until the server closes it, or until it has said what is awaited. */
async function exchange(
  port: number,
  bytes: string,
  until?: string,
): Promise<{ text: string; error?: Error }> {
  const socket = connect(port, '127.0.0.1');
  socket.write(bytes);
  let text = '';
  try {
    for await (const piece of socket.setEncoding('utf8')) {
      text += piece;
      if (until !== undefined && text.endsWith(until)) break;
    }
  } catch (error) {
    return { text, error: error as Error };
  }
  return { text };
}

const REQUEST = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n';

it('has all its data, and neither the last chunk nor a reset', async () => {
  const long = 'x'.repeat(300_000);
  const { port } = await serve([long, 'the end'], true);
  const { text, error } = await exchange(port, REQUEST);
  expect(error).toBeUndefined();
  expect(text).toMatch(/xthe end\r\n$|\r\n7\r\nthe end\r\n$/);
  expect(text.length).toBeGreaterThan(long.length);
});

it('is no whole answer to a client', async () => {
  const { port } = await serve(['x'], true);
  const response = await fetch(`http://127.0.0.1:${port}`);
  await expect(response.text()).rejects.toThrow('terminated');
});

it('closes a connection on which more was asked without a reset, and without an answer to that', async () => {
  const { port, asked } = await serve(['x'], true);
  const { text, error } = await exchange(port, REQUEST.repeat(200));
  expect(error).toBeUndefined();
  expect(text.match(/HTTP\/1\.1 200/g)).toHaveLength(1);
  expect(asked()).toBe(1);
});

it('differs from a whole one, which has its last chunk and leaves the connection open', async () => {
  const { port } = await serve(['x'], false);
  const { text } = await exchange(port, REQUEST.repeat(2), '0\r\n\r\n');
  expect(text).toContain('\r\n1\r\nx\r\n0\r\n\r\n');
});
