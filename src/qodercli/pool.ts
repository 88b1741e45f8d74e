import { guard } from '../observability/guard.ts';
import type { Log } from '../observability/log.ts';
import type { WarmProcess } from './boot.ts';
import { createBootBackoff } from './boot-backoff.ts';
import type { DeathCause, ReleaseCause } from './death.ts';
import { QoderFailure, SHORTAGE_RETRY_MS, startShortage } from './failure.ts';
import type { ProcessExit, QoderProcess } from './process.ts';
import { shortageOf } from './shortage.ts';
import { createWarmTarget } from './warm-target.ts';

/**
 * Pause before refilling when a process died while it waited, lest one that always does is started over and
 * over. It booted well: somebody who waits gets a new one at once.
 */
const IDLE_DEATH_PAUSE_MS = 1_000;
/**
 * A process that is taken is replaced once its turn has been sent: starting another costs this process some
 * milliseconds, which would come before the turn's first byte. Nothing beside the seconds of a boot.
 */
const REFILL_DELAY_MS = 25;
/** How long a rush keeps more processes waiting than a quiet time would. */
const RUSH_MEMORY_MS = 10 * 60_000;

export interface PoolOptions {
  readonly boot: (signal: AbortSignal) => Promise<WarmProcess>;
  /** Processes that wait however quiet it is. A leased one never idles in the place of these. */
  readonly warmProcesses: number;
  /** As many wait after a rush, where there is room. */
  readonly maxWarmProcesses: number;
  readonly maxProcesses: number;
  readonly maxConcurrentBoots: number;
  /** Age at which a waiting process is replaced: its login ages with it. */
  readonly warmLifeMs: number;
  /** Asked for room when somebody waits and as many processes as allowed are alive: ends one that idles. */
  readonly reclaim: () => boolean;
  readonly onBooted: (warm: WarmProcess) => void;
  readonly onBootFailed: (failure: QoderFailure) => void;
  /** A process that had booted is gone. */
  readonly onDeath: (cause: DeathCause) => void;
  readonly log: Log;
}

/** A process for one conversation. */
export interface Lease {
  readonly process: QoderProcess;
  /** Kills the process and frees its place. Only the first cause counts. */
  readonly release: (cause: ReleaseCause) => void;
}

export interface PoolSize {
  readonly booting: number;
  readonly warm: number;
  readonly busy: number;
}

export interface Pool {
  /** Starts filling. */
  readonly start: () => void;
  /** A warm process, or the next that boots. Rejects with QoderFailure or `signal.reason`. */
  readonly acquire: (signal: AbortSignal) => Promise<Lease>;
  /** Any waiting process, for requests that bind it to nothing. */
  readonly peek: () => QoderProcess | undefined;
  /** Replaces all waiting processes, e.g. since their login turned out to be dead. */
  readonly flush: () => void;
  readonly size: () => PoolSize;
  /** How many should wait now. */
  readonly target: () => number;
  /** Whether a leased process could idle without taking the place of a warm one. */
  readonly hasRoom: () => boolean;
  /** Kills everything; whoever waits gets `shutting_down`. Resolves when nothing is alive. */
  readonly close: () => Promise<void>;
}

interface Waiting {
  readonly process: QoderProcess;
  readonly expiry: NodeJS.Timeout;
  stale: boolean;
}

interface Waiter {
  /** How many boots had been started when it came. */
  readonly since: number;
  readonly resolve: (lease: Lease) => void;
  readonly reject: (error: unknown) => void;
}

function asFailure(error: unknown): QoderFailure {
  if (error instanceof QoderFailure) return error;
  const wanting = shortageOf(error);
  if (wanting !== undefined) return startShortage(wanting, error);
  return new QoderFailure('unavailable', 'qodercli could not be started.', { cause: error });
}

