const FIRST_MS = 30_000;
const LONGEST_MS = 120_000;

/** How long a process may boot before it is killed. */
export interface BootLimit {
  /** In milliseconds. */
  readonly current: () => number;
  /** A boot was killed by the limit. */
  readonly exceeded: () => void;
  /** @param milliseconds what a boot took that succeeded. */
  readonly met: (milliseconds: number) => void;
}

/**
 * On a slow or busy machine a boot can take longer than any limit that is good elsewhere, and would be killed for ever.
 * So the limit doubles after each boot that it ended, and falls back once a boot needs no more than the first limit.
 * @param fixedMs what the operator has set: then it stays that.
 */
export function createBootLimit(fixedMs: number | undefined): BootLimit {
  let limitMs = fixedMs ?? FIRST_MS;
  return {
    current: () => limitMs,
    exceeded() {
      if (fixedMs === undefined) limitMs = Math.min(2 * limitMs, LONGEST_MS);
    },
    met(milliseconds) {
      if (fixedMs === undefined && milliseconds <= FIRST_MS) limitMs = FIRST_MS;
    },
  };
}

/** The longest that a boot may take, whatever came before. */
export function longestBootMs(fixedMs: number | undefined): number {
  return fixedMs ?? LONGEST_MS;
}
