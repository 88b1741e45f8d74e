import { createParser } from 'eventsource-parser';
import { checkStream } from './contract.ts';

// biome-ignore lint/suspicious/noExplicitAny: chunks have been validated against the contract
type Chunk = any;

export interface StreamRecord {
  readonly chunks: readonly Chunk[];
  /** When each chunk came, in milliseconds since the first was awaited. */
  readonly arrivals: readonly number[];
  readonly comments: readonly string[];
  /** Chunks without news, which are not among the others. */
  readonly silences: number;
  /** The error frame, if one came. */
  readonly error: Chunk | undefined;
  readonly done: boolean;
  /** All text deltas, joined. */
  readonly text: string;
  readonly reasoning: string;
  readonly finishReason: string | null;
  readonly headers: Headers;
}

/** All of a body, also of one that is cut: a stream that failed. */
export async function readText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const bytes of response.body ?? []) text += decoder.decode(bytes, { stream: true });
  } catch {
    // What came is what there is.
  }
  return text;
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
  let silences = 0;
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
      // A machine that does much else may be slower than what keeps a stream alive.
      if (chunks.length > 0 && isSilence(chunk)) {
        silences += 1;
        return;
      }
      chunks.push(chunk);
      arrivals.push(performance.now() - startedAt);
      left ||= onChunk(chunk) === true;
    },
  });
  const decoder = new TextDecoder();
  if (response.body === null) throw new Error('the stream has no body');
  let isCut = false;
  try {
    for await (const bytes of response.body) {
      parser.feed(decoder.decode(bytes, { stream: true }));
      if (left) break;
    }
  } catch (cause) {
    if (error === undefined) throw cause;
    isCut = true;
  }
  // Clients that skip the frame would take it for a whole answer.
  if (error !== undefined && !isCut) throw new Error('a stream that failed ended like a whole one');
  const choices = chunks.flatMap((chunk) => chunk.choices);
  return {
    chunks,
    arrivals,
    comments,
    silences,
    error,
    done,
    text: choices.map((choice) => choice.delta?.content ?? choice.text ?? '').join(''),
    reasoning: choices.map((choice) => choice.delta?.reasoning_content ?? '').join(''),
    finishReason: choices.findLast((choice) => choice.finish_reason !== null)?.finish_reason ?? null,
    headers: response.headers,
  };
}

function isSilence({ choices }: Chunk): boolean {
  const [choice] = choices;
  if (choice === undefined || choice.finish_reason !== null) return false;
  return choice.delta === undefined ? choice.text === '' : Object.keys(choice.delta).length === 0;
}
