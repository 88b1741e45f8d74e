import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conformingError } from '../support/contract.ts';
import { present } from '../support/dashboard.ts';
import { type Gateway, PASSWORD, startGateway } from '../support/gateway.ts';

const ALICE = 'alice-secret-1';
const BOB = 'bob-secret-22';

const OPERATIONS = [
  [
    'createChatCompletion',
    '/v1/chat/completions',
    { model: 'auto', messages: [{ role: 'user', content: 'x' }] },
  ],
  ['createResponse', '/v1/responses', { model: 'auto', input: 'x' }],
  ['retrieveResponse', '/v1/responses/resp_1', undefined],
  ['deleteResponse', '/v1/responses/resp_1', undefined, 'DELETE'],
  ['cancelResponse', '/v1/responses/resp_1/cancel', undefined, 'POST'],
  ['listInputItems', '/v1/responses/resp_1/input_items', undefined],
  [
    'createAzureChatCompletion',
    '/openai/deployments/auto/chat/completions',
    { messages: [{ role: 'user', content: 'x' }] },
  ],
  ['createCompletion', '/v1/completions', { model: 'auto', prompt: 'x' }],
  ['createEmbedding', '/v1/embeddings', { model: 'auto', input: 'x' }],
  ['listModels', '/v1/models', undefined],
  ['retrieveModel', '/v1/models/auto', undefined],
] as const;

function start(env: Readonly<Record<string, string>> = {}): Promise<Gateway> {
  return startGateway({ env: { PROXY_API_KEY: `alice=${ALICE},bob=${BOB}`, ...env }, ready: false });
}

describe('guessing keys', () => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await start();
    // In use from here before anybody guesses.
    expect((await ask(ALICE)).status).toBe(200);
    await guessUntilItWaits();
  });
  afterAll(() => gateway.stop());
  /** Until the wait outlasts the tests, on a slow machine too. */
  const guessUntilItWaits = async (): Promise<void> => {
    for (let count = 0, wait = 0; wait < 16 && count < 30; count += 1) {
      await delay(wait * 1_000);
      await ask(`guess-${count}`);
      wait = Number((await ask(`guess-again-${count}`)).headers.get('retry-after'));
    }
  };
  const ask = (key: string, path = '/v1/models', body?: object, method?: string) =>
    fetch(gateway.url + path, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

  it('has to wait after ten different wrong ones, at every operation, and in any header', async () => {
    for (const [operationId, path, body, method] of OPERATIONS) {
      const { headers } = await conformingError(operationId, ask('another-guess', path, body, method), {
        status: 429,
        code: 'too_many_attempts',
      });
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
      expect(headers.get('x-should-retry')).toBe('false');
    }
    for (const header of ['x-api-key', 'api-key']) {
      const response = await fetch(`${gateway.url}/v1/models`, { headers: { [header]: 'another-guess' } });
      expect(response.status).toBe(429);
    }
  });

  it('gains nothing by many at once', async () => {
    const statuses = await Promise.all(
      Array.from({ length: 200 }, async (_, index) => (await ask(`burst-${index}`)).status),
    );
    expect(statuses.filter((status) => status !== 429).length).toBeLessThanOrEqual(1);
  });

  it('tells the guesser nothing about a right key, but harms nobody who has used one before', async () => {
    await conformingError('listModels', ask(BOB), { status: 429 });
    expect((await ask(ALICE)).status).toBe(200);
    // Who sends none is told so.
    expect((await fetch(`${gateway.url}/v1/models`)).status).toBe(401);
    expect((await fetch(`${gateway.url}/healthz`)).status).toBe(200);
  });

  it('is logged with the address, without the guesses', async () => {
    const line = await gateway.logged(({ msg }) => msg === 'wrong API key');
    expect(line).toMatchObject({ level: 40, address: '127.0.0.1', different: 1 });
    expect(gateway.log().filter(({ msg }) => msg === 'wrong API key').length).toBeLessThan(20);
    expect(gateway.rawLog()).not.toMatch(/guess-|burst-\d/);
  });
});

