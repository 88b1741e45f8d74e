import type { InputContent, InputItem } from '../../contract/operations.ts';
import { ApiError } from '../../errors.ts';
import type { ModelTraits } from '../asked.ts';
import {
  type Conversation,
  type ConversationMessage,
  conversationWith,
  type ToolCall,
} from '../conversation.ts';
import { type ContentPiece, type MessageContent, messageContentOf, refusePart } from '../message-content.ts';
import { callOf, requireOutputs } from './calls.ts';
import { foundToolsText } from './client-run/tool-search.ts';
import type { InputEntry } from './history.ts';
import { offeredName, type ResponsesToolRequest } from './tools.ts';

type MessageItem = Extract<InputItem, { type: 'message' }>;

/**
 * The items of a request as a conversation: none dropped but reasoning, which is the model's own, none cut.
 * @throws ApiError 400 naming the part that cannot be passed on, or the call that lacks its output.
 */
export function conversationOf(
  entries: readonly InputEntry[],
  instructions: string | null | undefined,
  clientTools: ResponsesToolRequest['clientTools'],
  model: ModelTraits,
): Conversation {
  requireOutputs(entries);
  const messages: ConversationMessage[] = [];
  /** Calls of the last message: they come as items of their own behind it. */
  let calls: ToolCall[] | undefined;
  for (const { item, param } of entries) {
    switch (item.type) {
      case 'message': {
        const content = contentOf(item.content, `${param}.content`, model);
        calls = undefined;
        messages.push(spoken(item.role === 'developer' ? 'system' : item.role, content));
        break;
      }
      case 'function_call':
      case 'custom_tool_call':
      case 'tool_search_call': {
        if (calls === undefined) {
          calls = [];
          const last = messages.at(-1);
          const text = last?.role === 'assistant' ? last : undefined;
          if (text !== undefined) messages.pop();
          messages.push({ role: 'assistant', text: '', ...text, toolCalls: calls });
        }
        calls.push(callOf(item, clientTools, param));
        break;
      }
      case 'function_call_output':
      case 'custom_tool_call_output':
        calls = undefined;
        messages.push({
          ...spoken('tool', contentOf(item.output, `${param}.output`, model)),
          toolCallId: item.call_id,
        });
        break;
      case 'tool_search_output': {
        // One that OpenAI's server ran answers no call of this model.
        if (!item.call_id || item.execution === 'server') break;
        calls = undefined;
        const nameOf = (name: string, namespace?: string) => offeredName({ name, namespace }, clientTools);
        messages.push({ role: 'tool', text: foundToolsText(item, nameOf), toolCallId: item.call_id });
        break;
      }
      // Read with the tools of the request.
      case 'additional_tools':
      // Opened before, and read as messages.
      case 'compaction':
      case 'compaction_trigger':
      // The model's own; and a reference that leads nowhere has been left out before.
      case 'reasoning':
      case 'item_reference':
        break;
    }
  }
  return conversationWith(instructions ? [instructions] : [], messages);
}

function spoken(role: ConversationMessage['role'], { text, images }: MessageContent): ConversationMessage {
  return { role, text, ...(images.length === 0 ? {} : { images }) };
}

function contentOf(content: MessageItem['content'], param: string, model: ModelTraits): MessageContent {
  if (typeof content === 'string') return { text: content, images: [] };
  return messageContentOf(
    content.map((part, index) => pieceOf(part, `${param}[${index}]`)),
    model,
  );
}

function pieceOf(part: InputContent, param: string): ContentPiece {
  switch (part.type) {
    case 'input_text':
    case 'output_text':
      return { type: 'text', text: part.text };
    case 'refusal':
      return { type: 'refusal', text: part.refusal };
    case 'input_image':
      if (part.image_url)
        return { type: 'image', url: part.image_url, part: param, param: `${param}.image_url` };
      throw new ApiError(
        'unsupported_parameter',
        'Uploaded file IDs are not supported. Send the image inline or as a URL.',
        {
          param,
        },
      );
    case 'input_file':
      return refusePart(part.type, param);
  }
}
