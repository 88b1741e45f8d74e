import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import { ask } from '../exchange.mjs';
import { head, RawConnection } from '../raw.mjs';

/** After so long without reading the server must have cut the connection: far above its time-outs for answers. */
const STALL_MS = 15_000;
const CUT_MS = 10_000;
/** More than both ends of a connection hold, whatever nobody reads. */
const MOST_IN_KERNELS = 8_000_000;
const crlf = '\r\n';
const get = (path, more = '') => `GET ${path} HTTP/1.1${crlf}host: localhost${crlf}${more}${crlf}`;
const CHAT = {
  model: 'auto',
  stream: true,
  messages: [
    {
      role: 'user',
      content: '<simulate>[{"text":"x"},{"sleep":200},{"repeat":{"text":"xyz ","times":3000}}]</simulate>',
    },
  ],
};
const chat = JSON.stringify(CHAT);

const GARBAGE = [
  '\u0000'.repeat(100),
  '\u0016\u0003\u0001\u0002\u0000',
  'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  'GET\r\n\r\n',
  'GET / HTTP/9.9\r\n\r\n',
  `${'A'.repeat(70_000)}\r\n\r\n`,
  'GET / HTTP/1.1\r\n\r\n',
  '\r\n\r\n\r\n',
  'GET / HTTP/1.1\nhost: x\n\n',
  'NOPE / HTTP/1.1\r\nhost: x\r\n\r\n',
  'GET http://other/ HTTP/1.1\r\nhost: x\r\n\r\n',
  'GET * HTTP/1.1\r\nhost: x\r\n\r\n',
  'OPTIONS * HTTP/1.1\r\nhost: x\r\n\r\n',
  'GET /\u0000 HTTP/1.1\r\nhost: x\r\n\r\n',
  'GET / HTTP/1.0\r\n\r\n',
];
const SMUGGLING = [
  'content-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
  'transfer-encoding: xchunked\r\n\r\n0\r\n\r\n',
  'content-length: 1\r\ncontent-length: 2\r\n\r\nab',
  'transfer-encoding : chunked\r\n\r\n0\r\n\r\n',
  'transfer-encoding: chunked\r\n\r\nffffffffffffffffff\r\n',
  'transfer-encoding: chunked\r\n\r\n-1\r\n\r\n',
  `transfer-encoding: chunked\r\n\r\n1;${'x'.repeat(20_000)}\r\na\r\n0\r\n\r\n`,
  `transfer-encoding: chunked\r\n\r\n0\r\n${'t: x\r\n'.repeat(3_000)}\r\n`,
  'content-length: 0\r\n\r\nGET /metrics HTTP/1.1\r\nhost: x\r\n\r\n',
  'transfer-encoding: chunked, identity\r\n\r\n0\r\n\r\n',
  ' x: y\r\n\r\n',
  'host: other\r\n\r\n',
  'x: a\rb\r\n\r\n',
  'expect: 200-maybe\r\ncontent-length: 2\r\n\r\n{}',
  'expect: 100-continue\r\ncontent-length: 20000000\r\n\r\n',
];
const UPGRADES = [
  'CONNECT other:443 HTTP/1.1\r\nhost: other:443\r\n\r\n',
  'CONNECT / HTTP/1.1\r\nhost: x\r\n\r\n',
  get(
    '/',
    'upgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-key: eA==\r\nsec-websocket-version: 13\r\n',
  ),
  get('/v1/models', 'upgrade: h2c\r\nconnection: upgrade, http2-settings\r\nhttp2-settings: AAMAAABk\r\n'),
  get('/', 'connection: upgrade\r\nupgrade: \u0001\r\n'),
];
const kind = (name, fields) => fc.record({ kind: fc.constant(name), ...fields });

