import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createWatchdog, WATCHDOG_SCRIPT, type Watchdog } from './watchdog.ts';

const FOLDER = `/nowhere/watchdog-test-${process.pid}`;

const started: ChildProcess[] = [];
const watchdogs: Watchdog[] = [];
afterEach(async () => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
  await Promise.all(watchdogs.splice(0).map((watchdog) => watchdog.close()));
});

/** A process that leads a group of its own, as a CLI does; its pid is the group's number. */
function leader(env: NodeJS.ProcessEnv = process.env): ChildProcess & { readonly pid: number } {
  const child = spawn('sleep', ['60'], { detached: true, stdio: 'ignore', env });
  started.push(child);
  return child as ChildProcess & { readonly pid: number };
}

const isAlive = (child: ChildProcess): boolean => child.exitCode === null && child.signalCode === null;

const shells = ['/bin/sh', '/bin/bash', '/bin/dash', '/bin/busybox'].filter((file) => existsSync(file));

describe.each(shells)('the script in %s', (shell) => {
  const run = (): ChildProcess => {
    const args = [...(shell.endsWith('busybox') ? ['sh'] : []), '-c', WATCHDOG_SCRIPT, 'watchdog', FOLDER];
    const child = spawn(shell, args, { env: {}, stdio: ['pipe', 'ignore', 'ignore'], detached: true });
    started.push(child);
    return child;
  };

  it('kills the groups that were added, and none that was removed, when its input ends', async () => {
    const [first, second, third, fourth] = [leader(), leader(), leader(), leader()];
    const child = run();
    // The first, the last and a middle one go; numbers that are parts of others stay what they are.
    const part = String(second.pid).slice(1);
    child.stdin?.write(`+${first.pid}\n+${second.pid}\n-${part}\n+${third.pid}\n+${fourth.pid}\n`);
    child.stdin?.end(`-${third.pid}\n-${first.pid}\n-99999999\n`);
    await once(child, 'exit');
    await expect.poll(() => [second, fourth].some(isAlive)).toBe(false);
    expect([first, third].every(isAlive)).toBe(true);
  });

  it.runIf(process.platform === 'linux')('kills who was never added, and bears the folder', async () => {
    const PATH = process.env.PATH;
    const marked = leader({ PATH, TEXT: 'two\nlines', HOME: `${FOLDER}/1/home`, Z: '1' });
    const others = [leader({ PATH, HOME: `${FOLDER}-2/1` }), leader({ PATH, HOME: '/nowhere' })];
    const child = run();
    child.stdin?.end();
    await once(child, 'exit');
    await expect.poll(() => isAlive(marked)).toBe(false);
    expect(others.every(isAlive)).toBe(true);
  });

  it('ignores the signals that ask a service to end, and kills nobody while its input is open', async () => {
    const child = run();
    const watched = leader();
    child.stdin?.write(`+${watched.pid}\n`);
    // Once it has taken the line, it has set its traps.
    const ignored = () => /^SigIgn:\t(\w+)$/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1];
    await expect.poll(() => BigInt(`0x${ignored()}`) & 0x4007n).toBe(0x4007n);
    for (const signal of ['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM'] as const) child.kill(signal);
    expect([child, watched].every(isAlive)).toBe(true);
    child.stdin?.end();
    await once(child, 'exit');
    expect(child.signalCode).toBeNull();
    await expect.poll(() => isAlive(watched)).toBe(false);
  });
});

describe('createWatchdog', () => {
  function create(shell?: string) {
    const warn = vi.fn();
    const log = { debug: () => undefined, info: () => undefined, warn, error: () => undefined };
    const watchdog = createWatchdog({ folder: FOLDER, log, ...(shell === undefined ? {} : { shell }) });
    watchdogs.push(watchdog);
    return { watchdog, warn };
  }
  const isRunning = (pid: number | undefined) => pid !== undefined && existsSync(`/proc/${pid}`);

  it('starts with the first group, holds nothing of the server, and ends when it is closed', async () => {
    const { watchdog, warn } = create();
    expect(watchdog.pid()).toBeUndefined();
    watchdog.watch(leader().pid);
    const pid = watchdog.pid();
    watchdog.watch(leader().pid);
    expect(watchdog.pid()).toBe(pid);
    expect(readFileSync(`/proc/${pid}/environ`, 'utf8')).toBe('');
    await watchdog.close();
    expect(isRunning(pid)).toBe(false);
    expect(warn).not.toHaveBeenCalled();
    // Nobody is killed by that: the server has ended its processes itself.
    expect(started.every(isAlive)).toBe(true);
  });

  it('says once that there is no shell, and goes on', async () => {
    const { watchdog, warn } = create('/nowhere/sh');
    watchdog.watch(leader().pid);
    await expect.poll(() => warn.mock.calls.length).toBe(1);
    expect(warn.mock.calls[0]?.[1]).toContain('no watchdog');
    watchdog.watch(leader().pid);
    watchdog.forget(started[0]?.pid ?? 0);
    await watchdog.close();
    expect(warn).toHaveBeenCalledOnce();
  });

  it('is started again when it is killed, and knows the groups of before', async () => {
    const { watchdog, warn } = create();
    const [kept, gone] = [leader(), leader()];
    watchdog.watch(kept.pid);
    watchdog.watch(gone.pid);
    watchdog.forget(gone.pid);
    const pid = watchdog.pid() ?? 0;
    vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 60_000);
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => watchdog.pid()).toSatisfy((next) => next !== undefined && next !== pid);
    vi.restoreAllMocks();
    expect(warn).toHaveBeenCalledWith(
      { code: null, signal: 'SIGKILL', startsAgain: 'now' },
      'the watchdog has ended',
    );
  });

  it('does not start over and over where it ends at once', async () => {
    const { watchdog, warn } = create('/bin/false');
    watchdog.watch(leader().pid);
    await expect.poll(() => watchdog.pid()).toBeUndefined();
    expect(warn).toHaveBeenCalledOnce();
    expect(warn.mock.calls[0]?.[0]).toMatchObject({ startsAgain: 'with the next process' });
    watchdog.watch(leader().pid);
    expect(watchdog.pid()).toBeDefined();
  });
});
