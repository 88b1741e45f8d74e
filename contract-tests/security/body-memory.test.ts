import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Gateway, startGateway, waitUntil } from '../support/gateway.ts';
import { memoryOf } from '../support/processes.ts';
import { exchange } from '../support/raw.ts';

const BODY_BYTES = 19_500_000;
const AT_ONCE = 64;
const MOST_BYTES = 700 * 1024 * 1024;
const OTHER = 'another-contract-key';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway({
    env: {
      NODE_OPTIONS: '--max-old-space-size=512',
      PROXY_API_KEY: `hostile=contract-test-key,other=${OTHER}`,
      QODER_MAX_CONCURRENCY: '2',
      QODER_MAX_PROCESSES: '2',
    },
  });
});
afterAll(() => gateway.stop());

const head = (headers: string, key = 'contract-test-key') =>
  `POST /v1/messages HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${key}\r\ncontent-type: application/json\r\n${headers}\r\n\r\n`;
const withKey = { authorization: `Bearer contract-test-key`, 'content-type': 'application/json' };

describe('bodies', () => {
  it('large ones at once leave the server alive, quick and small', async () => {
    const content = 'word '.repeat(BODY_BYTES / 5);
    const body = Buffer.from(JSON.stringify({ model: 'auto', messages: [{ role: 'user', content }] }));
    let running = AT_ONCE;
    const statuses: number[] = [];
    const send = async (): Promise<void> => {
      const init = { method: 'POST', headers: withKey, body: new Uint8Array(body) };
      const response = await fetch(`${gateway.url}/v1/chat/completions`, init);
      await response.arrayBuffer();
      statuses.push(response.status);
      if (response.status === 503) expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    };
    const sending = Array.from({ length: AT_ONCE }, () =>
      send().finally(() => {
        running -= 1;
      }),
    );
    let peak = 0;
    const watch = async (): Promise<void> => {
      while (running > 0) {
        peak = Math.max(peak, memoryOf(gateway.pid));
        expect((await gateway.fetch('/healthz')).status).toBe(200);
        await delay(5);
      }
    };
    await Promise.all([...sending, watch()]);
    expect(statuses.length).toBe(AT_ONCE);
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThan(0);
    expect(statuses.filter((status) => status === 503).length).toBeGreaterThan(0);
    expect(statuses.filter((status) => ![200, 429, 503].includes(status))).toEqual([]);
    expect(Math.max(peak, memoryOf(gateway.pid, 'peak'))).toBeLessThan(MOST_BYTES);
  }, 120_000);

  it.each([
    ['announced', 'content-length: 19500000', ''],
    ['in chunks', 'transfer-encoding: chunked', `1299ae0\r\n${' '.repeat(19_500_000)}`],
  ])(
    'that are never finished are counted, and are no matter to another key: %s',
    async (_, header, sent) => {
      const { port } = new URL(gateway.url);
      const held = connect(Number(port), '127.0.0.1').on('error', () => undefined);
      // The server asks for the body when it has begun to count.
      held.write(head(`${header}\r\nexpect: 100-continue`));
      await once(held, 'data');
      await new Promise((resolve) => held.write(`${sent} `, resolve));
      const probe = () => exchange(gateway.url, head('content-length: 19500000'), 2_000);
      await waitUntil(async () => (await probe()).status === 503, 'the budget to be used up', 20_000);
      const refused = await probe();
      expect(JSON.parse(refused.body)).toMatchObject({ type: 'error', error: { type: 'overloaded_error' } });
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
      const small = '{"model":"auto","max_tokens":9,"messages":[{"role":"user","content":"hi"}]}';
      const fine = await fetch(`${gateway.url}/v1/messages`, {
        method: 'POST',
        headers: { ...withKey, authorization: `Bearer ${OTHER}` },
        body: small,
      });
      expect(fine.status).toBe(200);
      held.destroy();
      await waitUntil(async () => (await probe()).status !== 503, 'the budget to be free again', 20_000);
    },
    60_000,
  );

  it('are not read without a key', async () => {
    const answer = await exchange(gateway.url, head('content-length: 19500000', 'wrong'), 3_000);
    expect(answer.status).toBe(401);
    const asked = await exchange(
      gateway.url,
      head('content-length: 9\r\nexpect: 100-continue', 'wrong'),
      3_000,
    );
    expect(asked.status).toBe(401);
    expect(asked.text).not.toContain('100 Continue');
  });
});
