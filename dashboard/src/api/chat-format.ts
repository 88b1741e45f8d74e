import type { paths } from '../../../generated/openapi.ts';
import { type AnswerFormat, DONE } from './answer-stream.ts';
import type { ChatChunk } from './types.ts';

const PATH = '/dashboard/api/chat/completions';
type Completion = paths[typeof PATH]['post']['responses'][200]['content']['application/json'];

/** OpenAI's chat completions: the chunks are what they are. */
export const chatFormat: AnswerFormat = {
  path: PATH,
  chunkOfWhole,
  createReader: () => (event) => [event === DONE ? 'end' : (event as ChatChunk)],
};

/** So that streamed and whole answers take the same way from here. */
function chunkOfWhole(whole: unknown): ChatChunk {
  const { choices, ...rest } = whole as Completion;
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
