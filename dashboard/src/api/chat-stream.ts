import { createParser } from 'eventsource-parser';
import type { paths } from '../../../generated/openapi.ts';
import { ApiProblem, problemOf, UNREACHABLE } from './client.ts';
import type { ChatChunk, ChatRequest } from './types.ts';

type Answers = paths['/dashboard/api/chat/completions']['post']['responses'][200]['content'];
type Completion = Answers['application/json'];

/** What the headers of an answer tell, before its first token. */
export interface ChatOpening {
  readonly requestId: string | undefined;
  /** The Qoder model that the name asked for stands for. */
  readonly model: string | undefined;
  /** Known of whole answers only. */
  readonly credits: number | undefined;
}

export type ChatEvent =
  | { readonly type: 'opening'; readonly opening: ChatOpening }
  | { readonly type: 'chunk'; readonly chunk: ChatChunk };

const PATH = '/dashboard/api/chat/completions';
export const BROKE_OFF = 'The answer broke off.';

/**
 * Sends a conversation and yields the answer's chunks; a whole answer becomes one chunk. Rejects with
 * ApiProblem, and with the signal's own AbortError when the reader has had enough.
 */
export async function* streamChat(body: ChatRequest, signal: AbortSignal): AsyncGenerator<ChatEvent, void> {
  const response = await post(body, signal);
  if (!response.ok) throw await problemOf(response);
  yield { type: 'opening', opening: openingOf(response.headers) };
  if (response.headers.get('content-type')?.includes('text/event-stream')) yield* chunksOf(response, signal);
  else yield { type: 'chunk', chunk: chunkOfWhole(await wholeOf(response, signal)) };
}

async function post(body: ChatRequest, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(`${location.origin}${PATH}`, {
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

function openingOf(headers: Headers): ChatOpening {
  const credits = headers.get('x-qoder-credits');
  return {
    requestId: headers.get('x-request-id') ?? undefined,
    model: headers.get('x-qoder-model') ?? undefined,
    credits: credits === null || !Number.isFinite(Number(credits)) ? undefined : Number(credits),
  };
}

async function wholeOf(response: Response, signal: AbortSignal): Promise<Completion> {
  try {
    return (await response.json()) as Completion;
  } catch (error) {
    throw signal.aborted ? error : new ApiProblem(response.status, BROKE_OFF, null);
  }
}

async function* chunksOf(response: Response, signal: AbortSignal): AsyncGenerator<ChatEvent, void> {
  const reader = response.body?.getReader();
  if (reader === undefined) throw new ApiProblem(response.status, BROKE_OFF, null);
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
        if (frame === '[DONE]') return;
        yield { type: 'chunk', chunk: chunkOf(frame, response.status) };
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

function chunkOf(frame: string, status: number): ChatChunk {
  let value: unknown;
  try {
    value = JSON.parse(frame);
  } catch {
    throw new ApiProblem(status, 'The server sent a piece that is not JSON.', null);
  }
  const error = (value as { error?: { message?: unknown; code?: unknown } | null } | null)?.error;
  if (error !== undefined && error !== null) {
    const message = typeof error.message === 'string' ? error.message : BROKE_OFF;
    throw new ApiProblem(status, message, typeof error.code === 'string' ? error.code : null);
  }
  return value as ChatChunk;
}

/** So that streamed and whole answers take the same way from here. */
function chunkOfWhole(whole: Completion): ChatChunk {
  const { choices, ...rest } = whole;
  return {
    ...rest,
    object: 'chat.completion.chunk',
    choices: choices.map(({ message, finish_reason }) => {
      const { tool_calls, reasoning_content, function_call } = message;
      return {
        index: 0,
        logprobs: null,
        finish_reason,
        delta: {
          content: message.content,
          refusal: message.refusal,
          ...(reasoning_content === undefined ? {} : { reasoning_content }),
          ...(function_call === undefined ? {} : { function_call }),
          ...(tool_calls === undefined
            ? {}
            : { tool_calls: tool_calls.map((call, index) => ({ index, ...call })) }),
        },
      };
    }),
  };
}
