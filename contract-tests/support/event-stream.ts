import { createParser } from 'eventsource-parser';
import { checkStream } from './contract.ts';

// biome-ignore lint/suspicious/noExplicitAny: chunks have been validated against the contract
type Chunk = any;

export interface StreamRecord {
  readonly chunks: readonly Chunk[];
  /** When each chunk came, in milliseconds since the first was awaited. */
  readonly arrivals: readonly number[];
  readonly comments: readonly string[];
  /** The error frame, if one came. */
  readonly error: Chunk | undefined;
  readonly done: boolean;
  /** All text deltas, joined. */
  readonly text: string;
  readonly reasoning: string;
  readonly finishReason: string | null;
  readonly headers: Headers;
}

/** Reads a stream to its end, each chunk validated. `onChunk` may leave early by returning true. */
export async function readStream(
  operationId: string,
  pending: Response | Promise<Response>,
  onChunk: (chunk: Chunk) => boolean | undefined = () => false,
): Promise<StreamRecord> {
  const response = await pending;
  if (response.headers.get('content-type') !== 'text/event-stream; charset=utf-8') {
    throw new Error(`no stream but ${response.status}: ${await response.text()}`);
  }
  const check = checkStream(operationId, response);
  const startedAt = performance.now();
  const chunks: Chunk[] = [];
  const arrivals: number[] = [];
  const comments: string[] = [];
  let error: Chunk | undefined;
  let done = false;
  let left = false;
  const parser = createParser({
    onComment: (comment) => comments.push(comment),
    onEvent: ({ data, event }) => {
      if (event !== undefined) throw new Error(`an event line came: ${event}`);
      if (done || error !== undefined) throw new Error(`data came after the end: ${data}`);
      if (data === '[DONE]') {
        done = true;
        return;
      }
      const chunk = JSON.parse(data);
      if ('error' in chunk) {
        error = chunk.error;
        return;
      }
      check(chunk);
      chunks.push(chunk);
      arrivals.push(performance.now() - startedAt);
      left ||= onChunk(chunk) === true;
    },
  });
  const decoder = new TextDecoder();
  if (response.body === null) throw new Error('the stream has no body');
  for await (const bytes of response.body) {
    parser.feed(decoder.decode(bytes, { stream: true }));
    if (left) break;
  }
  const choices = chunks.flatMap((chunk) => chunk.choices);
  return {
    chunks,
    arrivals,
    comments,
    error,
    done,
    text: choices.map((choice) => choice.delta?.content ?? choice.text ?? '').join(''),
    reasoning: choices.map((choice) => choice.delta?.reasoning_content ?? '').join(''),
    finishReason: choices.findLast((choice) => choice.finish_reason !== null)?.finish_reason ?? null,
    headers: response.headers,
  };
}
