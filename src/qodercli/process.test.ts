import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { failureOfExit } from './classify.ts';
import { startProcess } from './process.ts';
import { createProcessGroups } from './process-groups.ts';

const spawn = vi.hoisted(() => ({ real: undefined as unknown, current: vi.fn() }));
vi.mock('node:child_process', async (importOriginal) => {
  const original = await importOriginal<typeof import('node:child_process')>();
  spawn.real = original.spawn;
  return { ...original, spawn: spawn.current };
});

const errors: object[] = [];
const log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: (fields: object) => void errors.push(fields),
};
const watched: number[] = [];
const groups = createProcessGroups({ watch: (pid) => void watched.push(pid), forget: () => undefined });
let swept = 0;

function start(script: string) {
  return startProcess({
    file: process.execPath,
    args: ['-e', script],
    env: {},
    cwd: '/',
    maxLineBytes: 1_000_000,
    groups,
    sweep: async () => {
      swept += 1;
    },
    redact: (text) => text,
    onGarbage: () => undefined,
    log,
  });
}

beforeEach(() => {
  errors.length = 0;
  watched.length = 0;
  swept = 0;
  spawn.current.mockImplementation(spawn.real as () => unknown);
});

const failure = (code: string): Error => Object.assign(new Error(`spawn /path/to/it ${code}`), { code });

describe('a process that cannot be started', () => {
  it.each(['ENOMEM', 'E2BIG'])('ends with the error where %s is thrown', async (code) => {
    spawn.current.mockImplementation(() => {
      throw failure(code);
    });
    const started = start('');
    expect([started.pid, started.isAlive()]).toEqual([undefined, false]);
    started.send({ type: 'user' });
    started.setPaused(true);
    const asked = expect(started.request('interrupt')).rejects.toThrow('qodercli has exited');
    expect(await started.exited).toMatchObject({ code: null, error: { code } });
    expect(await started.kill()).toMatchObject({ error: { code } });
    await asked;
  });

  it.each(['EMFILE', 'ENFILE'])('ends with the error where %s leaves it without pipes', async (code) => {
    // As node does: no pid, no streams, and an event.
    const child = new EventEmitter();
    spawn.current.mockReturnValue(child);
    const started = start('');
    child.emit('error', failure(code));
    const exit = await started.exited;
    expect(exit).toMatchObject({ code: null, error: { code } });
    const told = failureOfExit(exit, undefined);
    expect(told).toMatchObject({ kind: 'unavailable', shortage: 'at start', retryAfterMs: 1_000 });
    expect(told.message).toBe('qodercli could not be started: the server has run out of file descriptors.');
  });

  it('ends with the error where there is no such program', async () => {
    spawn.current.mockImplementation((_: string, args: string[], options: object) =>
      (spawn.real as typeof import('node:child_process').spawn)('/nowhere/qodercli', args, options),
    );
    const exit = await start('').exited;
    expect(failureOfExit(exit, undefined).message).toBe('qodercli was not found.');
    expect(watched).toEqual([]);
  });
});

describe('a process whose output cannot be borne', () => {
  it('is killed, with the error, when who gets its messages throws', async () => {
    const started = start('console.log("{}"); setInterval(() => undefined, 1000)');
    const error = new RangeError('Maximum call stack size exceeded');
    started.onMessages(() => {
      throw error;
    });
    expect(await started.exited).toMatchObject({ signal: 'SIGKILL', error });
    expect(started.isAlive()).toBe(false);
    expect(swept).toBe(1);
  });

  it('is read on where one line is no JSON', async () => {
    const started = start('console.log("{}\\nnonsense\\n{}")');
    let count = 0;
    started.onMessages((batch) => {
      count += batch.length;
    });
    expect(await started.exited).toMatchObject({ code: 0 });
    expect(count).toBe(2);
    expect(errors).toEqual([]);
  });
});
