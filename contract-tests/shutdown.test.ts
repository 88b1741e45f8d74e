import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { conforming, conformingError } from './support/contract.ts';
import { readStream } from './support/event-stream.ts';
import { type Gateway, KEY, startGateway } from './support/gateway.ts';
import { aliveInGroups } from './support/processes.ts';
import { createRecording, type Recording } from './support/recording.ts';
import { scripted } from './support/script.ts';

const CHAT = '/v1/chat/completions';
const MAIN = fileURLToPath(new URL('../dist/src/main.js', import.meta.url));
/** What a busy machine may add to a time that is promised. */
const SLACK_MS = 1_200;

let recording: Recording;
let gateway: Gateway;
/** The temporary folder of the server under test, so that what is left is its own. */
let folder: string;
beforeEach(() => {
  recording = createRecording();
  folder = mkdtempSync(path.join(tmpdir(), 'contract-shutdown-'));
});
afterEach(() => {
  expect(aliveInGroups(recording.processes().map(({ pid }) => pid))).toEqual([]);
  expect(readdirSync(folder)).toEqual([]);
  recording.remove();
  rmSync(folder, { recursive: true });
});

async function start(env: Record<string, string>, ready = true): Promise<void> {
  gateway = await startGateway({ ready, env: { ...recording.env, TMPDIR: folder, ...env } });
}

const turnRuns = () => expect.poll(() => recording.userMessages().length).toBe(1);

/** Sends a signal and waits for the end. @returns how long that took, in milliseconds. */
async function timeToEnd(signal: NodeJS.Signals): Promise<number> {
  const startedAt = performance.now();
  gateway.signal(signal);
  expect(await gateway.exited).toBe(0);
  return performance.now() - startedAt;
}

