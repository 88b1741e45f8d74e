import net from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conforming } from './support/contract.ts';
import { API, type Operator, requestLogOf, signIn } from './support/dashboard.ts';
import { watch } from './support/dashboard-events.ts';
import { type Gateway, startGateway, waitUntil } from './support/gateway.ts';
import { memoryOf } from './support/processes.ts';
import { scripted } from './support/script.ts';

const CHAT = '/v1/chat/completions';
let gateway: Gateway;
let operator: Operator;
const { recordOf } = requestLogOf(() => operator);

describe('the events of the dashboard', () => {
  beforeAll(async () => {
    gateway = await startGateway({ env: { LOG_MAX_ENTRIES: '50' } });
    operator = await signIn(gateway);
    await recordOf(await gateway.fetch('/v1/models'));
  });
  afterAll(() => gateway.stop());

  it('begin with a snapshot of each topic, and of no other', async () => {
    for (const topics of ['overview', 'requests', 'system_logs', 'system_logs,overview,requests']) {
      const watcher = await watch(operator, topics);
      await waitUntil(() => watcher.events.length >= topics.split(',').length, 'the snapshots');
      const first = watcher.events.slice(0, topics.split(',').length);
      expect(first.map(({ type }) => type).sort()).toEqual(topics.split(',').sort());
      for (const event of first) {
        if (event.type === 'overview') expect(event.overview.server.status).toBe('ready');
        else
          expect(event).toMatchObject({ snapshot: true, data: expect.arrayContaining([expect.anything()]) });
      }
      watcher.leave();
    }
  });

  it('come once each where a topic is asked for twice', async () => {
    const watcher = await watch(operator, 'requests,requests');
    const response = await gateway.fetch('/v1/models');
    const id = response.headers.get('x-request-id');
    await watcher.seen(({ data }) => data.some((entry: { id: string }) => entry.id === id));
    expect(watcher.events.filter(({ snapshot }) => snapshot).length).toBe(1);
    watcher.leave();
  });

  it('tell of a change within a second', async () => {
    const watcher = await watch(operator, 'requests,system_logs');
    await watcher.seen(({ type }) => type === 'requests');
    const holds = (id: string | null, state: string) => (event: { type: string; data: unknown[] }) =>
      event.type === 'requests' &&
      (event.data as { id: string; state: string }[]).some(
        (entry) => entry.id === id && entry.state === state,
      );
    const response = await gateway.post(
      CHAT,
      scripted([{ text: 'x' }, { sleep: 700 }, { stderr: 'a line of the CLI' }], { stream: true }),
    );
    const id = response.headers.get('x-request-id');
    expect(await watcher.seen(holds(id, 'running'), 1_000)).toMatchObject({ snapshot: false });
    await response.text();
    await watcher.seen(holds(id, 'succeeded'), 1_000);
    await watcher.seen(
      ({ type, data }) => type === 'system_logs' && JSON.stringify(data).includes('a line of'),
    );
    watcher.leave();
  });

  it('go out together: two thousand deltas make no two thousand events', async () => {
    const watcher = await watch(operator, 'requests');
    await watcher.seen(() => true);
    const text = 'x '.repeat(2_000);
    const response = await gateway.post(
      CHAT,
      scripted([{ text, deltas: 2_000, delayMs: 1 }], { stream: true }),
    );
    const id = response.headers.get('x-request-id');
    await response.text();
    const isEnd = ({ data }: { data: { id: string; state: string; answer_preview: string }[] }) =>
      data.some((entry) => entry.id === id && entry.state === 'succeeded');
    const end = await watcher.seen(isEnd);
    expect(end.data[0].answer_preview).toBe(text.slice(-160));
    expect(watcher.events.length).toBeGreaterThan(1);
    const { summary } = await recordOf(response);
    expect(watcher.events.length).toBeLessThan(Math.max(20, 6 + summary.duration_ms / 200));
    watcher.leave();
  });

  it('begin anew after a clearing', async () => {
    const watcher = await watch(operator, 'requests,system_logs');
    await watcher.seen(({ type, data }) => type === 'requests' && data.length > 0);
    await conforming('clearRequestLogs', operator.delete('/requests'));
    await conforming('clearSystemLogs', operator.delete('/system-logs'));
    for (const topic of ['requests', 'system_logs']) {
      await watcher.seen(({ type, snapshot, data }) => type === topic && snapshot && data.length === 0);
    }
    watcher.leave();
  });

  it('have the overview every other second', async () => {
    const watcher = await watch(operator, 'overview');
    await waitUntil(() => watcher.events.length >= 3, 'three overviews', 6_000);
    watcher.leave();
  });

  it('end when the page goes away, whatever it had read', async () => {
    const lines = () => gateway.log().filter(({ msg }) => msg === 'unexpected error').length;
    const answers = Array.from({ length: 20 }, async () => {
      const leaving = new AbortController();
      await operator.fetch('/events?topics=overview,requests', { signal: leaving.signal });
      leaving.abort();
    });
    await Promise.all(answers);
    const head = await operator.fetch('/events?topics=requests', { method: 'HEAD' });
    expect(head.status).toBe(200);
    await conforming('getOverview', operator.fetch('/overview'));
    expect(lines()).toBe(0);
  });
});

it('a page that never reads costs the server no memory', async () => {
  // A small heap, so that what grows is what is held, not what has not been collected yet.
  const NODE_OPTIONS = '--max-old-space-size=64 --max-semi-space-size=2';
  gateway = await startGateway({ env: { NODE_OPTIONS, QODER_WARM_PROCESSES: '0' }, ready: false });
  operator = await signIn(gateway);
  const work = async (requests: number) => {
    for (let count = 0; count < requests; count += 50) {
      const name = 'n'.repeat(200);
      const answers = Array.from({ length: 50 }, () => gateway.fetch(`/v1/models/${name}`));
      await Promise.all(answers.map(async (answer) => (await answer).text()));
    }
  };
  const sockets = Array.from({ length: 20 }, () => {
    const socket = net.connect(Number(new URL(gateway.url).port), '127.0.0.1').pause();
    const target = `${API}/events?topics=requests,system_logs,overview`;
    socket.write(`GET ${target} HTTP/1.1\r\nhost: x\r\ncookie: ${operator.cookie}\r\n\r\n`);
    return socket;
  });
  await work(500);
  const before = memoryOf(gateway.pid);
  await work(2_000);
  expect((memoryOf(gateway.pid) - before) / 2 ** 20).toBeLessThan(40);
  for (const socket of sockets) socket.destroy();
  await gateway.stop();
  // Thousands of requests to a server that collects its garbage all the time.
}, 90_000);

describe('SIGTERM', () => {
  it('waits for no page that watches, and tells it', async () => {
    gateway = await startGateway({ env: { SHUTDOWN_TIMEOUT_MS: '60000' } });
    operator = await signIn(gateway);
    const watchers = await Promise.all(
      ['overview', 'requests', 'overview,requests,system_logs'].map((topics) => watch(operator, topics)),
    );
    await Promise.all(watchers.map((watcher) => watcher.seen(() => true)));
    const startedAt = performance.now();
    gateway.signal('SIGTERM');
    expect(await gateway.exited).toBe(0);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    await Promise.all(watchers.map(({ ended }) => ended));
    expect(watchers[0]?.events.at(-1)).toMatchObject({ overview: { server: { status: 'draining' } } });
  });
});
