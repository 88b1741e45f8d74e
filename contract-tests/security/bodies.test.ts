import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conforming, conformingError } from '../support/contract.ts';
import { type Gateway, startGateway } from '../support/gateway.ts';
import { memoryOf } from '../support/processes.ts';

const CHAT = '/v1/chat/completions';
const MESSAGES = '"model":"auto","messages":[{"role":"user","content":"hi"}]';
let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway({ env: { QODER_SIMULATOR_SCRIPT: '{"turn":[{"text":"{}"}]}' } });
});
afterAll(() => gateway.stop());

const post = (body: string, init: RequestInit = {}) => gateway.post(CHAT, body, init);
const answers = async (): Promise<void> => {
  const { choices } = await conforming('createChatCompletion', post(`{${MESSAGES}}`));
  expect(choices[0].message.content).toBe('{}');
};

/** The longest that the server kept `/healthz` waiting while a request ran, in milliseconds. */
async function longestPause(running: Promise<unknown>): Promise<number> {
  let longest = 0;
  let done = false;
  const finished = running.finally(() => {
    done = true;
  });
  while (!done) {
    const startedAt = performance.now();
    await (await gateway.fetch('/healthz')).arrayBuffer();
    longest = Math.max(longest, performance.now() - startedAt);
  }
  await finished;
  return longest;
}

/** Most memory that the server ever had, in megabytes. */
const peakMegabytes = (): number => memoryOf(gateway.pid, 'peak') / 2 ** 20;

describe('a body that is small to send and large to read', () => {
  const arrays = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
  const objects = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

  it.each<[string, () => string]>([
    ['as a parameter that nobody knows', () => `{${MESSAGES},"x":${arrays(100_000)}}`],
    ['as metadata', () => `{${MESSAGES},"metadata":${objects(100_000)}}`],
    ['as content', () => `{"model":"auto","messages":[{"role":"user","content":${arrays(100_000)}}]}`],
    [
      "as a tool's schema",
      () =>
        `{${MESSAGES},"tools":[{"type":"function","function":{"name":"a","parameters":${objects(100_000)}}}]}`,
    ],
    [
      'as the schema of the answer',
      () =>
        `{${MESSAGES},"response_format":{"type":"json_schema","json_schema":{"name":"a","schema":${objects(100_000)}}}}`,
    ],
    ['without an end', () => '['.repeat(1_000_000)],
  ])('is refused when it is 100,000 levels deep %s', async (_, body) => {
    const { message } = await conformingError('createChatCompletion', post(body()), { status: 400 });
    expect(message).toContain('nested');
  });

  it.each<[string, () => string]>([
    ['a tool', () => `"tools":[{"type":"function","function":{"name":"a","parameters":${objects(200)}}}]`],
    ['metadata', () => `"metadata":${objects(200)}`],
    [
      'a schema of the answer',
      () => `"response_format":{"type":"json_schema","json_schema":{"name":"a","schema":${objects(200)}}}`,
    ],
    ['a parameter that nobody knows', () => `"x":${arrays(200)}`],
  ])('is no defect of the server where the depth is allowed: %s', async (_, part) => {
    expect((await post(`{${MESSAGES},${part()}}`)).status).toBeLessThan(500);
  });

  it('is refused with a million keys, and holds up nobody', async () => {
    const keys = Array.from({ length: 1_000_000 }, (_, index) => `"k${index}":1`).join(',');
    const body = `{${MESSAGES},${keys}}`;
    const refused = conformingError('createChatCompletion', post(body), { status: 400 });
    expect(await longestPause(refused)).toBeLessThan(1_500);
    expect((await refused).message).toContain('more than 250000 values');
  });

  it('with as many keys as are allowed holds up nobody for long', async () => {
    const keys = Array.from({ length: 240_000 }, (_, index) => `"k${index}":1`).join(',');
    expect(
      await longestPause(conforming('createChatCompletion', post(`{${MESSAGES},${keys}}`))),
    ).toBeLessThan(3_000);
  });
});

describe('compressed bodies', () => {
  const plain = Buffer.from(`{${MESSAGES}}`);
  const send = (body: Buffer, encoding: string) =>
    gateway.post(CHAT, '', { body: new Uint8Array(body), headers: { 'content-encoding': encoding } });

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
    ['X-GZIP', gzipSync],
    ['identity', (bytes: Buffer) => bytes],
  ])('are read as %s', async (encoding, compress) => {
    await conforming('createChatCompletion', send(compress(plain), encoding));
  });

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ])('that hold a gigabyte are refused before they are unpacked: %s', async (encoding, compress) => {
    const before = peakMegabytes();
    const bomb = compress(Buffer.alloc(2 ** 30, ' '));
    expect(bomb.length).toBeLessThan(2_000_000);
    await conformingError('createChatCompletion', send(bomb, encoding), {
      status: 413,
      code: 'request_too_large',
    });
    expect(peakMegabytes() - before).toBeLessThan(250);
  });

  it.each<[string, string, Buffer]>([
    ['not packed at all', 'gzip', plain],
    ['cut off', 'gzip', gzipSync(plain).subarray(0, 20)],
    ['packed by another method', 'br', gzipSync(plain)],
    ['cut off', 'br', brotliCompressSync(plain).subarray(0, 20)],
  ])('that are not what they say are refused: %s', async (_, encoding, body) => {
    await conformingError('createChatCompletion', send(body, encoding), { status: 400 });
  });

  it.each<[string, string, Buffer]>([
    ['packed twice', 'gzip, gzip', gzipSync(gzipSync(plain))],
    ['packed by a method that nobody knows', 'compress', plain],
    ['by a name of Object.prototype', 'constructor', plain.subarray(1)],
    ['by the name of the prototype', '__proto__', plain.subarray(1)],
  ])('that cannot be unpacked here are a 415 that says what can: %s', async (_, encoding, body) => {
    const response = await send(body, encoding);
    expect(response.headers.get('accept-encoding')).toMatch(/^gzip, deflate, br(, zstd)?$/);
    await conformingError('createChatCompletion', response, { status: 415 });
  });
});

