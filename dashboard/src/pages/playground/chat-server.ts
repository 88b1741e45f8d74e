import { HttpResponse, http, type RequestHandler } from 'msw';
import type { ChatChunk, ChatRequest } from '../../api/types.ts';

type Delta = ChatChunk['choices'][number]['delta'];
type Finish = ChatChunk['choices'][number]['finish_reason'];

export interface ChatServer {
  readonly handler: RequestHandler;
  /** What was asked, in order. */
  readonly asked: ChatRequest[];
  say(delta: Delta): void;
  /** Ends the answer as the server does: a finish reason, the usage, [DONE]. */
  finish(reason?: Finish): void;
  /** Sends a frame as it is. */
  frame(text: string): void;
  /** Ends the stream, without [DONE]. */
  hangUp(): void;
}

const encoder = new TextEncoder();

function chunkOf(delta: Delta, finish: Finish = null): ChatChunk {
  const choice = { index: 0, delta, logprobs: null, finish_reason: finish };
  return { id: 'c', object: 'chat.completion.chunk', created: 1, model: 'auto', choices: [choice] };
}

/** A server whose answer a test gives piece by piece. */
export function chatServer(): ChatServer {
  const asked: ChatRequest[] = [];
  let stream: ReadableStreamDefaultController<Uint8Array> | undefined;
  const frame = (text: string): void => stream?.enqueue(encoder.encode(`data: ${text}\n\n`));

  const handler = http.post(`${location.origin}/dashboard/api/chat/completions`, async ({ request }) => {
    asked.push((await request.json()) as ChatRequest);
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        stream = controller;
      },
    });
    const headers = { 'content-type': 'text/event-stream', 'x-request-id': 'req_1', 'x-qoder-model': 'auto' };
    return new HttpResponse(body, { headers });
  });

  return {
    handler,
    asked,
    frame,
    say: (delta) => frame(JSON.stringify(chunkOf(delta))),
    finish(reason = 'stop') {
      frame(JSON.stringify(chunkOf({}, reason)));
      const usage = { prompt_tokens: 14, completion_tokens: 8, total_tokens: 22 };
      frame(JSON.stringify({ ...chunkOf({}), choices: [], usage }));
      frame('[DONE]');
      stream?.close();
    },
    hangUp: () => stream?.close(),
  };
}
