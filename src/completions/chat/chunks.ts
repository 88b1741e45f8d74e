import type {
  ChatCompletionDelta,
  ChatCompletionFinishReason,
  CreateChatCompletionStreamResponse,
} from '../../contract/operations.ts';
import { ApiError } from '../../errors.ts';
import { oneLineJson } from '../../json/one-line.ts';
import type { AnswerPart } from '../answer.ts';
import { completionUsageOf } from '../completion-usage.ts';
import { DONE_FRAME, dataFrame } from '../server-sent-events.ts';
import { createCallRenderer } from './call-renderer.ts';
import { finishReasonFor, type ResponseIdentity, type ResponseStyle } from './response.ts';

export interface ChatChunks {
  /** Throws ApiError when text that has been sent is withdrawn. */
  readonly render: (parts: readonly AnswerPart[]) => string;
  /** A chunk without news, for a model that is silent: go-openai loses the error that follows a comment. */
  readonly keepAlive: () => string;
}

/**
 * Renders an answer as `chat.completion.chunk` frames: the role first, then each delta, the finish
 * reason, the usage on a chunk of its own when asked for, and `[DONE]`.
 */
export function createChatChunks(
  identity: ResponseIdentity,
  style: ResponseStyle,
  includeUsage: boolean,
): ChatChunks {
  // What stands before and after the delta is the same in all chunks of a stream, so it is made once.
  const { id, created, model } = identity;
  const common = { id, object: 'chat.completion.chunk', created, model } as const;
  const usageField = includeUsage ? { usage: null } : {};
  const chunk = (delta: ChatCompletionDelta, finishReason: ChatCompletionFinishReason | null): string =>
    dataFrame({
      ...common,
      choices: [{ index: 0, delta, logprobs: null, finish_reason: finishReason }],
      ...usageField,
    } satisfies CreateChatCompletionStreamResponse);
  const contentChunk = splitAround(chunk({ content: PLACEHOLDER }, null));
  const reasoningChunk = splitAround(chunk({ reasoning_content: PLACEHOLDER }, null));
  const callDeltas = createCallRenderer(style);
  let begun = false;

  // Accumulators of clients join the roles of all chunks, so only the first has one.
  const opening = (content: '' | null): string => {
    if (begun) return '';
    begun = true;
    return chunk({ role: 'assistant', content }, null);
  };

  const frame = (part: AnswerPart): string => {
    switch (part.type) {
      case 'text':
        return contentChunk(part.text);
      case 'reasoning':
        return reasoningChunk(part.text);
      case 'refusal':
        return chunk({ refusal: part.text }, null);
      case 'tool_call':
      case 'tool_arguments':
        return callDeltas(part)
          .map((delta) => chunk(delta, null))
          .join('');
      case 'withdrawn':
        throw new ApiError('qodercli_failed', 'The model server failed in the middle of its answer.');
      case 'end': {
        const usage = includeUsage
          ? dataFrame({
              ...common,
              choices: [],
              usage: completionUsageOf(part.usage),
            } satisfies CreateChatCompletionStreamResponse)
          : '';
        const rest = callDeltas(part)
          .map((delta) => chunk(delta, null))
          .join('');
        return rest + chunk({}, finishReasonFor(part, style)) + usage + DONE_FRAME;
      }
    }
  };

  return {
    render(parts) {
      let frames = '';
      for (const part of parts) {
        const next = frame(part);
        if (next !== '') frames += opening(part.type === 'refusal' ? null : '') + next;
      }
      return frames;
    },
    keepAlive: () => opening('') || chunk({}, null),
  };
}

const PLACEHOLDER = '\u0000';

/** A function that puts a text where the placeholder stands in a frame that was rendered once. */
function splitAround(rendered: string): (text: string) => string {
  const [before = '', after = ''] = rendered.split(JSON.stringify(PLACEHOLDER));
  return (text) => before + oneLineJson(text) + after;
}
