import { readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conforming, conformingError } from './support/contract.ts';
import { readStream } from './support/event-stream.ts';
import { type Gateway, KEY, startGateway } from './support/gateway.ts';
import { readScrape, type Scrape, scrape } from './support/metrics.ts';
import { type Step, scripted } from './support/script.ts';

const CHAT = '/v1/chat/completions';
const METRICS_KEY = 'metrics-key-of-the-test';
const SOON = { interval: 20 };

describe('the metrics', () => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await startGateway({
      env: { PROXY_API_KEY: `alice=${KEY},bob=another-key`, METRICS_KEY },
    });
  });
  afterAll(() => gateway.stop());
  const chat = (steps: readonly Step[], more: object = {}, init: RequestInit = {}) =>
    gateway.post(CHAT, scripted(steps, { ...more }), {
      headers: { authorization: `Bearer ${KEY}` },
      ...init,
    });
  const read = async () => {
    const headers = { authorization: `Bearer ${METRICS_KEY}` };
    return readScrape(await conforming('getMetrics', gateway.fetch('/metrics', { headers })));
  };

  it('are in the text format of Prometheus', async () => {
    const response = await gateway.fetch('/metrics', { headers: { authorization: `Bearer ${METRICS_KEY}` } });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  });

  it('tell what an answer took', async () => {
    const usage = { input_tokens: 100, cache_read_input_tokens: 40, output_tokens: 7 };
    const steps = [{ usage }, { credits: 0.25 }, { text: 'a' }, { sleep: 500 }, { text: 'b' }];
    const stream = await readStream('createChatCompletion', chat(steps, { model: 'gpt-4o', stream: true }));
    expect(stream.done).toBe(true);
    const labels = ['model="auto"', 'key="alice"'];
    await expect
      .poll(async () => (await read()).sum('qoder_requests_total', 'status="2xx"', ...labels), SOON)
      .toBe(1);
    const after = await read();
    expect(after.sum('qoder_output_tokens_total', ...labels)).toBe(7);
    expect(after.sum('qoder_cached_input_tokens_total', ...labels)).toBe(40);
    expect(after.sum('qoder_input_tokens_total', ...labels)).toBe(140);
    expect(after.sum('qoder_credits_total', ...labels)).toBeCloseTo(0.25);
    expect(after.sum('qoder_time_to_first_token_seconds_count', 'model="auto"')).toBe(1);
    expect(after.sum('qoder_inter_token_gap_seconds_sum', 'model="auto"')).toBeGreaterThan(0.05);
    expect(after.sum('qoder_queue_wait_seconds_count')).toBe(1);
    expect(after.sum('qoder_ready')).toBe(1);
    expect(after.sum('qoder_build_info', 'backend="simulator"')).toBe(1);
  });

  it.each([
    ['createMessage', '/v1/messages', { max_tokens: 100 }],
    ['createAzureChatCompletion', '/openai/deployments/auto/chat/completions', {}],
  ])('tell %s apart', async (operation, path, more) => {
    const body = { ...scripted([{ text: 'a' }]), ...more };
    await conforming(operation, gateway.post(path, body, { headers: { authorization: `Bearer ${KEY}` } }));
    const labels = [`operation="${operation}"`, 'status="2xx"', 'model="auto"', 'key="alice"'];
    await expect.poll(async () => (await read()).sum('qoder_requests_total', ...labels), SOON).toBe(1);
  });

  it('count a stream that failed after its head as what it was', async () => {
    const before = await read();
    const stream = await readStream(
      'createChatCompletion',
      chat([{ text: 'a' }, { sleep: 50 }, { exit: 3 }], { stream: true }),
    );
    expect(stream.error).toBeDefined();
    const failed = ['operation="createChatCompletion"', 'status="5xx"'];
    await expect.poll(async () => (await read()).sum('qoder_requests_total', ...failed), SOON).toBe(1);
    const after = await read();
    expect(after.sum('qoder_request_errors_total', 'status="502"', 'code="qodercli_failed"')).toBe(1);
    expect(after.sum('qoder_turn_failures_total', 'kind="unavailable"')).toBe(1);
    expect(after.sum('qoder_process_deaths_total', 'cause="crashed"')).toBe(
      before.sum('qoder_process_deaths_total', 'cause="crashed"') + 1,
    );
  });

  it('count a client that leaves, and the process that this ends', async () => {
    const leaving = new AbortController();
    const stream = readStream(
      'createChatCompletion',
      chat([{ text: 'a' }, { hang: true }], { stream: true }, { signal: leaving.signal }),
      () => {
        leaving.abort();
        return true;
      },
    );
    await stream.catch(() => undefined);
    await expect
      .poll(
        async () => (await read()).sum('qoder_request_errors_total', 'code="client_closed_request"'),
        SOON,
      )
      .toBe(1);
    await expect
      .poll(async () => (await read()).sum('qoder_process_deaths_total', 'cause="aborted"'), SOON)
      .toBe(1);
    expect((await read()).sum('qoder_requests_running')).toBe(0);
  });

  it('count the conversations that go on, and those that cannot', async () => {
    const before = await read();
    const first = scripted([{ text: 'one' }]).messages;
    const answer = await conforming('createChatCompletion', chat([{ text: 'one' }]));
    const again = [...first, answer.choices[0].message, { role: 'user', content: 'and?' }];
    const headers = { authorization: `Bearer ${KEY}` };
    await gateway.post(CHAT, { model: 'auto', messages: again }, { headers });
    const lookups = (labels: string, of = before) => of.sum('qoder_parked_session_lookups_total', labels);
    expect(lookups('result="hit"', await read())).toBe(lookups('result="hit"') + 1);
    await gateway.post(CHAT, { model: 'auto', messages: again }, { headers });
    expect(lookups('result="miss"', await read())).toBe(lookups('result="miss"') + 1);
  });

  it('are what docs/observability.md lists, with these labels', async () => {
    const docs = readFileSync(new URL('../docs/observability.md', import.meta.url), 'utf8');
    const rows = [...docs.matchAll(/^\| `(\w+)` \| (counter|gauge|histogram) \|(?: ([\w, ]*) ?\|)? .*\|$/gm)];
    const listed = rows.map(([, name = '', type = '']) => ({ name, type }));
    const { types, series } = await read();
    expect(listed).toEqual(types);
    const labelsOf = new Map(
      series.map((line) => [
        line.replace(/(_bucket|_sum|_count)?(\{.*)?$/, ''),
        [...line.matchAll(/(\w+)="/g)].map(([, label]) => label).filter((label) => label !== 'le'),
      ]),
    );
    for (const [, name = '', , labels = ''] of rows.filter(([, name]) => name?.startsWith('qoder_'))) {
      expect(labels.split(/[, ]+/).filter(Boolean).toSorted(), name).toEqual(
        (labelsOf.get(name) ?? []).toSorted(),
      );
    }
  });

  it('are no news for the access log', async () => {
    const response = await gateway.fetch('/metrics', { headers: { authorization: `Bearer ${METRICS_KEY}` } });
    const id = response.headers.get('x-request-id');
    const next = await gateway.fetch('/v1/models', { headers: { authorization: `Bearer ${KEY}` } });
    const nextId = next.headers.get('x-request-id');
    await gateway.logged(({ requestId }) => requestId === nextId);
    expect(gateway.log().some(({ requestId }) => requestId === id)).toBe(false);
  });
});

describe('the state in the metrics', () => {
  it('shows the queue, the turns that run and the processes', async () => {
    const env = { QODER_MAX_CONCURRENCY: '1', QODER_QUEUE_SIZE: '1', QODER_WARM_PROCESSES: '1' };
    const gateway = await startGateway({ env });
    const leaving = new AbortController();
    const hanging = [1, 2].map(() =>
      gateway
        .post(CHAT, scripted([{ hang: true }]), { signal: leaving.signal })
        .catch((error: Error) => error.name),
    );
    await expect.poll(async () => (await scrape(gateway)).sum('qoder_queue_depth'), SOON).toBe(1);
    const full = await scrape(gateway);
    expect(full.sum('qoder_turns_running')).toBe(1);
    expect(full.sum('qoder_turns_limit')).toBe(1);
    expect(full.sum('qoder_queue_limit')).toBe(1);
    expect(full.sum('qoder_requests_running')).toBe(2);
    expect(full.sum('qoder_processes', 'state="busy"')).toBe(1);
    expect(full.sum('qoder_processes_resident_memory_bytes')).toBeGreaterThan(10_000_000);
    await conformingError('createChatCompletion', gateway.post(CHAT, scripted([{ text: 'x' }])), {
      status: 429,
    });
    expect((await scrape(gateway)).sum('qoder_turn_failures_total', 'kind="queue_full"')).toBe(1);
    leaving.abort();
    expect(await Promise.all(hanging)).toEqual(['AbortError', 'AbortError']);
    await gateway.stop();
  });

  it('shows a login that is refused', async () => {
    const script = JSON.stringify({ boot: { terminalReason: 'auth_required', errors: ['No login.'] } });
    const gateway = await startGateway({ env: { QODER_SIMULATOR_SCRIPT: script }, ready: false });
    await gateway.logged(({ msg }) => msg === 'qodercli did not boot');
    const state = await scrape(gateway);
    expect(state.sum('qoder_ready')).toBe(0);
    expect(state.sum('qoder_check_ok', 'check="login"')).toBe(0);
    expect(state.sum('qoder_process_boots_total', 'outcome="not_logged_in"')).toBeGreaterThan(0);
    expect(state.sum('qoder_process_deaths_total', 'cause="boot_failed"')).toBeGreaterThan(0);
    await gateway.stop();
  });
});

describe('the number of series', () => {
  it('does not grow with what thousands of requests make up', async () => {
    const gateway = await startGateway({ env: { QODER_MAX_CONCURRENCY: '1', QODER_QUEUE_SIZE: '0' } });
    const leaving = new AbortController();
    const hanging = gateway
      .post(CHAT, scripted([{ hang: true }]), { signal: leaving.signal })
      .catch(() => undefined);
    await expect.poll(async () => (await scrape(gateway)).sum('qoder_turns_running'), SOON).toBe(1);
    const made = async (index: number): Promise<void> => {
      const name = `made-up-${index}-${Math.random().toString(36).slice(2)}`;
      const headers = { 'user-agent': name, authorization: `Bearer ${index % 7 === 0 ? name : KEY}` };
      const request =
        index % 3 === 0
          ? gateway.post(CHAT, scripted([{ text: 'x' }], { model: name, user: name }), { headers })
          : gateway.fetch(index % 3 === 1 ? `/${name}/${index}` : `/v1/models/${name}`, { headers });
      await (await request).arrayBuffer();
    };
    const round = async (from: number, to: number): Promise<void> => {
      let next = from;
      const worker = async (): Promise<void> => {
        while (next < to) {
          next += 1;
          await made(next);
        }
      };
      await Promise.all(Array.from({ length: 16 }, worker));
    };
    // All kinds of requests once, so many wrong keys among them that they have to wait; then more of the same.
    await round(0, 210);
    const before = await scrape(gateway);
    await round(210, 4_210);
    const after = await scrape(gateway);
    expect(after.sum('qoder_requests_total')).toBeGreaterThanOrEqual(4_210);
    // Node's own tell what kinds of handles are open just now.
    const ours = ({ series }: Scrape) => series.filter((name) => name.startsWith('qoder_')).toSorted();
    expect(ours(after)).toEqual(ours(before));
    expect(after.text).not.toContain('made-up');
    leaving.abort();
    await hanging;
    await gateway.stop();
  }, 240_000);
});

describe('switched off', () => {
  it('there are none, nowhere', async () => {
    const gateway = await startGateway({ env: { METRICS_ENABLED: 'false', METRICS_PORT: '0' } });
    const response = await gateway.fetch('/metrics');
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: { code: 'unknown_url' } });
    expect(gateway.log().some(({ msg }) => msg === 'metrics are served')).toBe(false);
    await gateway.stop();
  });
});