describe('numbers, texts and keys at the edge', () => {
  it.each<[string, string]>([
    ['a number beyond all', `{${MESSAGES},"temperature":1e999}`],
    ['a number of a million digits', `{${MESSAGES},"max_tokens":${'9'.repeat(1_000_000)}}`],
    ['a fraction of a million digits', `{${MESSAGES},"seed":0.${'1'.repeat(1_000_000)}}`],
    ['the last of two lists of messages', `{${MESSAGES},"messages":[]}`],
    ['a trailing comma', `{${MESSAGES},}`],
    ['a comment', `{${MESSAGES}/**/}`],
    ['NaN', `{${MESSAGES},"temperature":NaN}`],
    ['UTF-16', Buffer.from(`{${MESSAGES}}`, 'utf16le').toString('latin1')],
  ])('are refused where they mean nothing: %s', async (_, body) => {
    await conformingError('createChatCompletion', post(body), { status: 400 });
  });

  it.each<[string, string]>([
    ['half a surrogate pair', '{"model":"auto","messages":[{"role":"user","content":"\\ud800"}]}'],
    ['half a pair as a key', `{${MESSAGES},"\\udfff":1}`],
    ['a NUL', '{"model":"auto","messages":[{"role":"user","content":"\\u0000"}]}'],
    ['a byte order mark before it', `\ufeff{${MESSAGES}}`],
    ['a key twice, of which the last counts', `{"model":7,${MESSAGES}}`],
    ['minus nothing', `{${MESSAGES},"temperature":-0}`],
  ])('are taken where they mean something: %s', async (_, body) => {
    await conforming('createChatCompletion', post(body));
  });

  it('are refused in bytes that are no UTF-8 only where JSON is broken by them', async () => {
    const body = Buffer.concat([
      Buffer.from('{"model":"auto","messages":[{"role":"user","content":"'),
      Buffer.from([0xff, 0xc0, 0xaf]),
      Buffer.from('"}]}'),
    ]);
    await conforming('createChatCompletion', gateway.post(CHAT, '', { body: new Uint8Array(body) }));
  });
});

describe('names that every object has', () => {
  const NAMES = ['constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__'];

  it.each(['__proto__', '\\u005f_proto__', '__pr\\u006fto__'])(
    'are refused where they are the prototype itself: %s',
    async (name) => {
      for (const body of [
        `{"${name}":{"polluted":true},${MESSAGES}}`,
        `{${MESSAGES},"metadata":{"${name}":{"polluted":true}}}`,
        `{${MESSAGES},"tools":[{"type":"function","function":{"name":"a","parameters":{"${name}":{}}}}]}`,
        `{"model":"auto","messages":[{"role":"user","content":"x","${name}":[]}]}`,
      ]) {
        await conformingError('createChatCompletion', post(body), { status: 400 });
      }
    },
  );

  it.each(NAMES)('are names like any other: %s', async (name) => {
    const pollution = '{"prototype":{"polluted":true},"polluted":true}';
    for (const part of [
      `"${name}":${pollution}`,
      `"metadata":{"${name}":"x"}`,
      `"user":"${name}"`,
      `"stop":["${name}"]`,
      `"tools":[{"type":"function","function":{"name":"${name}","parameters":{"type":"object","properties":{"${name}":{"type":"string"}}}}}]`,
      `"response_format":{"type":"json_schema","json_schema":{"name":"a","schema":{"properties":{"${name}":{}}}}}`,
    ]) {
      const response = await post(`{${MESSAGES},${part}}`);
      expect(response.status, part).toBeLessThan(500);
    }
    for (const model of [name, `models/${name}`]) {
      const body = `{"model":"${model}","messages":[{"role":"user","content":"x"}]}`;
      expect((await conforming('createChatCompletion', post(body))).model).toBe('lite');
      await conformingError('retrieveModel', gateway.fetch(`/v1/models/${model}`), { status: 404 });
    }
    const query = `?${name}[polluted]=true&${name}=1&__proto__[polluted]=true&__proto__=1`;
    await conforming('listModels', gateway.fetch(`/v1/models${query}`));
  });

  it('may be the text of a prompt', async () => {
    const body = { model: 'auto', messages: [{ role: 'user', content: '{"__proto__": 1}' }] };
    await conforming('createChatCompletion', gateway.post(CHAT, body));
  });

  it('have changed nothing', async () => {
    await answers();
    expect(gateway.rawLog()).not.toContain('polluted');
    expect(gateway.log().filter(({ level }) => Number(level) >= 50)).toEqual([]);
  });
});
