import type { CompletionFinishReason, CreateCompletionResponse } from '../../contract/operations.ts';
import { ApiError } from '../../errors.ts';
import type { AnswerEnd, AnswerPart } from '../answer.ts';
import type { ResponseIdentity } from '../chat/response.ts';
import { completionUsageOf } from '../completion-usage.ts';
import { DONE_FRAME, dataFrame } from '../server-sent-events.ts';

function finishReason(end: AnswerEnd): CompletionFinishReason {
  return end.finishReason === 'tool_calls' ? 'stop' : end.finishReason;
}

/** One prompt's completed text. Reasoning has no place in this dialect. */
export interface CompletedText {
  readonly text: string;
  readonly end: AnswerEnd;
}

export function textResponse(
  identity: ResponseIdentity,
  completed: readonly CompletedText[],
): CreateCompletionResponse {
  return {
    id: identity.id,
    object: 'text_completion',
    created: identity.created,
    model: identity.model,
    choices: completed.map(({ text, end }, index) => ({
      text,
      index,
      logprobs: null,
      finish_reason: finishReason(end),
    })),
    usage: completionUsageOf(...completed.map(({ end }) => end.usage)),
  };
}

export interface TextChunks {
  /** The frames of one choice's parts. Throws ApiError when text that has been sent is withdrawn. */
  readonly frames: (index: number, parts: readonly AnswerPart[]) => string;
  /** What follows when all choices have ended. */
  readonly finish: (ends: readonly AnswerEnd[]) => string;
  /** A chunk without text, for a model that is silent. */
  readonly keepAlive: () => string;
}

/** Renders legacy completions as a stream; the choices may come interleaved. */
export function createTextChunks(identity: ResponseIdentity, includeUsage: boolean): TextChunks {
  const { id, created, model } = identity;
  const common = { id, object: 'text_completion', created, model } as const;
  const usageField = includeUsage ? { usage: null } : {};
  const chunk = (index: number, text: string, reason: CompletionFinishReason | null): string =>
    dataFrame({
      ...common,
      choices: [{ text, index, logprobs: null, finish_reason: reason }],
      ...usageField,
    } satisfies CreateCompletionResponse);

  return {
    frames(index, parts) {
      let frames = '';
      for (const part of parts) {
        if (part.type === 'text') frames += chunk(index, part.text, null);
        else if (part.type === 'end') frames += chunk(index, '', finishReason(part));
        else if (part.type === 'withdrawn') {
          throw new ApiError('qodercli_failed', 'The model server failed in the middle of its answer.');
        }
      }
      return frames;
    },
    finish(ends) {
      const usage = completionUsageOf(...ends.map((end) => end.usage));
      const last = dataFrame({ ...common, choices: [], usage } satisfies CreateCompletionResponse);
      return (includeUsage ? last : '') + DONE_FRAME;
    },
    keepAlive: () => chunk(0, '', null),
  };
}
