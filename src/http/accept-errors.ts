import type { Log } from '../observability/log.ts';

/** One line in so many milliseconds: without descriptors, each attempt to connect is an error. */
const PAUSE_MS = 10_000;

/**
 * Hears of connections that could not be accepted, for want of descriptors or memory. The server goes on listening.
 * @param elapsed milliseconds of a clock that never goes back.
 */
export function createAcceptErrorReport(
  log: Pick<Log, 'error'>,
  elapsed: () => number = () => performance.now(),
): (error: Error) => void {
  let reportedAt = Number.NEGATIVE_INFINITY;
  let unreported = 0;
  return (error) => {
    unreported += 1;
    if (elapsed() - reportedAt < PAUSE_MS) return;
    log.error({ err: error, count: unreported }, 'connections could not be accepted');
    reportedAt = elapsed();
    unreported = 0;
  };
}
