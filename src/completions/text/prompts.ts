import type { CreateCompletionRequest } from '../../contract/operations.ts';
import { ApiError } from '../../errors.ts';
import type { Conversation } from '../conversation.ts';

/** A chat model answers; a completion goes on. */
const SYSTEM = [
  'You complete text. The message is the beginning of a text; write what comes next in it.',
  'Begin exactly where it ends, do not repeat it, and add no comment, greeting or code fence.',
].join(' ');

/**
 * The prompts of a legacy completion, one choice each.
 * @throws ApiError 400 for prompts given as token ids: they belong to a tokenizer that is not the model's.
 */
export function promptsOf(prompt: CreateCompletionRequest['prompt']): readonly string[] {
  const prompts = typeof prompt === 'string' ? [prompt] : prompt;
  return prompts.map((item) => {
    if (typeof item === 'string') return item;
    throw new ApiError(
      'unsupported_parameter',
      "Prompts must be text: token ids in 'prompt' are not supported.",
      {
        param: 'prompt',
      },
    );
  });
}

export function completionConversation(prompt: string): Conversation {
  return { system: [SYSTEM], messages: [{ role: 'user', text: prompt }] };
}