/** A connection that does nothing by itself. */
async function connect(): Promise<net.Socket> {
  const socket = net.connect({
    port: Number(new URL(gateway.url).port),
    host: '127.0.0.1',
    allowHalfOpen: true,
  });
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

function requestText(method: string, target: string, body = '', length = Buffer.byteLength(body)): string {
  const head = [
    `${method} ${target} HTTP/1.1`,
    'host: localhost',
    `authorization: Bearer ${KEY}`,
    ...(length === 0 ? [] : ['content-type: application/json', `content-length: ${length}`]),
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}

describe.each(['SIGTERM', 'SIGINT'] as const)('after %s', (signal) => {
  it('running turns finish, others are refused, and probes see it', async () => {
    await start({ SHUTDOWN_TIMEOUT_MS: '20000', QODER_MAX_CONCURRENCY: '1' });
    const steps = [{ text: 'a' }, { sleep: 2_500 }, { text: 'b' }];
    const running = readStream('createChatCompletion', gateway.post(CHAT, scripted(steps, { stream: true })));
    await turnRuns();
    const queued = gateway.post(CHAT, scripted([{ text: 'never' }]));
    const pool = async () => (await conforming('getReadiness', gateway.fetch('/readyz'))).pool;
    await expect.poll(async () => (await pool()).queued).toBe(1);
    gateway.signal(signal);
    await gateway.logged(({ msg }) => msg === 'shutting down');
    const shuttingDown = { status: 503, code: 'shutting_down' };
    const refused = await conformingError('createChatCompletion', queued, shuttingDown);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    const readiness = await gateway.fetch('/readyz');
    expect(readiness.status).toBe(503);
    expect(readiness.headers.get('connection')).toBe('close');
    await conforming('getReadiness', readiness);
    expect((await gateway.fetch('/healthz')).status).toBe(200);
    await conformingError('createChatCompletion', gateway.post(CHAT, scripted([])), shuttingDown);
    expect(await running).toMatchObject({ text: 'ab', done: true });
    expect(await gateway.exited).toBe(0);
    expect(recording.userMessages().length).toBe(1);
  });

  it('everything is served for SHUTDOWN_DELAY_MS, while load balancers see that it is not ready', async () => {
    await start({ SHUTDOWN_DELAY_MS: '60000', SHUTDOWN_TIMEOUT_MS: '20000' });
    const idle = await connect();
    idle.write(requestText('GET', '/healthz'));
    await once(idle, 'data');
    gateway.signal(signal);
    await gateway.logged(({ msg }) => msg === 'shutting down');
    expect((await gateway.fetch('/readyz')).status).toBe(503);
    expect((await gateway.fetch('/metrics').then((scrape) => scrape.text())).split('\n')).toContain(
      'qoder_ready 0',
    );
    const steps = [{ text: 'a' }, { sleep: 500 }, { text: 'b' }];
    const streamed = await gateway.post(CHAT, scripted(steps, { stream: true }));
    expect(streamed.headers.get('connection')).not.toBe('close');
    expect(await readStream('createChatCompletion', Promise.resolve(streamed))).toMatchObject({
      text: 'ab',
      done: true,
    });
    // A connection that was idle when the signal came is as good as a new one.
    idle.write(requestText('POST', CHAT, JSON.stringify(scripted([{ text: 'kept' }]))));
    const [answer] = await once(idle, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1\.1 200 [\s\S]*connection: close/i);
    idle.destroy();
    expect(await timeToEnd(signal)).toBeLessThan(500 + SLACK_MS);
  });

  it('a kill meanwhile is no end of a stream', async () => {
    await start({ SHUTDOWN_DELAY_MS: '60000' });
    gateway.signal(signal);
    await gateway.logged(({ msg }) => msg === 'shutting down');
    const steps = [{ text: 'a' }, { hang: true }];
    const streamed = await gateway.post(CHAT, scripted(steps, { stream: true }));
    const read = readStream('createChatCompletion', streamed);
    const cut = expect(read).rejects.toThrow('terminated');
    gateway.signal('SIGKILL');
    await cut;
    // What it leaves is removed by the next server.
    await start({});
    await gateway.logged(({ msg }) => msg === 'removed what dead servers had left');
    await gateway.stop();
  });

  it('new turns are refused once SHUTDOWN_DELAY_MS is over', async () => {
    await start({ SHUTDOWN_DELAY_MS: '300', SHUTDOWN_TIMEOUT_MS: '20000' });
    const steps = [{ text: 'a' }, { sleep: 2_500 }, { text: 'b' }];
    const running = readStream('createChatCompletion', gateway.post(CHAT, scripted(steps, { stream: true })));
    await turnRuns();
    gateway.signal(signal);
    await expect.poll(async () => (await gateway.post(CHAT, scripted([]))).status).toBe(503);
    expect(await running).toMatchObject({ text: 'ab', done: true });
    expect(await gateway.exited).toBe(0);
  });

  it('a turn that waits for its process is cut in time', async () => {
    await start({ SHUTDOWN_TIMEOUT_MS: '300', QODER_SIMULATOR_BOOT_MS: '60000' }, false);
    const response = gateway.post(CHAT, scripted([{ text: 'never' }]));
    await expect.poll(() => recording.processes().length).toBeGreaterThan(0);
    await delay(200);
    const ended = timeToEnd(signal);
    await conformingError('createChatCompletion', response, { status: 503, code: 'shutting_down' });
    expect(await ended).toBeLessThan(800 + SLACK_MS);
  });
});

describe('connections that do nothing', () => {
  it('hold nothing up: idle ones, silent ones, and half sent requests', async () => {
    await start({ SHUTDOWN_TIMEOUT_MS: '60000' });
    const idle = await connect();
    idle.write(requestText('GET', '/healthz'));
    await once(idle, 'data');
    const silent = await connect();
    const half = await connect();
    half.write(requestText('POST', CHAT, '{', 1_000));
    await delay(100);
    expect(await timeToEnd('SIGTERM')).toBeLessThan(500 + SLACK_MS);
    for (const socket of [idle, silent, half]) socket.destroy();
  });

  it('of clients that do not read last no longer than running turns may', async () => {
    await start({ SHUTDOWN_TIMEOUT_MS: '1000' });
    const deaf = await connect();
    deaf.pause();
    const steps = [{ repeat: { text: 'x'.repeat(1_000), times: 50_000 } }, { text: 'end' }];
    deaf.write(requestText('POST', CHAT, JSON.stringify(scripted(steps, { stream: true }))));
    await turnRuns();
    await delay(500);
    const took = await timeToEnd('SIGTERM');
    expect(took).toBeGreaterThan(900);
    expect(took).toBeLessThan(1_000 + 500 + SLACK_MS);
    deaf.destroy();
  });
});

it.each([100, 600, undefined])('a signal during the start leaves nothing (%s ms)', async (ms) => {
  const { PATH = '' } = process.env;
  const env = { PATH, TMPDIR: folder, HOST: '127.0.0.1', PORT: '0', QODER_BACKEND: 'simulator' };
  const child = spawn(process.execPath, [MAIN], { stdio: 'ignore', env: { ...env, ...recording.env } });
  const exited = once(child, 'exit');
  // Its folder is the first thing that it leaves a trace with, well before it listens.
  if (ms === undefined) while (readdirSync(folder).length === 0) await delay(1);
  else await delay(ms);
  child.kill('SIGTERM');
  const [code, signal] = await exited;
  // Before its own code runs, node ends as it always does; nothing has begun then.
  expect(code === 0 || (ms !== undefined && signal === 'SIGTERM')).toBe(true);
});
