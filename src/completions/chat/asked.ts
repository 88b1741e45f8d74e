import type { CreateChatCompletionRequest } from '../../contract/operations.ts';
import type { Asked, ModelTraits } from '../asked.ts';
import { prefilled } from '../conversation.ts';
import { effortOf } from '../reasoning-effort.ts';
import { formatRequestOf } from '../response-format.ts';
import { stopSequencesOf } from '../stop-sequences.ts';
import { replyWithCustomInputs } from '../tools/custom-tools.ts';
import { conversationOf } from './conversation.ts';
import { type ChatToolRequest, toolRequestOf } from './tools.ts';

export interface AskedInChat extends Asked {
  readonly tools: ChatToolRequest;
}

/** @throws ApiError 400 naming the parameter that cannot be passed on. */
export function askedInChat(body: CreateChatCompletionRequest, model: ModelTraits): AskedInChat {
  const conversation = conversationOf(body.messages, model);
  const tools = toolRequestOf(body);
  const { response_format: asked } = body;
  const format = formatRequestOf(
    asked?.type === 'json_schema' ? { ...asked.json_schema, type: 'json_schema' } : asked,
    asked?.type === 'json_object' ? 'response_format.schema' : 'response_format.json_schema.schema',
  );
  return {
    // An answer in a format is whole by itself.
    conversation: goesOn(body) && format === undefined ? prefilled(conversation) : conversation,
    tools,
    format,
    reasoningEffort: effortOf(body.reasoning_effort),
    stop: stopSequencesOf(body.stop),
    maxTokens: body.max_completion_tokens ?? body.max_tokens ?? undefined,
    replyAsGiven: (reply) => replyWithCustomInputs(reply, tools.customTools),
  };
}

/** Whether the client wants the last message continued: in the word of DeepSeek and Mistral, or in vLLM's. */
function goesOn({ messages, continue_final_message: continues }: CreateChatCompletionRequest): boolean {
  const last = messages.at(-1);
  return last?.role === 'assistant' && (last.prefix === true || continues === true);
}
