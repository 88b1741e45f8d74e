import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conforming } from './support/contract.ts';
import { type Operator, requestLogOf, signIn } from './support/dashboard.ts';
import { type Gateway, SIMULATOR, startGateway } from './support/gateway.ts';
import { type Step, scripted } from './support/script.ts';

const CHAT = '/v1/chat/completions';
const ALICE = 'alice-secret-of-some-length';
let gateway: Gateway;
let operator: Operator;
const { recordOf } = requestLogOf(() => operator);

const overview = () => conforming('getOverview', operator.fetch('/overview'));
const metrics = (query = '') => conforming('getMetricsHistory', operator.fetch(`/metrics${query}`));
const lines = async () => (await conforming('listSystemLogs', operator.fetch('/system-logs'))).data;
const sum = (column: readonly number[]) => column.reduce((total, value) => total + value, 0);
const ask = (steps: readonly Step[], more: object = {}) =>
  gateway.post(CHAT, scripted(steps, { ...more }), { headers: { authorization: `Bearer ${ALICE}` } });

beforeAll(async () => {
  gateway = await startGateway({
    env: {
      PROXY_API_KEY: `alice=${ALICE},bob=12345678`,
      PUBLIC_BASE_URL: 'https://qoder.example/',
      QODER_MAX_PROCESSES: '4',
      QODER_MAX_CONCURRENCY: '3',
      QODER_QUEUE_SIZE: '7',
      QODER_TIMEOUT_MS: '3000',
    },
  });
  operator = await signIn(gateway);
});
afterAll(() => gateway.stop());

describe('the overview', () => {
  it('tells what the server is and what it may', async () => {
    const { server, limits, api_keys, cli } = await overview();
    expect(server).toMatchObject({
      backend: 'simulator',
      status: 'ready',
      node_version: process.versions.node,
      public_base_url: 'https://qoder.example',
    });
    expect(Math.abs(server.started_at - Date.now() / 1_000)).toBeLessThan(60);
    expect(server.memory_bytes).toBeGreaterThan(10_000_000);
    expect(limits).toEqual({
      warm_processes: 1,
      max_processes: 4,
      max_concurrency: 3,
      queue_size: 7,
      parked_sessions: 1,
    });
    expect(cli).toMatchObject({ process: { ok: true }, login: { ok: true }, catalogue: { ok: true } });
    expect(api_keys).toEqual([
      { name: 'alice', masked: 'alic…ngth' },
      { name: 'bob', masked: '…' },
    ]);
  });

  it('has the account, as far as the CLI tells', async () => {
    await expect
      .poll(async () => (await overview()).account)
      .toMatchObject({
        name: 'Simulated account',
        organization: 'Simulated organization',
        plan: 'Simulator',
        quota: { total: 1_000, used: 0, remaining: 1_000, unit: 'credits' },
        add_on_quota: null,
        is_quota_exceeded: false,
        session_credits: 0,
      });
  });

  it('has the pool and the requests as they are', async () => {
    const before = await overview();
    const slow = ask([{ sleep: 600 }, { text: 'x' }]);
    await expect.poll(async () => (await overview()).pool.busy).toBe(1);
    expect((await overview()).requests).toEqual({ running: 1, total: before.requests.total + 1 });
    await (await slow).text();
    await expect.poll(async () => (await overview()).requests.running).toBe(0);
    await expect.poll(async () => (await overview()).server.children_memory_bytes).toBeGreaterThan(1_000_000);
  });
});

it('a server whose CLI does not boot is not ready, and has no account', async () => {
  const bare = await startGateway({
    env: {
      QODER_BACKEND: 'qodercli',
      QODER_CLI_PATH: SIMULATOR,
      QODER_SIMULATOR_SCRIPT: '{"network":"none"}',
    },
    ready: false,
  });
  await bare.logged(({ msg }) => msg === 'qodercli did not boot');
  const signedIn = await signIn(bare);
  const shown = await conforming('getOverview', signedIn.fetch('/overview'));
  expect(shown).toMatchObject({
    account: null,
    server: { status: 'not_ready' },
    cli: { process: { ok: false } },
  });
  const { data } = await conforming('listSystemLogs', signedIn.fetch('/system-logs'));
  expect(data).toContainEqual(
    expect.objectContaining({ level: 'error', source: 'qodercli', message: 'qodercli did not boot' }),
  );
  await bare.stop();
});

