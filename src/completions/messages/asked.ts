import type { CountMessageTokensRequest, CreateMessageRequest } from '../../contract/operations.ts';
import type { Asked, ModelTraits } from '../asked.ts';
import { prefilled } from '../conversation.ts';
import { formatRequestOf } from '../response-format.ts';
import { conversationOf } from './conversation.ts';
import { effortOf, showsThinking } from './thinking.ts';
import { toolRequestOf } from './tools.ts';

export interface AskedInMessages extends Asked {
  readonly showsThinking: boolean;
}

/** @throws ApiError 400 naming the parameter that cannot be passed on. */
export function askedInMessages(body: CreateMessageRequest, model: ModelTraits): AskedInMessages {
  return {
    ...askedInTokenCount(body, model),
    stop: (body.stop_sequences ?? []).filter((sequence) => sequence !== ''),
    maxTokens: body.max_tokens,
    showsThinking: showsThinking(body.thinking),
  };
}

/**
 * What of a request is sent to the model.
 * @throws ApiError 400 naming the parameter that cannot be passed on.
 */
export function askedInTokenCount(body: CountMessageTokensRequest, model: ModelTraits): Asked {
  const { output_config: output, output_format: older } = body;
  // Anthropic's structured outputs hold to their schema; nothing less was asked for.
  const strictly = (format: typeof older, param: string) =>
    formatRequestOf(format && { ...format, strict: true }, param);
  const conversation = conversationOf(body.system, body.messages, model);
  const format = output?.format
    ? strictly(output.format, 'output_config.format.schema')
    : strictly(older, 'output_format.schema');
  return {
    // An answer in a format is whole by itself.
    conversation: format === undefined ? prefilled(conversation) : conversation,
    tools: toolRequestOf(body),
    format,
    reasoningEffort: effortOf(body.thinking, output),
    stop: [],
  };
}
