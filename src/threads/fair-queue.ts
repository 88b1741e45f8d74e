/** Which tasks of whom run next. */
export interface FairQueue {
  /**
   * Runs a task when its turn comes.
   * @param isCostly it may take long: one slot is always left to those that are not.
   * @throws QueueFull when too many wait, or for too long; the signal's reason when it aborts before the task began.
   */
  readonly run: <T>(
    task: () => Promise<T>,
    owner: string,
    isCostly: boolean,
    signal?: AbortSignal,
  ) => Promise<T>;
  /** Those that wait fail; no others are taken. */
  readonly close: () => void;
}

export class QueueFull extends Error {
  override readonly name = 'QueueFull';
}

interface Limits {
  /** At least 2. */
  readonly slots: number;
  readonly waiting: number;
  readonly waitingPerOwner: number;
  readonly waitMs: number;
}

interface Waiting {
  readonly owner: string;
  readonly isCostly: boolean;
  readonly start: () => void;
  readonly fail: (error: unknown) => void;
}

/** Whoever has used the least time lately goes first. */
export function createFairQueue(limits: Limits): FairQueue {
  const waiting = new Set<Waiting>();
  /** Milliseconds that each owner has used; forgotten when nobody waits and nothing runs. */
  const used = new Map<string, number>();
  let running = 0;
  let costly = 0;
  let closed = false;

  const next = (): Waiting | undefined => {
    let best: Waiting | undefined;
    for (const candidate of waiting) {
      if (candidate.isCostly && costly >= limits.slots - 1) continue;
      if (best === undefined || (used.get(candidate.owner) ?? 0) < (used.get(best.owner) ?? 0))
        best = candidate;
    }
    return best;
  };

  const startNext = (): void => {
    while (running < limits.slots) {
      const chosen = next();
      if (chosen === undefined) break;
      waiting.delete(chosen);
      running += 1;
      if (chosen.isCostly) costly += 1;
      chosen.start();
    }
    if (running === 0 && waiting.size === 0) used.clear();
  };

  const ended = (owner: string, isCostly: boolean, startedAt: number): void => {
    running -= 1;
    if (isCostly) costly -= 1;
    used.set(owner, (used.get(owner) ?? 0) + performance.now() - startedAt);
    startNext();
  };

  const turn = (owner: string, isCostly: boolean, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const settle = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
        waiting.delete(entry);
      };
      const entry: Waiting = {
        owner,
        isCostly,
        start: () => {
          settle();
          resolve();
        },
        fail: (error) => {
          settle();
          reject(error);
        },
      };
      const onAbort = (): void => entry.fail(signal?.reason);
      const timer = setTimeout(() => entry.fail(new QueueFull('it waited too long')), limits.waitMs);
      signal?.addEventListener('abort', onAbort, { once: true });
      waiting.add(entry);
      startNext();
    });

  return {
    async run(task, owner, isCostly, signal) {
      signal?.throwIfAborted();
      const own = [...waiting].filter((entry) => entry.owner === owner).length;
      if (closed || waiting.size >= limits.waiting || own >= limits.waitingPerOwner) {
        throw new QueueFull('too many wait');
      }
      await turn(owner, isCostly, signal);
      const startedAt = performance.now();
      try {
        return await task();
      } finally {
        ended(owner, isCostly, startedAt);
      }
    },
    close() {
      closed = true;
      for (const entry of waiting) entry.fail(new QueueFull('the server is stopping'));
    },
  };
}
