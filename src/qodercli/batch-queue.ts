/**
 * Carries batches from a push source (a pipe) to one pull consumer (an HTTP response), with backpressure.
 * What one read brought stays one batch, so that one read of the pipe costs one write to the socket.
 */
export interface BatchQueue<T> extends AsyncIterable<readonly T[]> {
  readonly push: (batch: readonly T[]) => void;
  /** No more batches; those queued are still delivered. */
  readonly end: () => void;
  /** The consumer gets the queued batches, then `error`. */
  readonly fail: (error: unknown) => void;
  /** Queued batches are dropped and the consumer gets `error` at once. */
  readonly abort: (error: unknown) => void;
}

export interface Flow {
  /** Called with true when the consumer falls behind, with false when it has caught up. */
  readonly onCongestion: (congested: boolean) => void;
  readonly highWater: number;
}

export function createBatchQueue<T>(flow: Flow): BatchQueue<T> {
  let batches: (readonly T[])[] = [];
  let outcome: { readonly error?: unknown } | undefined;
  let congested = false;
  let wake: (() => void) | undefined;

  const finish = (result: { readonly error?: unknown }): void => {
    outcome ??= result;
    wake?.();
  };

  return {
    push(batch) {
      if (outcome !== undefined) return;
      batches.push(batch);
      if (!congested && batches.length >= flow.highWater) {
        congested = true;
        flow.onCongestion(true);
      }
      wake?.();
    },
    end: () => finish({}),
    fail: (error) => finish({ error }),
    abort(error) {
      batches = [];
      outcome = { error };
      wake?.();
    },
    async *[Symbol.asyncIterator]() {
      for (;;) {
        const batch = batches.shift();
        if (batch !== undefined) {
          if (congested && batches.length === 0) {
            congested = false;
            flow.onCongestion(false);
          }
          yield batch;
        } else if (outcome !== undefined) {
          if ('error' in outcome) throw outcome.error;
          return;
        } else {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
          wake = undefined;
        }
      }
    },
  };
}
