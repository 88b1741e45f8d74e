import type { CreateResponseRequest } from '../../contract/operations.ts';
import type { Asked, ModelTraits } from '../asked.ts';
import { effortOf } from '../reasoning-effort.ts';
import { formatRequestOf } from '../response-format.ts';
import { replyWithItems } from './calls.ts';
import type { InputEntry } from './history.ts';
import { conversationOf } from './input.ts';
import { type ResponsesToolRequest, toolRequestOf } from './tools.ts';

export interface AskedInResponses extends Asked {
  readonly tools: ResponsesToolRequest;
}

/**
 * @param entries the conversation, as `historyOf` gives it.
 * @throws ApiError 400 naming the parameter that cannot be passed on.
 */
export function askedInResponses(
  body: CreateResponseRequest,
  entries: readonly InputEntry[],
  model: ModelTraits,
): AskedInResponses {
  const tools = toolRequestOf(body, entries);
  return {
    conversation: conversationOf(entries, body.instructions, tools.clientTools, model),
    tools,
    format: formatRequestOf(body.text?.format, 'text.format.schema'),
    reasoningEffort: effortOf(body.reasoning?.effort),
    stop: [],
    maxTokens: body.max_output_tokens ?? undefined,
    replyAsGiven: (reply) => replyWithItems(reply, tools.clientTools),
  };
}
