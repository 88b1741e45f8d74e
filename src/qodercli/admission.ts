import { QoderFailure } from './failure.ts';

export interface Admission {
  /**
   * Waits for a slot, first come first served. Resolves with the function that gives the slot back (idempotent).
   * Rejects with QoderFailure `queue_full` or `queue_timeout`, or with `signal.reason` when the caller leaves.
   */
  readonly enter: (signal: AbortSignal) => Promise<() => void>;
  /** From now on nobody waits: who does, and who would have to, gets QoderFailure `shutting_down`. */
  readonly close: () => void;
  readonly running: () => number;
  readonly queued: () => number;
}

export interface AdmissionLimits {
  readonly maxConcurrency: number;
  readonly queueSize: number;
  readonly queueTimeoutMs: number;
}

/** A turn takes some seconds: a client that comes back then has a fair chance. */
const RETRY_AFTER_MS = 5_000;

interface Waiter {
  readonly admit: () => void;
  readonly refuse: (failure: QoderFailure) => void;
}

export function createAdmission(limits: AdmissionLimits): Admission {
  let running = 0;
  const waiters = new Set<Waiter>();
  let closed: QoderFailure | undefined;

  const releaseOnce = (): (() => void) => {
    let released = false;
    return () => {
      if (released) return;
      released = true;
      running -= 1;
      const [next] = waiters;
      next?.admit();
    };
  };

  return {
    running: () => running,
    queued: () => waiters.size,
    close() {
      closed = new QoderFailure('shutting_down', 'The server is shutting down.');
      for (const waiter of waiters) waiter.refuse(closed);
    },
    enter(signal) {
      if (signal.aborted) return Promise.reject(signal.reason);
      if (running < limits.maxConcurrency) {
        running += 1;
        return Promise.resolve(releaseOnce());
      }
      if (closed !== undefined) return Promise.reject(closed);
      if (waiters.size >= limits.queueSize) {
        const message = `The server is busy: ${running} running and ${waiters.size} waiting, as many as it allows.`;
        return Promise.reject(new QoderFailure('queue_full', message, { retryAfterMs: RETRY_AFTER_MS }));
      }
      return new Promise((resolve, reject) => {
        const leave = (): void => {
          waiters.delete(waiter);
          clearTimeout(timer);
          signal.removeEventListener('abort', onAbort);
        };
        const onAbort = (): void => {
          leave();
          reject(signal.reason);
        };
        const waiter: Waiter = {
          admit() {
            leave();
            running += 1;
            resolve(releaseOnce());
          },
          refuse(failure) {
            leave();
            reject(failure);
          },
        };
        const timer = setTimeout(() => {
          leave();
          const message = `The server is busy: no turn could start within ${limits.queueTimeoutMs} ms.`;
          reject(new QoderFailure('queue_timeout', message, { retryAfterMs: RETRY_AFTER_MS }));
        }, limits.queueTimeoutMs);
        waiters.add(waiter);
        signal.addEventListener('abort', onAbort, { once: true });
      });
    },
  };
}
