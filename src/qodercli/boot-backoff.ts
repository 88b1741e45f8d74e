const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;

/** How boots are held back while they keep failing. The first failure costs nothing: it may be bad luck. */
export interface BootBackoff {
  readonly succeeded: () => void;
  /** @returns how long to wait before the next boot, in milliseconds. */
  readonly failed: (repeatable: boolean) => number;
  readonly failures: () => number;
}

export function createBootBackoff(): BootBackoff {
  let failures = 0;
  return {
    failures: () => failures,
    succeeded: () => {
      failures = 0;
    },
    failed(repeatable) {
      failures += 1;
      // A login that was refused will be refused at once again.
      const exponent = repeatable ? failures - 2 : failures + 1;
      return exponent < 0 ? 0 : Math.min(FIRST_MS * 2 ** exponent, LONGEST_MS);
    },
  };
}
