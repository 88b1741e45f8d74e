import { createParser } from 'eventsource-parser';
import { ApiProblem, problemOf, UNREACHABLE } from './client.ts';
import type { ChatChunk } from './types.ts';

/** How a dialect's answers become chat's chunks, which the playground is made of. */
export interface AnswerFormat {
  /** Of the operation within the session. */
  readonly path: string;
  readonly chunkOfWhole: (whole: unknown) => ChatChunk;
  /**
   * Made anew for each stream; called with the value of each event but errors, or with `DONE`.
   * @returns what the event shows, if anything, and 'end' behind the last of a stream that is whole.
   */
  readonly createReader: () => (event: unknown) => readonly (ChatChunk | 'end')[];
}

/** What the headers of an answer tell, before its first token. */
export interface AnswerOpening {
  readonly requestId: string | undefined;
  /** The Qoder model that the name asked for stands for. */
  readonly model: string | undefined;
  /** Known of whole answers only. */
  readonly credits: number | undefined;
}

export type AnswerEvent =
  | { readonly type: 'opening'; readonly opening: AnswerOpening }
  | { readonly type: 'chunk'; readonly chunk: ChatChunk };

export const BROKE_OFF = 'The answer broke off.';
/** What ends the streams of OpenAI's older dialects: all that is no JSON. */
export const DONE = '[DONE]';

/**
 * Sends a conversation and yields the answer's chunks; a whole answer becomes one chunk. Rejects with
 * ApiProblem, and with the signal's own AbortError when the reader has had enough.
 */
export async function* streamAnswer(
  format: AnswerFormat,
  body: object,
  signal: AbortSignal,
): AsyncGenerator<AnswerEvent, void> {
  const response = await post(format.path, body, signal);
  if (!response.ok) throw await problemOf(response);
  yield { type: 'opening', opening: openingOf(response.headers) };
  if (response.headers.get('content-type')?.includes('text/event-stream')) {
    yield* chunksOf(format, response, signal);
  } else yield { type: 'chunk', chunk: format.chunkOfWhole(await wholeOf(response, signal)) };
}

async function post(path: string, body: object, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(`${location.origin}${path}`, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal,
    });
  } catch (error) {
    throw signal.aborted ? error : new ApiProblem(0, UNREACHABLE, null);
  }
}

function openingOf(headers: Headers): AnswerOpening {
  const credits = headers.get('x-qoder-credits');
  return {
    requestId: headers.get('x-request-id') ?? undefined,
    model: headers.get('x-qoder-model') ?? undefined,
    credits: credits === null || !Number.isFinite(Number(credits)) ? undefined : Number(credits),
  };
}

async function wholeOf(response: Response, signal: AbortSignal): Promise<unknown> {
  try {
    return (await response.json()) as unknown;
  } catch (error) {
    throw signal.aborted ? error : new ApiProblem(response.status, BROKE_OFF, null);
  }
}

async function* chunksOf(
  format: AnswerFormat,
  response: Response,
  signal: AbortSignal,
): AsyncGenerator<AnswerEvent, void> {
  const reader = response.body?.getReader();
  if (reader === undefined) throw new ApiProblem(response.status, BROKE_OFF, null);
  const read = format.createReader();
  const frames: string[] = [];
  const parser = createParser({ onEvent: ({ data }) => frames.push(data) });
  const decoder = new TextDecoder();
  // Whatever stands between the network and this reader: after Stop, no read waits any longer.
  const cancel = (): void => void reader.cancel().catch(() => undefined);
  signal.addEventListener('abort', cancel);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      signal.throwIfAborted();
      // At the end, the blank line that closes the last frame may be missing.
      parser.feed(done ? `${decoder.decode()}\n\n` : decoder.decode(value, { stream: true }));
      for (const frame of frames.splice(0)) {
        for (const piece of read(eventIn(frame, response.status))) {
          if (piece === 'end') return;
          yield { type: 'chunk', chunk: piece };
        }
      }
      if (done) throw new ApiProblem(response.status, BROKE_OFF, null);
    }
  } catch (error) {
    if (signal.aborted || error instanceof ApiProblem) throw error;
    throw new ApiProblem(response.status, BROKE_OFF, null);
  } finally {
    signal.removeEventListener('abort', cancel);
    cancel();
  }
}

/** @throws ApiProblem in the way in which most dialects tell the playground of errors. */
function eventIn(frame: string, status: number): unknown {
  if (frame === DONE) return DONE;
  let value: unknown;
  try {
    value = JSON.parse(frame);
  } catch {
    throw new ApiProblem(status, 'The server sent a piece that is not JSON.', null);
  }
  const error = (value as { error?: { message?: unknown; code?: unknown } | null } | null)?.error;
  if (error === undefined || error === null) return value;
  const message = typeof error.message === 'string' ? error.message : BROKE_OFF;
  throw new ApiProblem(status, message, typeof error.code === 'string' ? error.code : null);
}
