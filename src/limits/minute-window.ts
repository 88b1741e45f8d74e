const MINUTE_MS = 60_000;

/**
 * Counts what was taken within the last 60 seconds: no minute, wherever it begins, holds more than the limit.
 * A fixed window would let twice as many through around an edge.
 */
export interface MinuteWindow {
  /** Milliseconds until one more may be taken; 0 for now. */
  readonly waitMs: () => number;
  readonly take: () => void;
  readonly remaining: () => number;
  /** Milliseconds until the whole limit is free again. */
  readonly resetMs: () => number;
}

/** @param elapsed a clock of milliseconds that never goes back. */
export function createMinuteWindow(limit: number, elapsed: () => number): MinuteWindow {
  /** When each was taken, oldest first: never more than the limit. */
  let taken: number[] = [];

  const current = (): readonly number[] => {
    const since = elapsed() - MINUTE_MS;
    const first = taken.findIndex((at) => at > since);
    if (first !== 0) taken = first === -1 ? [] : taken.slice(first);
    return taken;
  };
  const untilForgotten = (at: number | undefined): number =>
    at === undefined ? 0 : at + MINUTE_MS - elapsed();

  return {
    waitMs: () => (current().length < limit ? 0 : untilForgotten(taken[0])),
    take: () => void taken.push(elapsed()),
    remaining: () => Math.max(0, limit - current().length),
    resetMs: () => untilForgotten(current().at(-1)),
  };
}
