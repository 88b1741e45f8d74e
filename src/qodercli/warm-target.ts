export interface WarmTargetOptions {
  /** Processes that wait however quiet it is. */
  readonly least: number;
  /** Processes that wait however busy it is. */
  readonly most: number;
  /** How long a rush is remembered, in milliseconds. */
  readonly memoryMs: number;
  /** Milliseconds of a clock that never jumps. */
  readonly elapsed: () => number;
}

export interface WarmTarget {
  /** A conversation asked for a process. */
  readonly asked: () => void;
  /** A process took so many milliseconds to boot. */
  readonly booted: (bootMs: number) => void;
  /** How many processes should wait now. */
  readonly size: () => number;
}

interface Rush {
  readonly at: number;
  readonly size: number;
}

/**
 * How many processes should wait, from what was asked of late. One that is taken is replaced after a boot, so
 * that all who ask within the time of a boot live on what waits already: the target is the largest number that
 * did so within the memory. Boots that crowd a machine take longer, and so count more.
 */
export function createWarmTarget({ least, most, memoryMs, elapsed }: WarmTargetOptions): WarmTarget {
  let bootMs = 0;
  /** When the last `most` asked: more of them than may wait make no difference. */
  let asked: number[] = [];
  /** Each is larger than all that came after it, so that the first is the largest, and at most `most` are kept. */
  let rushes: Rush[] = [];

  return {
    asked() {
      if (most <= least) return;
      const at = elapsed();
      asked = [...asked.filter((time) => at - time < bootMs), at].slice(-most);
      const size = asked.length;
      rushes = [...rushes.filter((rush) => rush.size > size), { at, size }];
    },
    booted(milliseconds) {
      // The mean of some: a single slow boot is no rush.
      bootMs = bootMs === 0 ? milliseconds : bootMs + (milliseconds - bootMs) / 4;
    },
    size() {
      const now = elapsed();
      rushes = rushes.filter(({ at }) => now - at < memoryMs);
      return Math.max(least, rushes[0]?.size ?? 0);
    },
  };
}
