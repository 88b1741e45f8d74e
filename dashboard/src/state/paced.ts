export interface Paced {
  /** Runs now, or as soon as the pace allows; asking again before that adds nothing. */
  ask(): void;
  stop(): void;
}

/** Starts `run` at most once in `everyMs`, and never twice at a time. The last ask is never lost. */
export function paced(run: () => Promise<void>, everyMs: number): Paced {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let busy = false;
  let again = false;
  let last = Number.NEGATIVE_INFINITY;
  let stopped = false;

  const start = async (): Promise<void> => {
    timer = undefined;
    busy = true;
    again = false;
    last = performance.now();
    try {
      await run();
    } finally {
      busy = false;
      if (again && !stopped) plan();
    }
  };

  const plan = (): void => {
    if (timer !== undefined) return;
    const wait = last + everyMs - performance.now();
    if (wait <= 0) void start();
    else timer = setTimeout(() => void start(), wait);
  };

  return {
    ask() {
      if (stopped) return;
      if (busy) again = true;
      else plan();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
