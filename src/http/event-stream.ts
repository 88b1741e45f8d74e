import { Readable } from 'node:stream';
import { ApiError } from '../errors.ts';

export interface EventStreamTimes {
  /** How long the status waits for the first frame, in milliseconds: an error before it gets its true status. */
  readonly patienceMs: number;
  /** Longest silence of an open stream before a comment keeps it alive, in milliseconds. */
  readonly keepAliveMs: number;
}

/** Not `: ping`: Continue takes that for the end of a batch. */
const KEEP_ALIVE = ': keep-alive\n\n';
const QUIET = Symbol('quiet');

/** No transformation, no buffering: a proxy or a compressor would hold back what is meant to be seen at once. */
export const EVENT_STREAM_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  'content-encoding': 'identity',
  'x-accel-buffering': 'no',
} as const;

/**
 * Opens a server-sent event stream over frames, each a whole number of events.
 * Rejects with what the frames throw before the first of them; a later failure becomes an error frame, after
 * which the stream ends without `[DONE]`.
 */
export async function openEventStream(
  frames: AsyncIterable<string>,
  times: EventStreamTimes,
  failed: (error: ApiError) => string,
): Promise<Readable> {
  const iterator = frames[Symbol.asyncIterator]();
  const first = iterator.next();
  const patience = createPatience(times.patienceMs);
  const isSilent = (await patience.wait(first).finally(patience.end)) === QUIET;
  const stream = Readable.from(keepAlive(iterator, first, isSilent, times, failed), { objectMode: false });
  // A generator that was never begun, as for HEAD or a client that is gone already, does not end what it reads.
  stream.once('close', () => {
    iterator.return?.().catch(() => undefined);
  });
  return stream;
}

async function* keepAlive(
  iterator: AsyncIterator<string>,
  first: Promise<IteratorResult<string>>,
  isSilent: boolean,
  times: EventStreamTimes,
  failed: (error: ApiError) => string,
): AsyncGenerator<string> {
  const patience = createPatience(times.keepAliveMs);
  let next = first;
  try {
    // The head goes out with the first bytes: a client that waits for it sees a sign of life.
    if (isSilent) yield KEEP_ALIVE;
    for (;;) {
      const result = await patience.wait(next);
      if (result === QUIET) {
        yield KEEP_ALIVE;
        continue;
      }
      if (result.done === true) return;
      yield result.value;
      next = iterator.next();
    }
  } catch (error) {
    const known = error instanceof ApiError ? error : undefined;
    if (known?.error === 'client_closed_request') return;
    const shown =
      known ?? new ApiError('internal_error', 'The server had an error while processing the request.');
    yield failed(shown);
    // The access log tells of it; an unknown error is a defect and must not be lost.
    if (known === undefined) throw error;
  } finally {
    patience.end();
    await iterator.return?.();
  }
}

interface Patience {
  /** What the promise brings, or `QUIET` when it has not come in time. One wait at a time. */
  readonly wait: <T>(promise: Promise<T>) => Promise<T | typeof QUIET>;
  readonly end: () => void;
}

/** One timer for all the waits of a stream: a frame may come with every token. */
function createPatience(milliseconds: number): Patience {
  let giveUp = (): void => undefined;
  const timer = setTimeout(() => giveUp(), milliseconds);
  return {
    wait: (promise) => {
      timer.refresh();
      return new Promise((resolve, reject) => {
        giveUp = () => resolve(QUIET);
        promise.then(resolve, reject);
      });
    },
    end: () => clearTimeout(timer),
  };
}
