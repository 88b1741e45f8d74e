import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBareServer } from '../support/bare-server.ts';
import { type Gateway, startGateway } from '../support/gateway.ts';
import { exchange, type RawAnswer } from '../support/raw.ts';

const BODY = '{"model":"auto","messages":[{"role":"user","content":"hi"}]}';
let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.stop());

const post = (headers: string, body: string): string =>
  `POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${gateway.key}\r\ncontent-type: application/json\r\n${headers}\r\n\r\n${body}`;
const get = (headers: string, target = '/healthz'): string =>
  `GET ${target} HTTP/1.1\r\n${headers}connection: close\r\n\r\n`;

/** One answer, an error as every other, and the end of the connection. */
function expectRefusal(answer: RawAnswer, status: number, code: string | null = null): void {
  expect(answer.status, answer.text).toBe(status);
  expect(answer.answers).toBe(1);
  expect(answer.closed).toBe(true);
  expect(answer.headers).toMatchObject({
    'content-type': 'application/json; charset=utf-8',
    connection: 'close',
    'content-length': String(answer.body.length),
  });
  expect(answer.headers['x-request-id']).toMatch(/^req_[0-9a-f]{32}$/);
  expect(JSON.parse(answer.body).error).toMatchObject({ type: 'invalid_request_error', param: null, code });
}

describe('bytes that are no HTTP', () => {
  it.each<[string, string | Buffer]>([
    ['a TLS greeting', Buffer.from('16030100b8010000b40303', 'hex')],
    ['noise', Buffer.from([0, 255, 13, 10, 13, 10, 1, 2, 3])],
    ['a line of text', 'hello\r\n\r\n'],
    ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['another protocol', 'GET / FTP/1.0\r\n\r\n'],
    ['a target that is no path', 'GET nope HTTP/1.1\r\nhost: x\r\n\r\n'],
    ['a NUL in a header', 'GET /healthz HTTP/1.1\r\nhost: x\r\nx-a: a\0b\r\n\r\n'],
    ['a header without a name', 'GET /healthz HTTP/1.1\r\nhost: x\r\n: b\r\n\r\n'],
  ])('get an error of the usual form: %s', async (_, bytes) => {
    expectRefusal(await exchange(gateway.url, bytes), 400);
  });

  it('after a whole request leave its answer whole, and are refused behind it', async () => {
    const answer = await exchange(
      gateway.url,
      `GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n\0\0nonsense\r\n\r\n`,
    );
    expect(answer.text).toContain('{"status":"ok"}');
    expect(answer.closed).toBe(true);
    expect(answer.text.lastIndexOf('HTTP/1.1 400')).toBeGreaterThan(answer.text.indexOf('{"status":"ok"}'));
  });

  it('do not stop the server', async () => {
    expect((await gateway.fetch('/healthz')).status).toBe(200);
    expect(gateway.log().filter(({ level }) => Number(level) >= 50)).toEqual([]);
  });
});