describe('the metrics', () => {
  it('count requests by how they ended, and by model', async () => {
    const before = (await metrics()).series;
    const answers = [
      await ask([{ text: 'x' }, { credits: 0.25 }]),
      await ask([{ text: 'x' }], { model: 'lite' }),
      await ask([{ error: 'billing_error', message: 'no credits' }]),
      await ask([{ error: 'server_error', message: 'overloaded' }]),
    ];
    const leaving = new AbortController();
    const left = await gateway.post(CHAT, scripted([{ text: 'x' }, { hang: true }], { stream: true }), {
      headers: { authorization: `Bearer ${ALICE}` },
      signal: leaving.signal,
    });
    leaving.abort();
    for (const answer of answers) await answer.text();
    for (const answer of [...answers, left]) await recordOf(answer);
    const all = await metrics('?minutes=60');
    const grown = (name: string) => sum(all.series[name]) - sum(before[name]);
    expect({
      succeeded: grown('succeeded'),
      client_errors: grown('client_errors'),
      server_errors: grown('server_errors'),
      cancelled: grown('cancelled'),
      credits: grown('credits'),
    }).toEqual({
      succeeded: 2,
      client_errors: 1,
      server_errors: 1,
      cancelled: 1,
      credits: expect.any(Number),
    });
    expect(grown('credits')).toBeGreaterThanOrEqual(0.25);
    expect(grown('prompt_tokens')).toBeGreaterThan(0);
    expect(grown('completion_tokens')).toBeGreaterThan(0);
    expect(all.models).toEqual(['auto', 'lite']);
    expect(sum((await metrics('?model=lite')).series.succeeded)).toBe(1);
    expect(sum((await metrics('?model=none')).series.succeeded)).toBe(0);
    expect(all.series.first_token_p50_ms.some((value: number | null) => value !== null && value > 0)).toBe(
      true,
    );
  });

  it.each([1, 5, 30, 60])('of %i minutes are columns of equal length', async (minutes) => {
    const { step_seconds, series } = await metrics(`?minutes=${minutes}`);
    const { time } = series;
    expect(new Set(Object.values(series).map((column) => (column as unknown[]).length)).size).toBe(1);
    expect(time.length).toBeLessThanOrEqual(121);
    expect(time.length * step_seconds).toBeGreaterThanOrEqual(minutes * 60 - step_seconds);
    for (const [index, at] of time.entries()) expect(at).toBe(time[0] + index * step_seconds);
    expect(Math.abs(time.at(-1) - Date.now() / 1_000)).toBeLessThanOrEqual(2 * step_seconds);
  });

  it('measure the server every few seconds', async () => {
    await expect
      .poll(async () => (await metrics('?minutes=1')).series.server_memory_bytes.at(-1), { timeout: 10_000 })
      .toBeGreaterThan(10_000_000);
  });
});

describe('the log of the server', () => {
  it('has what is worth a line, with level, source and fields, oldest first', async () => {
    await (await ask([{ stderr: 'a line of the CLI' }, { text: 'x' }])).text();
    await (await ask([{ text: 'x' }], { model: 'no-such-model' })).text();
    const found = (message: string, fields: object) =>
      expect
        .poll(lines)
        .toContainEqual(expect.objectContaining({ message, fields: expect.objectContaining(fields) }));
    await found('listening', { backend: 'simulator' });
    await found('qodercli is warm', { pid: expect.any(Number) });
    await found('signed in to the dashboard', { address: '127.0.0.1' });
    await found('unknown model name, using the fallback', { requested: 'no-such-model', model: 'lite' });
    await found('qodercli wrote to stderr', { stderr: 'a line of the CLI' });
    const data = await lines();
    const of = (message: string) => data.find((line: { message: string }) => line.message === message);
    expect(of('listening')).toMatchObject({ level: 'info', source: 'server' });
    expect(of('signed in to the dashboard')).toMatchObject({ level: 'info', source: 'dashboard' });
    expect(of('qodercli wrote to stderr')).toMatchObject({ level: 'debug', source: 'qodercli' });
    expect(data.map((line: { message: string }) => line.message)).not.toContain('request');
    const ids = data.map(({ id }: { id: number }) => id);
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
    // At LOG_LEVEL=info, standard output has no such line.
    expect(gateway.rawLog()).not.toContain('a line of the CLI');
  });

  it('is cleared', async () => {
    const { deleted } = await conforming('clearSystemLogs', operator.delete('/system-logs'));
    expect(deleted).toBeGreaterThan(3);
    const messages = (await lines()).map(({ message }: { message: string }) => message);
    expect(messages).not.toContain('listening');
  });
});
