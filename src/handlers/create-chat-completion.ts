import type { AnswerEnd, AnswerPart } from '../completions/answer.ts';
import { createChatChunks } from '../completions/chat/chunks.ts';
import { conversationOf } from '../completions/chat/conversation.ts';
import { chatParameterPolicy } from '../completions/chat/parameters.ts';
import { createChatResponse } from '../completions/chat/response.ts';
import { applyParameterPolicy } from '../completions/parameter-policy.ts';
import { stopSequencesOf } from '../completions/stop-sequences.ts';
import { turnOf } from '../completions/turn.ts';
import { streamAnswer } from './answer-stream.ts';
import { answerHeaders, type CompletionParts, newIdentity, requestHeaders } from './completion-parts.ts';
import type { Handler } from './handler.ts';

export function createChatCompletionHandler(parts: CompletionParts): Handler<'createChatCompletion'> {
  return async ({ body, signal, annotate }) => {
    const ignored = applyParameterPolicy(body, chatParameterPolicy, parts.strictParams);
    const { model, tier } = parts.models.resolve(body.model);
    annotate({ requestedModel: body.model, model, tier, stream: body.stream === true, ...userOf(body.user) });
    const turn = turnOf(conversationOf(body.messages), { ...parts.settings, model });
    const answer = streamAnswer(parts.driver, {
      turn,
      limits: {
        stop: stopSequencesOf(body.stop),
        maxTokens: body.max_completion_tokens ?? body.max_tokens ?? undefined,
      },
      signal,
      annotate,
    });
    const identity = newIdentity('chatcmpl', model);
    const headers = requestHeaders(model, ignored);

    if (body.stream === true) {
      const render = createChatChunks(identity, body.stream_options?.include_usage === true);
      return { status: 200, headers, frames: renderAll(answer, render) };
    }
    const response = createChatResponse(identity);
    const end = await collect(answer, response.accept);
    return { status: 200, headers: { ...headers, ...answerHeaders([end]) }, body: response.finish(end) };
  };
}

function userOf(user: string | null | undefined): object {
  return user ? { user } : {};
}

async function* renderAll(
  answer: AsyncIterable<readonly AnswerPart[]>,
  render: (parts: readonly AnswerPart[]) => string,
): AsyncGenerator<string> {
  for await (const parts of answer) yield render(parts);
}

/** Feeds a whole answer to a consumer. `streamAnswer` throws rather than return without an `end`. */
export async function collect(
  answer: AsyncIterable<readonly AnswerPart[]>,
  accept: (parts: readonly AnswerPart[]) => void,
): Promise<AnswerEnd> {
  let end: AnswerEnd | undefined;
  for await (const parts of answer) {
    accept(parts);
    const last = parts.at(-1);
    if (last?.type === 'end') end = last;
  }
  if (end === undefined) throw new Error('an answer came without an end');
  return end;
}