describe('a request that two servers could read differently', () => {
  const hidden = 'GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n';

  it.each<[string, () => string]>([
    [
      'a length and chunks',
      () => post('content-length: 5\r\ntransfer-encoding: chunked', `0\r\n\r\n${hidden}`),
    ],
    [
      'chunks and a length',
      () => post('transfer-encoding: chunked\r\ncontent-length: 5', `0\r\n\r\n${hidden}`),
    ],
    ['two lengths', () => post(`content-length: ${BODY.length}\r\ncontent-length: 5`, BODY + hidden)],
    ['a length twice', () => post(`content-length: ${BODY.length}\r\ncontent-length: ${BODY.length}`, BODY)],
    ['lengths in a list', () => post(`content-length: ${BODY.length}, ${BODY.length}`, BODY)],
    ['a signed length', () => post('content-length: +5', `12345${hidden}`)],
    ['a length of hexadecimals', () => post('content-length: 0x5', `12345${hidden}`)],
    ['a length that overflows', () => post('content-length: 18446744073709551617', BODY)],
    ['chunks that are not last', () => post('transfer-encoding: chunked, identity', `0\r\n\r\n${hidden}`)],
    ['an unknown coding', () => post('transfer-encoding: xchunked', `0\r\n\r\n${hidden}`)],
    ['a blank before the colon', () => post('transfer-encoding : chunked', `0\r\n\r\n${hidden}`)],
    ['a chunk size that is none', () => post('transfer-encoding: chunked', `zz\r\n${hidden}`)],
    [
      'a chunk size that overflows',
      () => post('transfer-encoding: chunked', `ffffffffffffffff1\r\n${hidden}`),
    ],
    [
      'a chunk that is longer than it says',
      () => post('transfer-encoding: chunked', `1\r\nabc\r\n0\r\n\r\n${hidden}`),
    ],
    ['a folded header', () => get('host: x\r\nx-a: b\r\n transfer-encoding: chunked\r\n')],
    ['bare line feeds', () => 'GET /healthz HTTP/1.1\nhost: x\n\n'],
    ['a bare line feed among the headers', () => get('host: x\r\nx-a: b\nx-c: d\r\n')],
    ['a bare carriage return', () => get('host: x\r\nx-a: b\rx-c: d\r\n')],
    ['no host', () => get('')],
    ['two hosts', () => get('host: a\r\nhost: b\r\n')],
    ['a host twice', () => get('host: a\r\nhost: a\r\n')],
    ['a host with a path', () => get('host: a/b\r\n')],
    ['a host with a user', () => get('host: a@b\r\n')],
    ['a host with blanks', () => get('host: a b\r\n')],
  ])('is refused, and what it hides is not run: %s', async (_, bytes) => {
    expectRefusal(await exchange(gateway.url, bytes()), 400);
  });
});

describe('the host', () => {
  it.each(['evil.example', '[::1]:3000', '', 'localhost:1', '127.0.0.1'])(
    'decides nothing: %j gets the same answer, which does not name it',
    async (host) => {
      for (const target of ['/', '/healthz', '/v1/nope', '/dashboard']) {
        const answer = await exchange(
          gateway.url,
          get(`host: ${host}\r\nx-forwarded-host: evil.example\r\n`, target),
        );
        expect(answer.status).toBe(target === '/v1/nope' ? 404 : 200);
        expect(answer.text).not.toContain('evil.example');
        expect(answer.headers.location).toBeUndefined();
      }
    },
  );

  it('of an absolute target does not either', async () => {
    const answer = await exchange(gateway.url, get('host: x\r\n', 'http://evil.example/healthz'));
    expect(answer.status).toBe(200);
    expect(answer.text).not.toContain('evil.example');
  });
});