describe('a port of their own', () => {
  let gateway: Gateway;
  let url: string;
  beforeAll(async () => {
    gateway = await startGateway({ env: { METRICS_PORT: '0' } });
    const { port } = await gateway.logged(({ msg }) => msg === 'metrics are served');
    url = `http://127.0.0.1:${port}`;
  });
  afterAll(() => gateway.stop());

  it('serves them without a key, and the main port does not', async () => {
    const response = await fetch(`${url}/metrics`);
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(readScrape(await response.text()).sum('qoder_ready')).toBe(1);
    expect((await gateway.fetch('/metrics')).status).toBe(404);
  });

  it('serves nothing else', async () => {
    expect((await fetch(`${url}/v1/models`)).status).toBe(404);
    expect((await fetch(`${url}/metrics`, { method: 'POST' })).status).toBe(405);
    const head = await fetch(`${url}/metrics?x=1`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  it('closes idle connections beyond its bound, and goes on serving', async () => {
    const { port } = new URL(url);
    const idle = Array.from({ length: 100 }, () => connect(Number(port), '127.0.0.1'));
    let open = idle.length;
    await new Promise<void>((resolve) => {
      for (const socket of idle) {
        socket
          .on('error', () => {})
          .on('close', () => {
            open -= 1;
            if (open === 32) resolve();
          });
      }
    });
    expect((await fetch(`${url}/metrics`)).status).toBe(200);
    for (const socket of idle) socket.destroy();
  });

  it('that is taken keeps the server from starting', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as { port: number };
    await expect(startGateway({ env: { METRICS_PORT: String(port) } })).rejects.toThrow('EADDRINUSE');
    taken.close();
  });
});
