import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WarmProcess } from './boot.ts';
import { QoderFailure } from './failure.ts';
import { createPool, type PoolOptions } from './pool.ts';
import type { ProcessExit, QoderProcess } from './process.ts';

const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const never = new AbortController().signal;

function fakeProcess(pid: number): QoderProcess {
  let exit: (exit: ProcessExit) => void = () => undefined;
  let alive = true;
  const exited = new Promise<ProcessExit>((resolve) => {
    exit = resolve;
  });
  const kill = () => {
    alive = false;
    exit({ code: null, signal: 'SIGKILL', stderr: '' });
    return exited;
  };
  const unused = () => {
    throw new Error('not used by the pool');
  };
  return {
    pid,
    send: unused,
    request: unused,
    handle: unused,
    onMessages: unused,
    setPaused: unused,
    kill,
    exited,
    isAlive: () => alive,
  };
}

/** A pool whose boots end when, and as, the test says. */
function poolWith(options: Partial<PoolOptions> = {}) {
  const boots: { succeed: () => QoderProcess; fail: (failure: QoderFailure) => void }[] = [];
  const failures: string[] = [];
  const deaths: string[] = [];
  let started = 0;
  const pool = createPool({
    boot: () => {
      started += 1;
      const pid = started;
      return new Promise<WarmProcess>((resolve, reject) => {
        const succeed = () => {
          const process = fakeProcess(pid);
          resolve({ process, bootMs: 1 });
          return process;
        };
        boots.push({ succeed, fail: reject });
      });
    },
    warmProcesses: 1,
    maxWarmProcesses: options.warmProcesses ?? 1,
    maxProcesses: 3,
    maxConcurrentBoots: 2,
    warmLifeMs: 60_000,
    reclaim: () => false,
    onBooted: () => undefined,
    onBootFailed: ({ kind }) => failures.push(kind),
    onDeath: (cause) => deaths.push(cause),
    log,
    ...options,
  });
  const next = () => {
    const boot = boots.shift();
    if (boot === undefined) throw new Error('no boot is under way');
    return boot;
  };
  return { pool, next, failures, deaths, started: () => started };
}
const crash = new QoderFailure('unavailable', 'crashed');
const tick = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the pool', () => {
  it('keeps one warm, hands it out, and replaces it', async () => {
    const { pool, next } = poolWith();
    pool.start();
    const first = next().succeed();
    await tick();
    expect(pool.size()).toEqual({ booting: 0, warm: 1, busy: 0 });
    expect((await pool.acquire(never)).process).toBe(first);
    await vi.advanceTimersByTimeAsync(100);
    expect(pool.size()).toEqual({ booting: 1, warm: 0, busy: 1 });
  });

  it('keeps more of them after a rush, and lets those go again', async () => {
    const { pool, next, started } = poolWith({ maxWarmProcesses: 2, maxProcesses: 6, warmLifeMs: 60_000 });
    pool.start();
    next().succeed();
    await tick();
    const rush = [pool.acquire(never), pool.acquire(never)];
    next().succeed();
    for (const lease of await Promise.all(rush)) lease.release('released');
    await vi.advanceTimersByTimeAsync(100);
    expect(pool.target()).toBe(2);
    next().succeed();
    next().succeed();
    await tick();
    expect(pool.size()).toEqual({ booting: 0, warm: 2, busy: 0 });
    // Replaced as they age, while the rush is remembered.
    for (let minute = 0; minute < 9; minute += 1) {
      await vi.advanceTimersByTimeAsync(60_000);
      for (let boot = pool.size().booting; boot > 0; boot -= 1) next().succeed();
      await tick();
      expect(pool.size().warm).toBe(2);
    }
    await vi.advanceTimersByTimeAsync(120_000);
    const before = started();
    expect(pool.target()).toBe(1);
    for (let boot = pool.size().booting; boot > 0; boot -= 1) next().succeed();
    await tick();
    expect(pool.size().warm).toBe(1);
    expect(started()).toBe(before);
  });

  it('boots for those who wait, in order, and never more than it may', async () => {
    const { pool, next, started } = poolWith({ maxProcesses: 2, warmProcesses: 1 });
    pool.start();
    const waiting = [1, 2, 3].map(() => pool.acquire(never));
    await tick();
    expect(started()).toBe(2);
    const processes = [next().succeed(), next().succeed()];
    const leases = await Promise.all(waiting.slice(0, 2));
    expect(leases.map((lease) => lease.process)).toEqual(processes);
    expect(started()).toBe(2);
    leases[0]?.release('released');
    await tick();
    const third = next().succeed();
    expect((await waiting[2])?.process).toBe(third);
    expect(pool.size().busy).toBe(2);
  });

  it('kills what is given back, once', async () => {
    const { pool, next } = poolWith();
    pool.start();
    const process = next().succeed();
    await tick();
    const lease = await pool.acquire(never);
    lease.release('released');
    lease.release('aborted');
    expect(process.isAlive()).toBe(false);
    expect(pool.size().busy).toBe(0);
  });

  it('gives a crash at boot a second try before it tells those who wait', async () => {
    const { pool, next } = poolWith();
    const waiting = pool.acquire(never);
    next().fail(crash);
    await tick();
    next().succeed();
    expect((await waiting).process.isAlive()).toBe(true);
  });

  it('tells those who wait after the second, holds boots back ever longer, and fails fast meanwhile', async () => {
    const { pool, next, started, failures } = poolWith({ warmProcesses: 0 });
    const waiting = expect(pool.acquire(never)).rejects.toBe(crash);
    next().fail(crash);
    await tick();
    next().fail(crash);
    await waiting;
    expect(failures).toEqual(['unavailable', 'unavailable']);
    await expect(pool.acquire(never)).rejects.toBe(crash);
    const before = started();
    await vi.advanceTimersByTimeAsync(999);
    await expect(pool.acquire(never)).rejects.toBe(crash);
    expect(started()).toBe(before);
    await vi.advanceTimersByTimeAsync(1);
    void pool.acquire(never);
    await tick();
    expect(started()).toBe(before + 1);
  });

  it.each([
    ['at start', [0, 1_000, 1_000, 1_000, 1_000]],
    ['in qodercli', [0, 1_000, 2_000, 4_000, 8_000]],
  ] as const)(
    'tries again with each request when something had run out %s, and by itself before long',
    async (shortage, pauses) => {
      const told: number[] = [];
      const { pool, next, started } = poolWith({
        maxConcurrentBoots: 1,
        log: { ...log, error: (fields) => void told.push((fields as { nextBootInMs: number }).nextBootInMs) },
      });
      const full = new QoderFailure('unavailable', 'no disk space', { shortage });
      const waiting = expect(pool.acquire(never)).rejects.toBe(full);
      next().fail(full);
      await tick();
      next().fail(full);
      await waiting;
      for (let request = 0; request < 3; request += 1) {
        const refused = expect(pool.acquire(never)).rejects.toBe(full);
        next().fail(full);
        await refused;
      }
      expect(told).toEqual(pauses);
      // There is room again: nobody is told of before.
      const served = pool.acquire(never);
      next().succeed();
      await served;
      const before = started();
      await vi.advanceTimersByTimeAsync(pauses[4]);
      expect(started()).toBe(before + 1);
    },
  );

  it('tells nobody of a shortage that hit a boot that had begun before', async () => {
    const { pool, next } = poolWith({ maxConcurrentBoots: 1 });
    const full = new QoderFailure('unavailable', 'no disk space', { shortage: 'at start' });
    const first = expect(pool.acquire(never)).rejects.toBe(full);
    next().fail(full);
    await tick();
    const later = pool.acquire(never);
    next().fail(full);
    await first;
    await tick();
    const process = next().succeed();
    expect((await later).process).toBe(process);
  });

  it('does not try a refused login again at once', async () => {
    const { pool, next, started } = poolWith({ warmProcesses: 0 });
    const refused = new QoderFailure('not_logged_in', 'refused');
    const waiting = expect(pool.acquire(never)).rejects.toBe(refused);
    next().fail(refused);
    await waiting;
    await vi.advanceTimersByTimeAsync(3_999);
    await expect(pool.acquire(never)).rejects.toBe(refused);
    expect(started()).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    void pool.acquire(never);
    await tick();
    expect(started()).toBe(2);
  });

  it('replaces what has waited too long, the new one first where there is room', async () => {
    const { pool, next } = poolWith();
    pool.start();
    const old = next().succeed();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(old.isAlive()).toBe(true);
    const fresh = next().succeed();
    await tick();
    expect([old.isAlive(), fresh.isAlive(), pool.size().warm]).toEqual([false, true, 1]);
  });

  it('replaces what died while it waited, after a pause', async () => {
    const { pool, next, started } = poolWith();
    pool.start();
    await next().succeed().kill();
    await tick();
    expect([pool.size().warm, started()]).toEqual([0, 1]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(started()).toBe(2);
  });

  it('boots at once for somebody who comes in that pause, and holds boots back when that fails', async () => {
    const { pool, next, started } = poolWith();
    pool.start();
    await next().succeed().kill();
    await tick();
    const lease = pool.acquire(never);
    const fresh = next().succeed();
    expect((await lease).process).toBe(fresh);
    // The one that waits for nobody still comes after the pause.
    expect(started()).toBe(2);
    const failing = expect(pool.acquire(never)).rejects.toBe(crash);
    next().fail(crash);
    await tick();
    next().fail(crash);
    await failing;
    await expect(pool.acquire(never)).rejects.toBe(crash);
    await vi.advanceTimersByTimeAsync(999);
    expect(started()).toBe(4);
    await vi.advanceTimersByTimeAsync(1);
    expect(started()).toBe(5);
  });

  it('asks for room when somebody waits and there is none', async () => {
    const reclaim = vi.fn(() => true);
    const { pool, next } = poolWith({ maxProcesses: 1, warmProcesses: 0, reclaim });
    const first = pool.acquire(never);
    next().succeed();
    await first;
    void pool.acquire(never);
    await tick();
    expect(reclaim).toHaveBeenCalled();
  });

  it('forgets who leaves while waiting', async () => {
    const { pool, next } = poolWith({ warmProcesses: 0 });
    const leaving = new AbortController();
    const waiting = expect(pool.acquire(leaving.signal)).rejects.toBe('gone');
    leaving.abort('gone');
    await waiting;
    next().succeed();
    await tick();
    expect(pool.size()).toEqual({ booting: 0, warm: 1, busy: 0 });
  });

  it('kills everything when it closes, and turns away who waits and who comes', async () => {
    const { pool, next } = poolWith({ maxProcesses: 2, maxConcurrentBoots: 1 });
    pool.start();
    const warm = next().succeed();
    await tick();
    const lease = await pool.acquire(never);
    const waiting = expect(pool.acquire(never)).rejects.toMatchObject({ kind: 'shutting_down' });
    await tick();
    const closing = pool.close();
    const late = next().succeed();
    await Promise.all([closing, waiting]);
    expect([warm, lease.process, late].map((process) => process.isAlive())).toEqual([false, false, false]);
    await expect(pool.acquire(never)).rejects.toMatchObject({ kind: 'shutting_down' });
  });

  it('tells why a process is gone', async () => {
    const { pool, next, deaths } = poolWith({ warmProcesses: 0 });
    const leaseOfNext = async () => {
      const waiting = pool.acquire(never);
      await tick();
      next().succeed();
      return waiting;
    };
    const [first, second, crashing] = [await leaseOfNext(), await leaseOfNext(), await leaseOfNext()];
    first.release('released');
    second.release('aborted');
    second.release('failed');
    await crashing.process.kill();
    crashing.release('released');
    await tick();
    expect(deaths).toEqual(['released', 'aborted', 'crashed']);
    const last = await leaseOfNext();
    await pool.close();
    last.release('released');
    expect(deaths.at(-1)).toBe('shutdown');
  });

  it('tells what ended a process that waited', async () => {
    const { pool, next, deaths } = poolWith();
    pool.start();
    void next().succeed().kill();
    await tick();
    expect(deaths).toEqual(['crashed_idle']);
    await vi.advanceTimersByTimeAsync(1_000);
    next().succeed();
    await tick();
    pool.flush();
    await tick();
    expect(deaths.at(-1)).toBe('killed_idle');
  });
});