describe('methods that ask for more than a resource', () => {
  it('open no tunnel, and are told so', async () => {
    const tunnel = 'CONNECT example.com:443 HTTP/1.1\r\nhost: x\r\n\r\n';
    const answer = await exchange(gateway.url, tunnel);
    expectRefusal(answer, 405, 'method_not_allowed');
    expect(answer.headers.allow).toContain('POST');
    // Behind a request that is still being answered, and with bytes for the other side of the tunnel.
    const behind = await exchange(gateway.url, `GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n${tunnel}hello`);
    expect(behind.text).toMatch(/^HTTP\/1\.1 200 [\s\S]*{"status":"ok"}HTTP\/1\.1 405 /);
    expect(behind.closed).toBe(true);
  });

  it('reflect nothing', async () => {
    const answer = await exchange(
      gateway.url,
      `TRACE / HTTP/1.1\r\nhost: x\r\nx-a: tell-me\r\nconnection: close\r\n\r\n`,
    );
    expect(answer.status).toBe(405);
    expect(answer.text).not.toContain('tell-me');
  });

  it('ask for no path', async () => {
    const answer = await exchange(gateway.url, 'OPTIONS * HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
    expect(answer.status).toBe(204);
    expect(answer.headers['x-request-id']).toMatch(/^req_/);
  });

  it('switch no protocol', async () => {
    const upgrade = 'host: x\r\nupgrade: websocket\r\nconnection: upgrade\r\n';
    const answer = await exchange(gateway.url, `GET /healthz HTTP/1.1\r\n${upgrade}\r\n`, 500);
    expect(answer.status).toBe(200);
  });

  it('expect something that nobody knows', async () => {
    const answer = await exchange(gateway.url, get('host: x\r\nexpect: 200-maybe\r\n'));
    expect(answer.status).toBe(200);
  });
});

describe('headers', () => {
  it.each<[string, string]>([
    ['one of 20 kB', `x-a: ${'a'.repeat(20_000)}\r\n`],
    ['a thousand', Array.from({ length: 1_000 }, (_, index) => `x-${index}: ${'a'.repeat(20)}\r\n`).join('')],
    ['a name of 20 kB', `${'a'.repeat(20_000)}: b\r\n`],
  ])('that are too large are refused: %s', async (_, headers) => {
    expectRefusal(await exchange(gateway.url, get(`host: x\r\n${headers}`)), 431, 'headers_too_large');
  });

  it('and a path that is too long', async () => {
    const answer = await exchange(gateway.url, get('host: x\r\n', `/${'a'.repeat(20_000)}`));
    expectRefusal(answer, 431, 'headers_too_large');
  });

  it('that do not come to an end are a 408 in time, and cost nobody else anything', async () => {
    const server = await startBareServer({ headersTimeoutMs: 1_500 });
    const sockets = Array.from({ length: 50 }, () => connect(server.port, '127.0.0.1'));
    let slow = '';
    sockets[0]?.setEncoding('latin1').on('data', (piece) => {
      slow += piece;
    });
    for (const socket of sockets) socket.on('error', () => undefined);
    const closed = Promise.all(
      sockets.map((socket) => new Promise<void>((resolve) => socket.once('close', () => resolve()))),
    );
    for (const socket of sockets) socket.write('GET /healthz HTTP/1.1\r\nhost: x\r\n');
    // One byte now and then must not gain time.
    const dripping = setInterval(() => {
      for (const socket of sockets) if (socket.writable) socket.write('x-a: b\r\n');
    }, 200);
    const startedAt = performance.now();
    expect((await fetch(`${server.url}/nope`)).status).toBe(404);
    await Promise.race([closed, delay(8_000).then(() => Promise.reject(new Error('they are still open')))]);
    clearInterval(dripping);
    expect(performance.now() - startedAt).toBeGreaterThan(1_000);
    expect(slow).toMatch(/^HTTP\/1\.1 408 /);
    expect(JSON.parse(slow.split('\r\n\r\n')[1] ?? '').error.code).toBe('request_timeout');
    await server.stop();
  });
});

describe('a body in chunks', () => {
  const chunked = (tail: string): string =>
    post('transfer-encoding: chunked\r\nconnection: close', `${BODY.length.toString(16)}${tail}`);

  it.each<[string, string]>([
    ['extensions', `;a=b\r\n${BODY}\r\n0;c\r\n\r\n`],
    ['trailers', `\r\n${BODY}\r\n0\r\nx-a: b\r\n\r\n`],
  ])('may have %s, which mean nothing', async (_, tail) => {
    const answer = await exchange(gateway.url, chunked(tail), 20_000);
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('"object":"chat.completion"');
  });

  it.each<[string, string]>([
    ['a long extension', `;${'a'.repeat(200_000)}\r\n${BODY}\r\n0\r\n\r\n`],
    ['a long trailer', `\r\n${BODY}\r\n0\r\nx-a: ${'b'.repeat(200_000)}\r\n\r\n`],
    ['thousands of trailers', `\r\n${BODY}\r\n0\r\n${'x-a: b\r\n'.repeat(50_000)}\r\n`],
    ['a trailer that says another length', `\r\n${BODY}\r\n0\r\ncontent-length: 5\r\n\r\n`],
  ])('is refused with %s', async (_, tail) => {
    const answer = await exchange(gateway.url, chunked(tail));
    expect(answer.status).toBe(400);
    expect(answer.closed).toBe(true);
  });
});
