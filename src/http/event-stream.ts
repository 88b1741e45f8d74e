import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { ApiError } from '../errors.ts';

export interface EventStreamTimes {
  /** How long the status waits for the first frame, in milliseconds: an error before it gets its true status. */
  readonly patienceMs: number;
  /** Longest silence of an open stream before a comment keeps it alive, in milliseconds. */
  readonly keepAliveMs: number;
}

/** What a stream does when it fails after its first frame. */
export interface StreamFailures {
  /** Called with everything that is thrown, before the frame is made. */
  readonly report: (error: ApiError | Error) => void;
  /** The last frame: it tells the client. */
  readonly frame: (error: ApiError) => string;
  /** Called once all frames are written: it keeps the response from ending like a whole one. Absent where the frame says enough. */
  readonly cut?: (() => void) | undefined;
}

/**
 * Between the last frame and the cut, in milliseconds. Readers that are a little behind would lose the frame: an error of the
 * connection discards what fetch has received and not yet handed out.
 */
const CUT_DELAY_MS = 250;

/** Not `: ping`: Continue takes that for the end of a batch. */
const COMMENT = ': keep-alive\n\n';
const QUIET = Symbol('quiet');

/** No transformation, no buffering: a proxy or a compressor would hold back what is meant to be seen at once. */
export const EVENT_STREAM_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  'content-encoding': 'identity',
  'x-accel-buffering': 'no',
} as const;

/**
 * Opens a server-sent event stream over frames, each a whole number of events; silence is filled with frames that say nothing.
 * Rejects with what the frames throw before the first of them; a later failure becomes an error frame, after
 * which the stream ends without `[DONE]`, cut where the dialect needs that.
 */
export async function openEventStream(
  source: AsyncIterable<string>,
  times: EventStreamTimes,
  failures: StreamFailures,
  sayNothing: () => string = () => COMMENT,
): Promise<Readable> {
  const iterator = source[Symbol.asyncIterator]();
  const first = iterator.next();
  const patience = createPatience(times.patienceMs);
  const isSilent = (await patience.wait(first).finally(patience.end)) === QUIET;
  let hasFailed = false;
  const onFailure = (error: ApiError | Error): void => {
    hasFailed = true;
    failures.report(error);
  };
  const frames = keepAlive(iterator, first, {
    isSilent,
    keepAliveMs: times.keepAliveMs,
    sayNothing,
    ...failures,
    report: onFailure,
  });
  const stream = Readable.from(frames, { objectMode: false });
  // Before what pipes the stream, which ends the response at this event.
  stream.once('end', () => {
    if (hasFailed) failures.cut?.();
  });
  // A generator that was never begun, as for HEAD or a client that is gone already, does not end what it reads.
  stream.once('close', () => {
    iterator.return?.().catch(() => undefined);
  });
  return stream;
}

interface OpenStream extends StreamFailures {
  readonly isSilent: boolean;
  readonly keepAliveMs: number;
  readonly sayNothing: () => string;
}

async function* keepAlive(
  iterator: AsyncIterator<string>,
  first: Promise<IteratorResult<string>>,
  { isSilent, keepAliveMs, sayNothing, report, frame, cut }: OpenStream,
): AsyncGenerator<string> {
  const patience = createPatience(keepAliveMs);
  let next = first;
  try {
    // The head goes out with the first bytes: a client that waits for it sees a sign of life.
    if (isSilent) yield sayNothing();
    for (;;) {
      const result = await patience.wait(next);
      if (result === QUIET) {
        yield sayNothing();
        continue;
      }
      if (result.done === true) return;
      yield result.value;
      next = iterator.next();
    }
  } catch (error) {
    if (error instanceof ApiError && error.error === 'client_closed_request') return;
    report(error instanceof Error ? error : new Error(String(error)));
    yield frame(
      error instanceof ApiError
        ? error
        : new ApiError('internal_error', 'The server had an error while processing the request.'),
    );
    if (cut !== undefined) await delay(CUT_DELAY_MS);
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
