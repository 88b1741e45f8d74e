import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conforming, conformingError } from '../support/contract.ts';
import { type Gateway, startGateway } from '../support/gateway.ts';
import { readScrape } from '../support/metrics.ts';

const ALICE = 'alice-secret-1';
const BOB = 'bob-secret-22';
const METRICS = 'metrics-secret-333';
const SEVERAL = `alice=${ALICE},bob=${BOB}`;

const ask = (url: string, path: string, key?: string, header = 'authorization') =>
  fetch(
    url + path,
    key === undefined ? {} : { headers: { [header]: header === 'authorization' ? `Bearer ${key}` : key } },
  );

async function withGateway(env: Readonly<Record<string, string>>, use: (gateway: Gateway) => Promise<void>) {
  const gateway = await startGateway({ env, ready: false });
  await use(gateway);
  await gateway.stop();
}

describe('a metrics key', () => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await startGateway({ env: { PROXY_API_KEY: SEVERAL, METRICS_KEY: METRICS }, ready: false });
  });
  afterAll(() => gateway.stop());

  it('is the only one that reads the metrics', async () => {
    const text = await conforming('getMetrics', ask(gateway.url, '/metrics', METRICS));
    expect(readScrape(text).sum('qoder_build_info')).toBe(1);
    for (const key of [undefined, ALICE, BOB, `${METRICS}x`, METRICS.slice(0, -1)]) {
      await conformingError('getMetrics', ask(gateway.url, '/metrics', key), {
        status: 401,
        code: 'invalid_api_key',
      });
    }
  });

  it('opens nothing else, in any header', async () => {
    for (const header of ['authorization', 'x-api-key', 'api-key']) {
      await conformingError('listModels', ask(gateway.url, '/v1/models', METRICS, header), {
        status: 401,
        code: 'invalid_api_key',
      });
    }
    await conformingError('getOverview', ask(gateway.url, '/dashboard/api/overview', METRICS), {
      status: 401,
    });
  });

  it('is guessed no faster than an API key', async () => {
    for (let count = 0; count < 14; count += 1) await ask(gateway.url, '/metrics', `guess-${count}`);
    const { headers } = await conformingError('getMetrics', ask(gateway.url, '/metrics', 'another-guess'), {
      status: 429,
      code: 'too_many_attempts',
    });
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    // One budget: what was tried there is not free here.
    expect((await ask(gateway.url, '/v1/models', 'a-third-guess')).status).toBe(429);
    expect((await ask(gateway.url, '/metrics', METRICS)).status).toBe(200);
  });
});

describe('without a metrics key', () => {
  it('the only API key reads the metrics', async () => {
    await withGateway({ PROXY_API_KEY: `alice=${ALICE}` }, async ({ url }) => {
      expect((await ask(url, '/metrics', ALICE)).status).toBe(200);
      await conformingError('getMetrics', ask(url, '/metrics'), { status: 401 });
    });
  });

  it('none of several API keys does, and is told what to set', async () => {
    await withGateway({ PROXY_API_KEY: SEVERAL }, async ({ url }) => {
      for (const key of [ALICE, BOB]) {
        const { message } = await conformingError('getMetrics', ask(url, '/metrics', key), {
          status: 403,
          code: 'metrics_key_required',
        });
        expect(message).toContain('METRICS_KEY');
        expect(message).toContain('METRICS_PORT');
        expect(message).not.toMatch(/alice|bob/);
      }
      await conformingError('getMetrics', ask(url, '/metrics', 'wrong-key'), { status: 401 });
      await conformingError('getMetrics', ask(url, '/metrics'), { status: 401 });
    });
  });

  it('everybody does where the API is open to everybody', async () => {
    await withGateway({ PROXY_API_KEY: '', PROXY_AUTH: 'off' }, async ({ url }) => {
      expect((await ask(url, '/metrics')).status).toBe(200);
    });
    await withGateway({ PROXY_API_KEY: '', PROXY_AUTH: 'off', METRICS_KEY: METRICS }, async ({ url }) => {
      await conformingError('getMetrics', ask(url, '/metrics'), { status: 401 });
      expect((await ask(url, '/metrics', METRICS)).status).toBe(200);
    });
  });
});

describe('a port of their own with a metrics key', () => {
  it('asks for it', async () => {
    const env = { PROXY_API_KEY: SEVERAL, METRICS_KEY: METRICS, METRICS_PORT: '0' };
    await withGateway(env, async (gateway) => {
      const { port } = await gateway.logged(({ msg }) => msg === 'metrics are served');
      const url = `http://127.0.0.1:${port}`;
      for (const key of [undefined, ALICE, `${METRICS}x`])
        expect((await ask(url, '/metrics', key)).status).toBe(401);
      const answer = await ask(url, '/metrics', METRICS);
      expect(readScrape(await answer.text()).sum('qoder_build_info')).toBe(1);
      for (let count = 0; count < 14; count += 1) await ask(url, '/metrics', `guess-${count}`);
      expect((await ask(url, '/metrics', 'another-guess')).status).toBe(429);
      expect((await ask(url, '/metrics', METRICS)).status).toBe(200);
    });
  });
});

it('a metrics key that is an API key, or is short, is a mistake of the configuration', async () => {
  for (const key of [BOB, ` ${BOB} `, 'short']) {
    const started = startGateway({ env: { PROXY_API_KEY: SEVERAL, METRICS_KEY: key }, ready: false });
    await expect(started).rejects.toThrow('METRICS_KEY must');
  }
});
