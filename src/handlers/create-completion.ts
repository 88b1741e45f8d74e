import type { AnswerEnd, AnswerPart } from '../completions/answer.ts';
import { applyParameterPolicy } from '../completions/parameter-policy.ts';
import { stopSequencesOf } from '../completions/stop-sequences.ts';
import { textParameterPolicy } from '../completions/text/parameters.ts';
import { completionConversation, promptsOf } from '../completions/text/prompts.ts';
import { createTextChunks, type TextChunks, textResponse } from '../completions/text/response.ts';
import { prepareTurn } from '../completions/turn.ts';
import { streamAnswer } from './answer-stream.ts';
import { answerHeaders, type CompletionParts, newIdentity, requestHeaders } from './completion-parts.ts';
import type { Handler } from './handler.ts';
import { merge } from './merge.ts';
import { collect } from './start-answer.ts';

type Answers = readonly AsyncGenerator<readonly AnswerPart[]>[];

/** Legacy completions: one turn per prompt, all at once as far as admission lets them. */
export function createCompletionHandler(parts: CompletionParts): Handler<'createCompletion'> {
  return async ({ body, keyName, signal, observer }) => {
    const ignored = applyParameterPolicy(body, textParameterPolicy, parts.strictParams);
    const prompts = promptsOf(body.prompt);
    const served = parts.models.resolve(body.model);
    const { model, tier } = served;
    observer.resolved({ requestedModel: body.model, model, tier, stream: body.stream === true });
    observer.note({ prompts: prompts.length });
    if (body.user) observer.note({ user: body.user });
    observer.asked(prompts[0] ?? '');
    const limits = { stop: stopSequencesOf(body.stop), maxTokens: body.max_tokens ?? undefined };
    // One failure ends all: half of the choices would be a half answer.
    const failing = new AbortController();
    const turnSignal = AbortSignal.any([signal, failing.signal]);
    const answers = prompts.map((prompt, index) => {
      const prepared = prepareTurn(completionConversation(prompt), {
        ...parts.settings,
        model,
        owner: keyName,
        toolMode: 'native',
      });
      return streamAnswer(parts.driver, {
        prepared,
        limits,
        signal: turnSignal,
        // Answers that come at once would be mixed up piece by piece: the first one is shown.
        observer:
          index === 0
            ? observer
            : { ...observer, text: ignore, reasoning: ignore, shown: ignore, withdrawn: ignore },
      });
    });
    const identity = newIdentity('cmpl', model);
    const headers = requestHeaders(served, ignored);
    const echoes = prompts.map((prompt) => (body.echo === true ? prompt : ''));

    if (body.stream === true) {
      const chunks = createTextChunks(identity, body.stream_options?.include_usage === true);
      const frames = renderAll(answers, echoes, chunks, failing);
      return { status: 200, headers, frames, keepAlive: chunks.keepAlive };
    }
    const completed = await Promise.all(
      answers.map(async (answer, index) => {
        const texts = [echoes[index] ?? ''];
        const end = await collect(answer, (answerParts) => {
          for (const part of answerParts) {
            if (part.type === 'text') texts.push(part.text);
            else if (part.type === 'withdrawn') texts.length = 1;
          }
        });
        return { text: texts.join(''), end };
      }),
    ).catch((error: unknown) => {
      failing.abort(error);
      throw error;
    });
    const ends = completed.map(({ end }) => end);
    return {
      status: 200,
      headers: { ...headers, ...answerHeaders(ends) },
      body: textResponse(identity, completed),
    };
  };
}

const ignore = (): void => undefined;

async function* renderAll(
  answers: Answers,
  echoes: readonly string[],
  chunks: TextChunks,
  failing: AbortController,
): AsyncGenerator<string> {
  const ends: AnswerEnd[] = [];
  const echoed = new Set<number>();
  try {
    for await (const { index, value } of merge(answers)) {
      const echo = echoes[index] ?? '';
      const prefix =
        echo !== '' && !echoed.has(index) ? chunks.frames(index, [{ type: 'text', text: echo }]) : '';
      echoed.add(index);
      yield prefix + chunks.frames(index, value);
      const last = value.at(-1);
      if (last?.type === 'end') ends.push(last);
    }
  } catch (error) {
    failing.abort(error);
    throw error;
  }
  yield chunks.finish(ends);
}
