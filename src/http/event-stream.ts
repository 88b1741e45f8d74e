import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { ApiError } from '../errors.ts';

export interface EventStreamTimes {
  /** How long the status waits for the first frame, in milliseconds: an error before it gets its true status. */
  readonly patienceMs: number;
  /** Longest silence of an open stream before a comment keeps it alive, in milliseconds. */
  readonly keepAliveMs: number;
  /** How long a client may take nothing of what waits for it, in milliseconds, before it counts as gone. */
  readonly stallMs: number;
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
  const isSilent = (await withPatience(first, times.patienceMs)) === QUIET;
  const stream = Readable.from(keepAlive(iterator, first, isSilent, times, failed), { objectMode: false });
  // A generator that was never begun, as for HEAD or a client that is gone already, does not end what it reads.
  stream.once('close', () => {
    iterator.return?.().catch(() => undefined);
  });
  return stream;
}

/**
 * Hangs up on a client that stays connected but does not read: it would keep its turn, and the process of that,
 * for ever. A stream in which nothing happens has nothing that waits.
 */
export function hangUpWhenStalled(response: ServerResponse, { stallMs }: EventStreamTimes): void {
  response.setTimeout(stallMs, () => {
    if (response.writableLength > 0) response.destroy();
  });
}

async function* keepAlive(
  iterator: AsyncIterator<string>,
  first: Promise<IteratorResult<string>>,
  isSilent: boolean,
  times: EventStreamTimes,
  failed: (error: ApiError) => string,
): AsyncGenerator<string> {
  let next = first;
  try {
    // The head goes out with the first bytes: a client that waits for it sees a sign of life.
    if (isSilent) yield KEEP_ALIVE;
    for (;;) {
      const result = await withPatience(next, times.keepAliveMs);
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
    await iterator.return?.();
  }
}

async function withPatience<T>(promise: Promise<T>, milliseconds: number): Promise<T | typeof QUIET> {
  const ending = new AbortController();
  try {
    return await Promise.race([promise, delay(milliseconds, QUIET, { signal: ending.signal })]);
  } finally {
    ending.abort();
  }
}