/** What no client library does with a connection. */
export const sockets = {
  name: 'sockets',
  arbitrary: fc.oneof(
    {
      weight: 1,
      arbitrary: kind('pipeline', {
        connections: fc.constantFrom(1, 3, 60),
        each: fc.constantFrom(20, 80, 470),
        path: fc.constantFrom('/openapi.json', '/openapi.yaml', '/docs', '/dashboard/', '/metrics'),
      }),
    },
    { weight: 1, arbitrary: kind('unread', { connections: fc.constantFrom(1, 4), stored: fc.boolean() }) },
    {
      weight: 4,
      arbitrary: kind('garbage', {
        data: fc.oneof(fc.constantFrom(...GARBAGE), fc.string({ unit: 'binary', maxLength: 300 })),
        half: fc.boolean(),
      }),
    },
    { weight: 4, arbitrary: kind('smuggling', { rest: fc.constantFrom(...SMUGGLING) }) },
    { weight: 2, arbitrary: kind('upgrade', { data: fc.constantFrom(...UPGRADES) }) },
    {
      weight: 3,
      arbitrary: kind('leave', {
        when: fc.constantFrom('head', 'body', 'sent', 'stream'),
        how: fc.constantFrom('reset', 'half', 'close'),
        times: fc.constantFrom(1, 8),
      }),
    },
    {
      weight: 2,
      arbitrary: kind('headers', {
        count: fc.constantFrom(1, 150, 3_000),
        size: fc.constantFrom(1, 300, 40_000),
        name: fc.constantFrom(
          'x',
          'cookie',
          'authorization',
          'x-forwarded-for',
          'accept-encoding',
          'traceparent',
          'origin',
          'x-request-id',
          'range',
          'if-none-match',
          '__proto__',
        ),
      }),
    },
    {
      weight: 1,
      arbitrary: kind('slow', {
        part: fc.constantFrom('head', 'body'),
        connections: fc.constantFrom(1, 30),
        every: fc.constantFrom(20, 300),
      }),
    },
    {
      weight: 1,
      arbitrary: kind('idle', { connections: fc.constantFrom(50, 260, 400), greets: fc.boolean() }),
    },
    {
      weight: 2,
      arbitrary: kind('reuse', {
        first: fc.constantFrom('{', '{}', chat.slice(0, 40)),
        next: fc.constantFrom('/healthz', '/v1/models'),
      }),
    },
  ),
  run: ({ port }, recipe) => runners[recipe.kind](port, recipe),
};

const open = (port, count, isReading = true) =>
  Array.from({ length: count }, () => new RawConnection(port, isReading));

/** Closes what is open, and says what is wrong with the answers, if anything is. */
function finish(connections, problem) {
  for (const connection of connections) connection.close();
  return { problem: problem ?? connections.map((one) => one.wrongAnswer()).find(Boolean) };
}

/** Whether it was cut: what the kernels hold comes still, then the end. @returns the problem. */
async function cutAfterStall(connections, milliseconds) {
  const until = Date.now() + milliseconds;
  while (Date.now() < until && connections.some(({ ended }) => ended === undefined)) await delay(100);
  const before = Date.now();
  for (const connection of connections) connection.read();
  for (const connection of connections) await connection.endsWithin(Math.max(0, before + 3_000 - Date.now()));
  // A refusal is small, and its connection may stay.
  const open = connections.filter(
    ({ ended, bytes }) => ended === undefined && bytes > MOST_IN_KERNELS,
  ).length;
  return open > 0
    ? `${open} of ${connections.length} connections that read nothing are not cut in ${milliseconds} ms`
    : undefined;
}