it('a client that repeats an old key all day guesses nothing', async () => {
  const gateway = await start();
  const ask = async (key: string) =>
    (await fetch(`${gateway.url}/v1/models`, { headers: { authorization: `Bearer ${key}` } })).status;
  for (let count = 0; count < 50; count += 1) expect(await ask('an-old-key')).toBe(401);
  expect(await ask(ALICE)).toBe(200);
  expect(gateway.rawLog()).not.toContain('an-old-key');
  await gateway.stop();
});

describe('behind a proxy', () => {
  const lockOut = async (gateway: Gateway, forwarded: (count: number) => string): Promise<void> => {
    for (let count = 0; count < 14; count += 1) {
      const headers = { authorization: `Bearer guess-${count}`, 'x-forwarded-for': forwarded(count) };
      await fetch(`${gateway.url}/v1/models`, { headers });
    }
  };
  const statusFor = async (gateway: Gateway, forwarded: string, key = BOB): Promise<number> => {
    const headers = { authorization: `Bearer ${key}`, 'x-forwarded-for': forwarded };
    return (await fetch(`${gateway.url}/v1/models`, { headers })).status;
  };

  it('that is not trusted, an address is that of the connection, whatever a client writes', async () => {
    const gateway = await start();
    await lockOut(gateway, (count) => `192.0.2.${count}`);
    expect(await statusFor(gateway, '198.51.100.1')).toBe(429);
    await gateway.stop();
  });

  it.each(['1', '127.0.0.0/8,::1'])(
    'that is trusted (%s), each client waits for itself, and cannot write another address',
    async (trusted) => {
      const gateway = await start({ TRUSTED_PROXIES: trusted });
      // The proxy appends the last; what stands before it is the client's invention.
      await lockOut(gateway, (count) => `203.0.113.${count}, 192.0.2.7`);
      expect(await statusFor(gateway, '192.0.2.7')).toBe(429);
      expect(await statusFor(gateway, '203.0.113.200, 192.0.2.7')).toBe(429);
      expect(await statusFor(gateway, '192.0.2.8')).toBe(200);
      const line = await gateway.logged(({ msg }) => msg === 'wrong API key');
      expect(line['address']).toBe('192.0.2.7');
      await gateway.stop();
    },
  );

  it('one who guesses the password makes nobody else wait', async () => {
    const gateway = await start({ TRUSTED_PROXIES: '1' });
    const from = (address: string) => ({ 'x-forwarded-for': address });
    for (let count = 0; count < 4; count += 1)
      await present(gateway, 'a-wrong-password', from(`198.51.100.${count}, 192.0.2.7`));
    expect((await present(gateway, PASSWORD, from('192.0.2.7'))).status).toBe(429);
    expect((await present(gateway, PASSWORD, from('192.0.2.8'))).status).toBe(200);
    const line = await gateway.logged(({ msg }) => msg === 'wrong password for the dashboard');
    expect(line['address']).toBe('192.0.2.7');
    await gateway.stop();
  });
});

it('keys and passwords are compared as digests, all of them, in constant time', () => {
  for (const [file, count] of [
    ['api-keys.ts', 1],
    ['dashboard/password-check.ts', 1],
  ] as const) {
    const source = readFileSync(new URL(`../../src/${file}`, import.meta.url), 'utf8');
    expect(source.match(/timingSafeEqual\(/g)?.length, file).toBe(count);
    expect(source).toMatch(/\b(createHash|hash)\('sha256'/);
  }
  const finder = readFileSync(new URL('../../src/api-keys.ts', import.meta.url), 'utf8').split(
    'createKeyFinder',
  )[1];
  // No way out of the loop before the last key, and no comparison of texts.
  expect(finder).not.toMatch(/break|\.find\(|\.some\(|===.*(key|presented)\b/);
  expect(finder?.match(/return/g)?.length).toBe(2);
});
