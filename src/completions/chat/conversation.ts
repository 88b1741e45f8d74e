import type {
  ChatCompletionAssistantMessage,
  ChatCompletionMessage,
  ChatCompletionMessageContent,
} from '../../contract/operations.ts';
import { ApiError } from '../../errors.ts';
import type { Conversation, ConversationMessage, ToolCall } from '../conversation.ts';

/**
 * The messages of a chat request as a conversation: none dropped, none cut.
 * @throws ApiError 400 naming the part that cannot be passed on.
 */
export function conversationOf(messages: readonly ChatCompletionMessage[]): Conversation {
  const system: string[] = [];
  const turns: ConversationMessage[] = [];
  for (const [index, message] of messages.entries()) {
    const text = textOf(message.content, `messages[${index}].content`);
    if (message.role === 'system' || message.role === 'developer') system.push(text);
    else turns.push(conversationMessage(message, text));
  }
  // Prompt templates often make one system message of the whole task: then it is what the user says.
  if (turns.length === 0) turns.push({ role: 'user', text: system.pop() ?? '' });
  return { system, messages: turns };
}

type TurnMessage = Exclude<ChatCompletionMessage, { role: 'system' | 'developer' }>;

function conversationMessage(message: TurnMessage, text: string): ConversationMessage {
  const name = message.name ? { name: message.name } : {};
  switch (message.role) {
    case 'user':
      return { role: 'user', text, ...name };
    case 'assistant': {
      const toolCalls = toolCallsOf(message);
      const said = text === '' ? (message.refusal ?? '') : text;
      return { role: 'assistant', text: said, ...name, ...(toolCalls.length === 0 ? {} : { toolCalls }) };
    }
    case 'tool':
      return { role: 'tool', text, ...name, toolCallId: message.tool_call_id };
    case 'function':
      return { role: 'tool', text, ...name };
  }
}

function toolCallsOf(message: ChatCompletionAssistantMessage): readonly ToolCall[] {
  const calls = (message.tool_calls ?? []).map((call) =>
    call.type === 'function'
      ? { id: call.id, name: call.function.name, arguments: call.function.arguments }
      : { id: call.id, name: call.custom.name, arguments: call.custom.input },
  );
  const legacy = message.function_call;
  return legacy ? [...calls, { id: '', name: legacy.name, arguments: legacy.arguments }] : calls;
}

function textOf(content: ChatCompletionMessageContent | undefined, param: string): string {
  if (typeof content === 'string') return content;
  const texts = (content ?? []).map((part, index) => {
    if (part.type === 'text') return part.text;
    if (part.type === 'refusal') return part.refusal;
    const message = `Content parts of type '${part.type}' are not supported by this server.`;
    throw new ApiError('unsupported_parameter', message, { param: `${param}[${index}]` });
  });
  return texts.join('\n');
}
