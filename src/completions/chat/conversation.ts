import type {
  ChatCompletionAssistantMessage,
  ChatCompletionMessage,
  ChatCompletionMessageContent,
} from '../../contract/operations.ts';
import { ApiError } from '../../errors.ts';
import type { ModelTraits } from '../asked.ts';
import type { Conversation, ConversationMessage, PlacedImage, ToolCall } from '../conversation.ts';
import { imageBlockOf } from '../images.ts';

/**
 * The messages of a chat request as a conversation: none dropped, none cut.
 * @throws ApiError 400 naming the part that cannot be passed on, or the call that lacks its result.
 */
export function conversationOf(messages: readonly ChatCompletionMessage[], model: ModelTraits): Conversation {
  requireToolResults(messages);
  const system: string[] = [];
  const turns: ConversationMessage[] = [];
  for (const [index, message] of messages.entries()) {
    const content = contentOf(message.content, `messages[${index}].content`, model);
    if (message.role === 'system' || message.role === 'developer') system.push(content.text);
    else turns.push(conversationMessage(message, content));
  }
  // Prompt templates often make one system message of the whole task: then it is what the user says.
  if (turns.length === 0) turns.push({ role: 'user', text: system.pop() ?? '' });
  return { system, messages: turns };
}

type TurnMessage = Exclude<ChatCompletionMessage, { role: 'system' | 'developer' }>;

interface Content {
  readonly text: string;
  readonly images: readonly PlacedImage[];
}

function conversationMessage(message: TurnMessage, { text, images: placed }: Content): ConversationMessage {
  const images = placed.length === 0 ? {} : { images: placed };
  const name = message.name ? { name: message.name } : {};
  switch (message.role) {
    case 'user':
      return { role: 'user', text, ...images, ...name };
    case 'assistant': {
      const toolCalls = toolCallsOf(message);
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

function toolCallsOf(message: ChatCompletionAssistantMessage): readonly ToolCall[] {
  const calls = (message.tool_calls ?? []).map((call) =>
    call.type === 'function'
      ? { id: call.id, name: call.function.name, arguments: call.function.arguments }
      : { id: call.id, name: call.custom.name, arguments: call.custom.input },
  );
  const legacy = message.function_call;
  return legacy ? [...calls, { id: '', name: legacy.name, arguments: legacy.arguments }] : calls;
}

function contentOf(
  content: ChatCompletionMessageContent | undefined,
  param: string,
  model: ModelTraits,
): Content {
  if (typeof content === 'string') return { text: content, images: [] };
  const images: PlacedImage[] = [];
  let text = '';
  for (const [index, part] of (content ?? []).entries()) {
    const own = `${param}[${index}]`;
    if (part.type === 'text') text += text === '' ? part.text : `\n${part.text}`;
    else if (part.type === 'refusal') text += part.refusal;
    else if (part.type === 'image_url')
      images.push({ at: text.length, image: imageOf(part.image_url.url, own, model) });
    else throw unsupported(`Content parts of type '${part.type}' are not supported by this server.`, own);
  }
  return { text, images };
}

function imageOf(url: string, param: string, { vision }: ModelTraits): PlacedImage['image'] {
  if (vision === false)
    throw unsupported('The model does not take images. Choose one that does, see /v1/models.', param);
  return imageBlockOf(url, `${param}.image_url.url`);
}

function unsupported(message: string, param: string): ApiError {
  return new ApiError('unsupported_parameter', message, { param });
}

/** Every call must have its result right behind it, in any order: a model cannot go on from half of them. */
function requireToolResults(messages: readonly ChatCompletionMessage[]): void {
  for (const [index, message] of messages.entries()) {
    if (message.role !== 'assistant' || !message.tool_calls?.length) continue;
    const answered = new Set<string>();
    for (const next of messages.slice(index + 1)) {
      if (next.role !== 'tool') break;
      answered.add(next.tool_call_id);
    }
    const missing = message.tool_calls.filter((call) => !answered.has(call.id)).map((call) => call.id);
    if (missing.length === 0) continue;
    const text = `An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: ${missing.join(', ')}.`;
    throw new ApiError('invalid_request', text, { param: `messages[${index}].tool_calls` });
  }
}
