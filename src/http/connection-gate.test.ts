import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { gateConnections } from './connection-gate.ts';

type Handle = (request: IncomingMessage, response: ServerResponse) => void;

const servers: Server[] = [];
const accepted: Socket[] = [];
afterEach(() => {
  for (const socket of accepted.splice(0)) socket.destroy();
  for (const server of servers.splice(0)) server.close();
});

async function serve(handle: Handle, stallMs = 60_000): Promise<Server> {
  const server = createServer(handle).listen(0, '127.0.0.1');
  servers.push(server);
  server.on('connection', (socket) => accepted.push(socket));
  gateConnections(server, { stallMs });
  await once(server, 'listening');
  return server;
}

function client(server: Server): Socket {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  return socket.on('error', () => undefined);
}

const get = (path: string, headers = '') => `GET ${path} HTTP/1.1\r\nhost: x\r\n${headers}\r\n`;
const withLength = (path: string, body: string) =>
  `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
const inChunks = (path: string, body: string) =>
  `POST ${path} HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;

describe('pipelined requests', () => {
  it('are dispatched one after the other, each when the answer to the last has gone out', async () => {
    const dispatched: string[] = [];
    const answer: (() => void)[] = [];
    let next: () => void = () => undefined;
    const server = await serve((request, response) => {
      dispatched.push(request.url ?? '');
      answer.push(() => response.end(request.url));
      next();
    });
    const socket = client(server);
    const paths = Array.from({ length: 200 }, (_, index) => `/${index}`);
    socket.write(paths.map((path) => get(path)).join(''));
    for (let index = 0; index < 5; index += 1) {
      if (dispatched.length === index) await new Promise<void>((resolve) => (next = resolve));
      // Whatever else was read with it would have been dispatched within the same turn of the event loop.
      await new Promise((resolve) => setImmediate(resolve));
      expect(dispatched).toEqual(paths.slice(0, index + 1));
      answer[index]?.();
    }
    socket.destroy();
  });

  it('are all answered, in order and with their bodies, however the bytes arrive', async () => {
    const server = await serve((request, response) => {
      text(request).then((body) => response.end(`${request.method} ${request.url} ${body.length};`));
    });
    const body = fc.string({
      unit: fc.constantFrom('a', '\r\n', '\r\n\r\n', 'GET / HTTP/1.1\r\n\r\n'),
      maxLength: 900,
    });
    const message = fc.oneof(
      fc.constant({ bytes: (path: string) => get(path), method: 'GET', length: 0 }),
      body.map((sent) => ({
        bytes: (path: string) => withLength(path, sent),
        method: 'POST',
        length: sent.length,
      })),
      body
        .filter((sent) => sent !== '')
        .map((sent) => ({
          bytes: (path: string) => inChunks(path, sent),
          method: 'POST',
          length: sent.length,
        })),
    );
    const messages = fc.array(message, { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(
        messages,
        fc.array(fc.integer({ min: 1, max: 3_000 }), { minLength: 1, maxLength: 9 }),
        async (all, sizes) => {
          const socket = client(server).setNoDelay();
          const bytes =
            all.map(({ bytes }, index) => bytes(`/${index}`)).join('') + get('/end', 'connection: close\r\n');
          const answers = text(socket);
          for (let from = 0, turn = 0; from < bytes.length; turn += 1) {
            const size = sizes[turn % sizes.length] ?? 1;
            await new Promise((resolve) => socket.write(bytes.slice(from, from + size), resolve));
            from += size;
          }
          const bodies = [...(await answers).matchAll(/^(?:GET|POST) \/\w+ \d+;/gm)].map(([found]) => found);
          const expected = all.map(({ method, length }, index) => `${method} /${index} ${length};`);
          expect(bodies).toEqual([...expected, 'GET /end 0;']);
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);
});

describe('a client that reads nothing', () => {
  it('is hung up on, whatever the answer is', async () => {
    const server = await serve((_request, response) => response.end(Buffer.alloc(16_000_000)), 200);
    const connected = once(server, 'connection');
    client(server).pause().write(get('/'));
    const [socket] = await connected;
    await new Promise((resolve) => (socket as Socket).once('close', resolve));
  });

  it('is not hung up on while its answer is being made', async () => {
    const server = await serve((_request, response) => {
      setTimeout(() => response.end('late'), 500);
    }, 100);
    const socket = client(server);
    socket.write(get('/', 'connection: close\r\n'));
    expect(await text(socket)).toContain('late');
  });
});

describe('an answer that comes before the body was read', () => {
  it.each(['content-length: 8000000', 'transfer-encoding: chunked'])(
    'reaches a client that sends all of it first: %s',
    async (header) => {
      const server = await serve((_request, response) => {
        response.writeHead(503, { connection: 'close' }).end('come back');
      });
      const socket = client(server);
      socket.write(`POST / HTTP/1.1\r\nhost: x\r\n${header}\r\n\r\n`);
      const body = header.startsWith('content')
        ? 'x'.repeat(8_000_000)
        : `7a1200\r\n${'x'.repeat(8_000_000)}\r\n`;
      await new Promise((resolve) => socket.write(body, resolve));
      expect(await text(socket)).toContain('come back');
    },
  );
});

describe('a connection that changes its protocol', () => {
  it('is left to whom it is for, with all that was read of it', async () => {
    const server = await serve((_request, response) => response.end('not upgraded'));
    server.on('upgrade', (_request, socket: Socket, head: Buffer) => {
      socket.unshift(head);
      socket.on('data', (bytes) => socket.end(`echo ${bytes}`));
    });
    const socket = client(server);
    socket.write(`${get('/', 'upgrade: echo\r\nconnection: upgrade\r\n')}hello`);
    expect(await text(socket)).toBe('echo hello');
  });

  it('stays as it is where nobody listens', async () => {
    const server = await serve((_request, response) => response.end('not upgraded'));
    const socket = client(server);
    socket.write(get('/', 'upgrade: h2c\r\nconnection: upgrade\r\n') + get('/', 'connection: close\r\n'));
    expect([...(await text(socket)).matchAll(/not upgraded/g)].length).toBe(2);
  });
});