const runners = {
  async pipeline(port, { connections: count, each, path }) {
    const connections = open(port, count, false);
    const asked = get(
      path,
      head('getMetrics')
        .split(crlf)
        .find((line) => line.startsWith('authorization')) + crlf,
    );
    for (const connection of connections) connection.write(asked.repeat(each));
    await delay(STALL_MS);
    for (const connection of connections) connection.read();
    // All that was asked may have fitted into what the kernels hold; else it must not go on after the stall.
    await delay(3_000);
    const answers = connections.map(({ received, bytes }) => ({
      bytes,
      size: Number(/content-length: (\d+)/i.exec(received)?.[1] ?? 0),
    }));
    const all = answers.filter(
      ({ bytes, size }) => size * each > MOST_IN_KERNELS && bytes >= size * each,
    ).length;
    return finish(
      connections,
      all > 0
        ? `${all} of ${count} connections got all of ${each} pipelined answers, although nobody read for ${STALL_MS} ms`
        : undefined,
    );
  },
  async unread(port, { connections: count, stored }) {
    const connections = open(port, count, false);
    const steps = [{ repeat: { text: 'x'.repeat(1_000), times: 12_000 } }];
    const body = JSON.stringify({
      ...CHAT,
      stream: !stored,
      messages: [{ role: 'user', content: `<simulate>${JSON.stringify(steps)}</simulate>` }],
    });
    for (const connection of connections)
      connection.write(head('createChatCompletion', { 'content-length': body.length }) + body);
    const problem = await cutAfterStall(connections, STALL_MS);
    return finish(connections, problem);
  },
  async garbage(port, { data, half }) {
    const connections = open(port, 1);
    connections[0].write(Buffer.from(data, 'latin1'));
    if (half) connections[0].half();
    await connections[0].hears(half ? CUT_MS : 300);
    const isOver = !half || (await connections[0].endsWithin(CUT_MS));
    return finish(connections, isOver ? undefined : `a half-closed connection stays open for ${CUT_MS} ms`);
  },
  async smuggling(port, { rest }) {
    const connections = open(port, 1);
    const headers = head('createChatCompletion').slice(0, -2);
    connections[0].write(headers + rest);
    const hears = await connections[0].hears(1_500);
    if (!hears) connections[0].half();
    const isOver = hears || (await connections[0].endsWithin(CUT_MS));
    return finish(connections, isOver ? undefined : 'neither answered nor cut');
  },
  async upgrade(port, { data }) {
    const connections = open(port, 1);
    connections[0].write(data);
    const hears = await connections[0].hears(CUT_MS);
    const isSilent = hears && connections[0].bytes === 0;
    return finish(
      connections,
      hears && !isSilent
        ? undefined
        : `no answer (${connections[0].ended ?? 'open'}) to ${data.split(crlf)[0]}`,
    );
  },
  async leave(port, { when, how, times }) {
    const connections = open(port, times);
    const start = head('createChatCompletion', { 'content-length': chat.length });
    const said = {
      head: start.slice(0, 60),
      body: start + chat.slice(0, 30),
      sent: start + chat,
      stream: start + chat,
    }[when];
    for (const connection of connections) connection.write(said);
    if (when === 'stream') await connections[0].hears(5_000);
    else await delay(20);
    for (const connection of connections) connection[how]();
    if (how !== 'half') return {};
    const isOver = await connections[0].endsWithin(CUT_MS * 2);
    return finish(
      connections,
      isOver ? undefined : `a half-closed connection stays open for ${CUT_MS * 2} ms`,
    );
  },
  async headers(port, { count, size, name }) {
    const connections = open(port, 1);
    const line = `${name}: ${'v'.repeat(size)}${crlf}`;
    connections[0].write(get('/v1/models', line.repeat(Math.min(count, Math.ceil(2_000_000 / line.length)))));
    const hears = await connections[0].hears(CUT_MS);
    return finish(connections, hears ? undefined : 'neither answered nor cut');
  },
  async slow(port, { part, connections: count, every }) {
    const connections = open(port, count);
    const start =
      part === 'head'
        ? `GET /v1/models HTTP/1.1${crlf}`
        : `${head('createChatCompletion', { 'content-length': 1_000_000 })}{"a":"`;
    for (const connection of connections) connection.write(start);
    for (const until = Date.now() + 3_000; Date.now() < until; await delay(every))
      for (const connection of connections) connection.write('x');
    return finish(connections);
  },
  async idle(port, { connections: count, greets }) {
    const connections = open(port, count);
    if (greets) for (const connection of connections) connection.write(get('/healthz'));
    await delay(3_000);
    finish(connections);
    // There is room again for an honest client as soon as they are gone.
    const deadline = Date.now() + 10_000;
    for (;;) {
      const answer = await ask(port, 'getLiveness', { mayCut: Date.now() < deadline, patienceMs: 10_000 });
      if (answer.status === 200 || answer.problem) return answer;
      await delay(200);
    }
  },
  async reuse(port, { first, next }) {
    const connections = open(port, 1);
    connections[0].write(head('createChatCompletion', { 'content-length': first.length }) + first);
    await connections[0].hears(CUT_MS);
    connections[0].write(get(next));
    await delay(100);
    return finish(connections);
  },
};
