import { HttpResponse, http } from 'msw';
import { expect, it } from 'vitest';
import { mockServer, refusing } from '../mocks/server.ts';
import { type AnswerEvent, streamAnswer } from './answer-stream.ts';
import { chatFormat } from './chat-format.ts';

async function read(): Promise<AnswerEvent[]> {
  const events: AnswerEvent[] = [];
  const body = { model: 'auto', messages: [{ role: 'user' as const, content: 'Hi' }], stream: true };
  for await (const event of streamAnswer(chatFormat, body, new AbortController().signal)) events.push(event);
  return events;
}
function answerWith(answer: () => Response): void {
  mockServer.use(http.post(`${location.origin}/dashboard/api/chat/completions`, answer));
}
function framesOf(...frames: string[]): Response {
  const body = frames.map((frame) => `: keep-alive\n\ndata: ${frame}\n\n`).join('');
  return new HttpResponse(body, {
    headers: { 'content-type': 'text/event-stream; charset=utf-8', 'x-request-id': 'r' },
  });
}

it('yields what the headers say, and then the chunks', async () => {
  answerWith(() => framesOf('{"choices":[]}', '[DONE]', '{"never":1}'));
  const opening = { requestId: 'r', model: undefined, credits: undefined };
  expect(await read()).toEqual([
    { type: 'opening', opening },
    { type: 'chunk', chunk: { choices: [] } },
  ]);
});

it.each([
  [
    'a frame that is an error',
    () => framesOf('{"error":{"message":"Full.","code":"queue_full"}}'),
    'Full.',
    'queue_full',
  ],
  ['an error without words', () => framesOf('{"error":{}}'), 'The answer broke off.', null],
  ['a frame that is not JSON', () => framesOf('{'), 'The server sent a piece that is not JSON.', null],
  ['an end without [DONE]', () => framesOf('{"choices":[]}'), 'The answer broke off.', null],
  [
    'an answer that is neither',
    () => new HttpResponse('<html>', { status: 200 }),
    'The answer broke off.',
    null,
  ],
  ['no answer at all', () => HttpResponse.error(), 'The server cannot be reached. Is it running?', null],
])('rejects on %s', async (_, answer, message, code) => {
  answerWith(answer as () => Response);
  await expect(read()).rejects.toMatchObject({ name: 'ApiProblem', message, code });
});

it('rejects with what the server refuses with', async () => {
  mockServer.use(
    refusing('createPlaygroundCompletion', 429, {
      message: 'Wait.',
      code: 'queue_full',
      retryAfter: 3,
    }),
  );
  await expect(read()).rejects.toMatchObject({
    status: 429,
    message: 'Wait.',
    code: 'queue_full',
    retryAfterSeconds: 3,
  });
});
