import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { conforming, conformingError } from './support/contract.ts';
import { readStream } from './support/event-stream.ts';
import { type Gateway, type GatewayOptions, startGateway } from './support/gateway.ts';
import { aliveInGroups, bearing } from './support/processes.ts';
import { createRecording, type Recording } from './support/recording.ts';
import { type Step, scripted } from './support/script.ts';

const CHAT = '/v1/chat/completions';
/** How soon nothing of a turn may be left. */
const PROMPTLY = { interval: 20 };

let recording: Recording;
let gateway: Gateway;
beforeEach(() => {
  recording = createRecording();
});
afterEach(() => recording.remove());

async function start(env: Record<string, string> = {}, options: GatewayOptions = {}): Promise<void> {
  gateway = await startGateway({
    ...options,
    env: { ...recording.env, QODER_WARM_PROCESSES: '1', QODER_PARKED_SESSIONS: '0', ...env },
  });
}

/** The group of the process that got a user message, i.e. that runs the turn. */
async function turnGroup(): Promise<number> {
  const running = () =>
    recording.processes().find(({ stdin }) => stdin.some((line) => JSON.parse(line).type === 'user'));
  await expect.poll(running).toBeDefined();
  return running()?.pid ?? 0;
}

const alive = (...groups: readonly number[]) => aliveInGroups(groups).map(({ command }) => command);
const everything = () => alive(...recording.processes().map(({ pid }) => pid));
const pool = async () => (await conforming('getReadiness', gateway.fetch('/readyz'))).pool;

async function stillServes(): Promise<void> {
  const body = await conforming('createChatCompletion', gateway.post(CHAT, scripted([{ text: 'next' }])));
  expect(body.choices[0].message.content).toBe('next');
}

/** What makes a CLI hard to end. */
const STUBBORN: readonly Step[] = [{ ignoreSigterm: true }, { fork: { seconds: 60 } }];

describe('a client that goes away leaves nothing', () => {
  it.each([
    ['before the first token', [...STUBBORN, { hang: true }], true],
    ['in mid-stream', [...STUBBORN, { text: 'so far' }, { hang: true }], true],
    ['from a whole answer', [...STUBBORN, { text: 'so far' }, { hang: true }], false],
  ] as const)('%s', async (window, steps, stream) => {
    await start();
    const leaving = new AbortController();
    const request = gateway.post(CHAT, scripted(steps, { stream }), { signal: leaving.signal });
    const group = await turnGroup();
    await expect.poll(() => alive(group).length).toBe(2);
    if (window === 'in mid-stream') await readStream('createChatCompletion', request, () => true);
    leaving.abort();
    await request.catch(() => undefined);
    await expect.poll(() => alive(group), PROMPTLY).toEqual([]);
    await expect.poll(async () => (await pool()).busy, PROMPTLY).toBe(0);
    await gateway.logged(({ status }) => status === 499);
    await stillServes();
    await gateway.stop();
  });

  it('while it is queued', async () => {
    await start({ QODER_MAX_CONCURRENCY: '1' });
    const first = gateway.post(CHAT, scripted([{ sleep: 1_500 }, { text: 'first' }]));
    const group = await turnGroup();
    const leaving = new AbortController();
    const queued = gateway.post(CHAT, scripted([{ text: 'never' }]), { signal: leaving.signal });
    await expect.poll(async () => (await pool()).queued).toBe(1);
    leaving.abort();
    await expect(queued).rejects.toThrow();
    await expect.poll(async () => (await pool()).queued, PROMPTLY).toBe(0);
    expect((await conforming('createChatCompletion', first)).choices[0].message.content).toBe('first');
    await expect.poll(() => alive(group), PROMPTLY).toEqual([]);
    expect(recording.userMessages().length).toBe(1);
    await stillServes();
    await gateway.stop();
  });
});