export function createPool(options: PoolOptions): Pool {
  const { log } = options;
  const waiting: Waiting[] = [];
  const waiters = new Set<Waiter>();
  const alive = new Set<QoderProcess>();
  const boots = new Set<Promise<void>>();
  /** Why we ended those that are not gone yet. */
  const causes = new Map<QoderProcess, DeathCause>();
  const closing = new AbortController();
  const backoff = createBootBackoff();
  const target = createWarmTarget({
    least: options.warmProcesses,
    most: options.maxWarmProcesses,
    memoryMs: RUSH_MEMORY_MS,
    elapsed: () => performance.now(),
  });
  let busy = 0;
  /** Boots, since the start. */
  let started = 0;
  /** Boots are held back: all of them where there is a failure to tell, else those that nobody waits for. */
  let pause: { readonly timer: NodeJS.Timeout; readonly failure: QoderFailure | undefined } | undefined;

  const fresh = (): number => waiting.filter((entry) => !entry.stale).length;

  const isFull = (): boolean => alive.size + boots.size >= options.maxProcesses;

  const refill = (): void => {
    // One that is being killed frees its place in a moment, and this is called again then.
    if (waiters.size > 0 && boots.size === 0 && isFull()) options.reclaim();
    const wanted = (pause === undefined ? target.size() : 0) + waiters.size;
    while (
      !closing.signal.aborted &&
      pause?.failure === undefined &&
      fresh() + boots.size < wanted &&
      boots.size < options.maxConcurrentBoots &&
      !isFull()
    ) {
      started += 1;
      const number = started;
      const boot: Promise<void> = options
        .boot(closing.signal)
        .then(booted, (error: unknown) => bootFailed(error, number))
        .finally(() => {
          boots.delete(boot);
          refill();
        })
        .catch((error: unknown) => log.error({ err: error }, 'a boot could not be accounted for'));
      boots.add(boot);
    }
  };

  const pauseBoots = (milliseconds: number, failure?: QoderFailure): void => {
    if (closing.signal.aborted || pause?.failure !== undefined) return;
    clearTimeout(pause?.timer);
    const timer = setTimeout(
      guard(log, 'boot pause', () => {
        pause = undefined;
        refill();
      }),
      milliseconds,
    );
    pause = { timer, failure };
  };

  const remove = (entry: Waiting): boolean => {
    const index = waiting.indexOf(entry);
    if (index === -1) return false;
    waiting.splice(index, 1);
    clearTimeout(entry.expiry);
    return true;
  };

  const end = (process: QoderProcess, cause: DeathCause): Promise<unknown> => {
    // One that is dead already died of something else.
    if (process.isAlive() && !causes.has(process)) causes.set(process, cause);
    return process.kill();
  };

  const discard = (entry: Waiting): void => {
    if (remove(entry)) void end(entry.process, 'killed_idle');
  };

  const leaseOf = (process: QoderProcess): Lease => {
    busy += 1;
    let released = false;
    return {
      process,
      release(cause) {
        if (released) return;
        released = true;
        busy -= 1;
        void end(process, cause);
      },
    };
  };

  const expire = (entry: Waiting): void => {
    entry.stale = true;
    // The replacement boots first where there is room for both, and a need.
    if (isFull() || fresh() >= target.size()) discard(entry);
    refill();
  };

  const gone = (process: QoderProcess, exit: ProcessExit): void => {
    alive.delete(process);
    const cause = causes.get(process);
    causes.delete(process);
    const entry = waiting.find((candidate) => candidate.process === process);
    if (entry !== undefined && remove(entry)) {
      log.warn({ pid: process.pid, ...exit }, 'qodercli died while it waited');
      pauseBoots(IDLE_DEATH_PAUSE_MS);
    }
    options.onDeath(cause ?? (entry === undefined ? 'crashed' : 'crashed_idle'));
    refill();
  };

  const booted = (warm: WarmProcess): void => {
    const { process } = warm;
    if (closing.signal.aborted) {
      void process.kill();
      return;
    }
    log.info({ pid: process.pid, bootMs: warm.bootMs }, 'qodercli is warm');
    backoff.succeeded();
    target.booted(warm.bootMs);
    alive.add(process);
    void process.exited.then(guard(log, 'process exited', (exit: ProcessExit) => gone(process, exit)));
    options.onBooted(warm);
    const [waiter] = waiters;
    if (waiter !== undefined) {
      waiters.delete(waiter);
      waiter.resolve(leaseOf(process));
      return;
    }
    const entry: Waiting = {
      process,
      stale: false,
      expiry: setTimeout(
        guard(log, 'process expiry', () => expire(entry)),
        options.warmLifeMs,
      ),
    };
    entry.expiry.unref();
    waiting.push(entry);
    for (const old of waiting.filter((candidate) => candidate.stale)) discard(old);
  };

  const bootFailed = (error: unknown, number: number): void => {
    if (closing.signal.aborted) return;
    const failure = asFailure(error);
    const { kind, message, cause, shortage } = failure;
    const backoffMs = backoff.failed(kind === 'unavailable');
    const pauseMs = shortage === 'at start' ? Math.min(backoffMs, SHORTAGE_RETRY_MS) : backoffMs;
    log.error(
      { kind, reason: message, cause, failures: backoff.failures(), nextBootInMs: pauseMs },
      'qodercli did not boot',
    );
    options.onBootFailed(failure);
    if (pauseMs === 0) return;
    // A shortage may be over with the next request, which is not told of the last one but tries.
    pauseBoots(pauseMs, shortage === undefined ? failure : undefined);
    for (const waiter of waiters) {
      // Nor of one that hit a boot that had begun before it came.
      if (shortage !== undefined && number <= waiter.since) continue;
      waiters.delete(waiter);
      waiter.reject(failure);
    }
  };

  return {
    start: refill,
    target: target.size,
    size: () => ({ booting: boots.size, warm: waiting.length, busy }),
    hasRoom: () => {
      const missing = Math.max(0, options.warmProcesses - fresh() - boots.size);
      return alive.size + boots.size + missing <= options.maxProcesses;
    },
    peek: () => waiting.find((entry) => entry.process.isAlive())?.process,
    flush: () => {
      for (const entry of [...waiting]) discard(entry);
    },
    async acquire(signal) {
      signal.throwIfAborted();
      closing.signal.throwIfAborted();
      target.asked();
      const entry = waiting.find((candidate) => !candidate.stale) ?? waiting[0];
      if (entry !== undefined && remove(entry)) {
        setTimeout(guard(log, 'refill', refill), REFILL_DELAY_MS).unref();
        return leaseOf(entry.process);
      }
      // Boots are held back: waiting for the next one would be a hang with the same end.
      if (pause?.failure !== undefined) throw pause.failure;
      return new Promise<Lease>((resolve, reject) => {
        const leave = (): void => {
          waiters.delete(waiter);
          reject(signal.reason);
        };
        const settle = (): void => signal.removeEventListener('abort', leave);
        const waiter: Waiter = {
          since: started,
          resolve: (lease) => {
            settle();
            resolve(lease);
          },
          reject: (error) => {
            settle();
            reject(error);
          },
        };
        waiters.add(waiter);
        signal.addEventListener('abort', leave, { once: true });
        refill();
      });
    },
    async close() {
      const failure = new QoderFailure('shutting_down', 'The server is shutting down.');
      closing.abort(failure);
      clearTimeout(pause?.timer);
      for (const waiter of waiters) waiter.reject(failure);
      waiters.clear();
      for (const entry of [...waiting]) remove(entry);
      await Promise.all([...[...alive].map((process) => end(process, 'shutdown')), ...boots]);
    },
  };
}
