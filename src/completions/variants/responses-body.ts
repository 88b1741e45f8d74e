import { isJsonObject, type JsonObject, withFields } from './json-object.ts';
import { nestedFormat } from './response-format.ts';

/** Fields of the Responses API that a chat request is read without. */
const DROPPED = {
  input: undefined,
  instructions: undefined,
  max_output_tokens: undefined,
  text: undefined,
  reasoning: undefined,
};

/**
 * A body of the Responses API that was sent to chat, as Cursor does for some models, as a chat body. It is
 * told by its `input`, beside no messages or an empty list of them.
 */
export function withMessagesFromInput(body: JsonObject): JsonObject {
  const { input, messages } = body;
  const hasMessages = Array.isArray(messages) && messages.length > 0;
  if (hasMessages || (typeof input !== 'string' && !Array.isArray(input))) return body;
  const items = typeof input === 'string' ? [{ role: 'user', content: input }] : input;
  const instructions =
    typeof body.instructions === 'string' ? [{ role: 'system', content: body.instructions }] : [];
  const format = isJsonObject(body.text) ? body.text.format : undefined;
  return withFields(body, {
    ...DROPPED,
    messages: [...instructions, ...joinedCalls(items.flatMap(messageOf))],
    max_completion_tokens: body.max_completion_tokens ?? body.max_output_tokens,
    response_format: body.response_format ?? nestedFormat(format),
  });
}

function messageOf(item: unknown): readonly unknown[] {
  if (!isJsonObject(item)) return [item];
  switch (item.type) {
    case undefined:
    case 'message': {
      const { type: _, id: __, status: ___, ...message } = item;
      return [message];
    }
    case 'function_call':
      return [callMessage(item, item.arguments)];
    case 'custom_tool_call':
      return [callMessage(item, item.input)];
    case 'function_call_output':
    case 'custom_tool_call_output':
      return [{ role: 'tool', tool_call_id: item.call_id, content: item.output ?? '' }];
    // What the model thought belongs to its vendor; a reference leads nowhere here.
    case 'reasoning':
    case 'item_reference':
      return [];
    default:
      return [item];
  }
}

function callMessage(item: JsonObject, input: unknown): JsonObject {
  const call = {
    id: item.call_id,
    type: 'function',
    function: { name: item.name, arguments: input ?? '{}' },
  };
  return { role: 'assistant', content: null, tool_calls: [call] };
}

/** Responses has an item per call; chat has one message with all calls that were made at once. */
function joinedCalls(messages: readonly unknown[]): readonly unknown[] {
  const joined: unknown[] = [];
  // Of the last message of `joined`. One list that grows: a copy per call would take seconds for 10,000.
  let calls: unknown[] | undefined;
  for (const message of messages) {
    if (!isCallMessage(message)) {
      joined.push(message);
      calls = undefined;
      continue;
    }
    if (calls === undefined) {
      const last = joined.at(-1);
      const spoken = isJsonObject(last) && last.role === 'assistant' ? last : undefined;
      if (spoken !== undefined) joined.pop();
      calls = [];
      joined.push({ ...(spoken ?? message), tool_calls: calls });
    }
    for (const call of message.tool_calls) calls.push(call);
  }
  return joined;
}

function isCallMessage(
  message: unknown,
): message is JsonObject & { readonly tool_calls: readonly unknown[] } {
  return isJsonObject(message) && message.role === 'assistant' && Array.isArray(message.tool_calls);
}