describe('an ending leaves nothing', () => {
  it('after an answer, not even a grandchild that holds its output', async () => {
    await start();
    await conforming('createChatCompletion', gateway.post(CHAT, scripted([...STUBBORN, { text: 'done' }])));
    await expect.poll(async () => alive(await turnGroup()), PROMPTLY).toEqual([]);
    await gateway.stop();
  });

  it.each([
    ['answers', [{ text: 'done' }], 200],
    ['dies', [{ exit: 3 }], 502],
  ] as const)('after a turn whose helper has left the process group: it %s', async (_, steps, status) => {
    await start();
    const escaping: Step = { fork: { seconds: 60, detached: true } };
    const response = await gateway.post(CHAT, scripted([escaping, ...steps]));
    expect(response.status).toBe(status);
    const home =
      recording.processes().find(({ stdin }) => stdin.join('').includes('"type":"user"'))?.cwd ?? '';
    const mark = `HOME=${path.dirname(home)}/`;
    expect(mark).toContain('qoder-gateway-');
    await expect.poll(() => bearing(mark).map(({ command }) => command), PROMPTLY).toEqual([]);
    await gateway.stop();
  });

  it('after a crash that leaves a grandchild behind', async () => {
    await start();
    const response = gateway.post(CHAT, scripted([...STUBBORN, { exit: 1 }]));
    await conformingError('createChatCompletion', response, { status: 502 });
    await expect.poll(async () => alive(await turnGroup()), PROMPTLY).toEqual([]);
    await gateway.stop();
  });

  it('after a timeout', async () => {
    await start({ QODER_TIMEOUT_MS: '600' });
    const response = gateway.post(CHAT, scripted([...STUBBORN, { hang: true }]));
    await conformingError('createChatCompletion', response, { status: 504 });
    await expect.poll(async () => alive(await turnGroup()), PROMPTLY).toEqual([]);
    await stillServes();
    await gateway.stop();
  });

  it('after a stop sequence that the model talks on behind', async () => {
    await start();
    const steps = [...STUBBORN, { text: 'one END two' }, { hang: true }];
    await conforming('createChatCompletion', gateway.post(CHAT, scripted(steps, { stop: 'END' })));
    await expect.poll(async () => alive(await turnGroup()), PROMPTLY).toEqual([]);
    await gateway.stop();
  });
});

describe('SIGTERM', () => {
  const folders = () =>
    readdirSync(tmpdir()).filter((name) => name.startsWith(`qoder-gateway-${gateway.pid}-`));

  it('ends an idle server and its processes at once, with its folders', async () => {
    await start({ QODER_WARM_PROCESSES: '2' });
    await expect.poll(async () => (await pool()).warm).toBe(2);
    expect(everything().length).toBe(2);
    expect(folders().length).toBe(1);
    await gateway.stop();
    expect(everything()).toEqual([]);
    expect(folders()).toEqual([]);
  });

  it('lets a turn finish within the time it is given', async () => {
    await start({ SHUTDOWN_TIMEOUT_MS: '5000' });
    const record = readStream(
      'createChatCompletion',
      gateway.post(CHAT, scripted([{ text: 'a' }, { sleep: 800 }, { text: 'b' }], { stream: true })),
    );
    await turnGroup();
    gateway.signal('SIGTERM');
    expect((await record).text).toBe('ab');
    expect((await record).done).toBe(true);
    expect(await gateway.exited).toBe(0);
    expect(everything()).toEqual([]);
  });

  it('cuts what takes longer, and says so in the stream', async () => {
    await start({ SHUTDOWN_TIMEOUT_MS: '300' });
    const steps = [...STUBBORN, { text: 'so far' }, { hang: true }];
    const record = readStream('createChatCompletion', gateway.post(CHAT, scripted(steps, { stream: true })));
    await turnGroup();
    gateway.signal('SIGTERM');
    expect((await record).error.code).toBe('shutting_down');
    expect((await record).done).toBe(false);
    expect(await gateway.exited).toBe(0);
    await expect.poll(everything, PROMPTLY).toEqual([]);
    expect(folders()).toEqual([]);
  });

  it('twice cuts at once', async () => {
    await start({ SHUTDOWN_TIMEOUT_MS: '60000' });
    const response = gateway.post(CHAT, scripted([...STUBBORN, { hang: true }]));
    await turnGroup();
    gateway.signal('SIGTERM');
    await gateway.logged(({ msg }) => msg === 'shutting down');
    gateway.signal('SIGTERM');
    await conformingError('createChatCompletion', response, { status: 503, code: 'shutting_down' });
    expect(await gateway.exited).toBe(0);
    await expect.poll(everything, PROMPTLY).toEqual([]);
  });

  it('ends a server whose CLI is still booting', async () => {
    await start({ QODER_SIMULATOR_BOOT_MS: '60000' }, { ready: false });
    await expect.poll(() => recording.processes().length).toBe(1);
    await gateway.stop();
    await expect.poll(everything, PROMPTLY).toEqual([]);
  });
});

it('a crash of the server leaves neither waiting processes nor, after the next start, folders', async () => {
  // Its own: a server of another test would remove what this one leaves.
  const temporary = mkdtempSync(path.join(tmpdir(), 'qoder-crash-'));
  await start({ TMPDIR: temporary });
  expect(everything().length).toBe(1);
  gateway.signal('SIGKILL');
  await gateway.exited;
  // Nobody could kill them: they notice that their input has ended.
  await expect.poll(everything).toEqual([]);
  const left = readdirSync(temporary).filter((name) => name.startsWith(`qoder-gateway-${gateway.pid}-`));
  expect(left.length).toBe(1);
  await start({ TMPDIR: temporary });
  await expect.poll(() => readdirSync(temporary)).not.toContain(left[0]);
  await gateway.stop();
  expect(readdirSync(temporary)).toEqual([]);
  rmSync(temporary, { recursive: true });
});
