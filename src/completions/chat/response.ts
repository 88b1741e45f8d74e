import type { CreateChatCompletionResponse } from '../../contract/operations.ts';
import type { AnswerEnd, AnswerPart } from '../answer.ts';
import { completionUsageOf } from '../completion-usage.ts';

export interface ResponseIdentity {
  readonly id: string;
  /** Unix seconds. */
  readonly created: number;
  /** The Qoder model that serves. */
  readonly model: string;
}

/** Folds an answer into one response. */
export function createChatResponse(identity: ResponseIdentity): {
  readonly accept: (parts: readonly AnswerPart[]) => void;
  readonly finish: (end: AnswerEnd) => CreateChatCompletionResponse;
} {
  let content: string[] = [];
  let reasoning: string[] = [];
  return {
    accept(parts) {
      for (const part of parts) {
        if (part.type === 'text') content.push(part.text);
        else if (part.type === 'reasoning') reasoning.push(part.text);
        else if (part.type === 'withdrawn') {
          content = [];
          reasoning = [];
        }
      }
    },
    finish: (end) => ({
      id: identity.id,
      object: 'chat.completion',
      created: identity.created,
      model: identity.model,
      choices: [
        {
          index: 0,
          message: {
            role: 'assistant',
            content: content.join(''),
            refusal: null,
            ...(reasoning.length === 0 ? {} : { reasoning_content: reasoning.join('') }),
          },
          logprobs: null,
          finish_reason: end.finishReason,
        },
      ],
      usage: completionUsageOf(end.usage),
    }),
  };
}
