import type {
  ChatCompletionAssistantMessage,
  ChatCompletionMessage,
  ChatCompletionMessageContent,
} from '../../contract/operations.ts';
import { ApiError } from '../../errors.ts';
import { excerptOf } from '../../observability/text-ends.ts';
import type { ModelTraits } from '../asked.ts';
import {
  type Conversation,
  type ConversationMessage,
  conversationWith,
  type ToolCall,
} from '../conversation.ts';
import { type ContentPiece, type MessageContent, messageContentOf, refusePart } from '../message-content.ts';
import { checkedArguments } from '../tools/call-arguments.ts';

/**
 * The messages of a chat request as a conversation: none dropped, none cut.
 * @throws ApiError 400 naming the part that cannot be passed on, or the call that lacks its result.
 */
export function conversationOf(messages: readonly ChatCompletionMessage[], model: ModelTraits): Conversation {
  requireToolResults(messages);
  const turns = messages.map((message, index) => {
    const content = contentOf(message.content, `messages[${index}].content`, model);
    return conversationMessage(message, content, `messages[${index}]`);
  });
  return conversationWith([], turns);
}

function conversationMessage(
  message: ChatCompletionMessage,
  { text, images: placed }: MessageContent,
  param: string,
): ConversationMessage {
  const images = placed.length === 0 ? {} : { images: placed };
  const name = message.name ? { name: message.name } : {};
  switch (message.role) {
    case 'system':
    case 'developer':
      return { role: 'system', text, ...images, ...name };
    case 'user':
      return { role: 'user', text, ...images, ...name };
    case 'assistant': {
      const toolCalls = toolCallsOf(message, param);
      const said = text === '' ? (message.refusal ?? '') : text;
      return {
        role: 'assistant',
        text: said,
        ...images,
        ...name,
        ...(toolCalls.length === 0 ? {} : { toolCalls }),
      };
    }
    case 'tool':
      return { role: 'tool', text, ...images, ...name, toolCallId: message.tool_call_id };
    case 'function':
      return { role: 'tool', text, ...images, ...name };
  }
}

function toolCallsOf(message: ChatCompletionAssistantMessage, param: string): readonly ToolCall[] {
  const calls = (message.tool_calls ?? []).map((call, index) =>
    call.type === 'function'
      ? {
          id: call.id,
          name: call.function.name,
          arguments: checkedArguments(
            call.function.arguments,
            `${param}.tool_calls[${index}].function.arguments`,
          ),
        }
      : { id: call.id, name: call.custom.name, arguments: call.custom.input },
  );
  const legacy = message.function_call;
  if (!legacy) return calls;
  const legacyArguments = checkedArguments(legacy.arguments, `${param}.function_call.arguments`);
  return [...calls, { id: '', name: legacy.name, arguments: legacyArguments }];
}

function contentOf(
  content: ChatCompletionMessageContent | undefined,
  param: string,
  model: ModelTraits,
): MessageContent {
  if (typeof content === 'string') return { text: content, images: [] };
  const pieces = (content ?? []).map((part, index): ContentPiece => {
    const own = `${param}[${index}]`;
    switch (part.type) {
      case 'text':
        return part;
      case 'refusal':
        return { type: 'refusal', text: part.refusal };
      case 'image_url':
        return { type: 'image', url: part.image_url.url, part: own, param: `${own}.image_url.url` };
      default:
        return refusePart(part.type, own);
    }
  });
  return messageContentOf(pieces, model);
}

/**
 * Every call must have its result right behind it, in any order: a model cannot go on from half of them. System
 * messages may stand among the results.
 */
function requireToolResults(messages: readonly ChatCompletionMessage[]): void {
  for (const [index, message] of messages.entries()) {
    if (message.role !== 'assistant' || !message.tool_calls?.length) continue;
    const answered = new Set<string>();
    for (const next of messages.slice(index + 1)) {
      if (next.role === 'system' || next.role === 'developer') continue;
      if (next.role !== 'tool') break;
      answered.add(next.tool_call_id);
    }
    const missing = message.tool_calls.filter((call) => !answered.has(call.id)).map((call) => call.id);
    if (missing.length === 0) continue;
    const text = `An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: ${excerptOf(missing.join(', '), 500)}.`;
    throw new ApiError('invalid_request', text, { param: `messages[${index}].tool_calls` });
  }
}
