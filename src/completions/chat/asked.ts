import type { CreateChatCompletionRequest } from '../../contract/operations.ts';
import type { Asked, ModelTraits } from '../asked.ts';
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
  const { response_format: format } = body;
  return {
    conversation,
    tools,
    format: formatRequestOf(
      format?.type === 'json_schema' ? { ...format.json_schema, type: 'json_schema' } : format,
      'response_format.json_schema.schema',
    ),
    reasoningEffort: effortOf(body.reasoning_effort),
    stop: stopSequencesOf(body.stop),
    maxTokens: body.max_completion_tokens ?? body.max_tokens ?? undefined,
    replyAsGiven: (reply) => replyWithCustomInputs(reply, tools.customTools),
  };
}
