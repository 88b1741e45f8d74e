import { readJson } from '../../json/parse-json.ts';
import type { ToolDefinition } from '../../qodercli/turn.ts';
import type { ConversationMessage } from '../conversation.ts';

/** A free-form tool takes a text; it is offered as one that takes an object with that text in it. */
export function customDefinition(tool: {
  readonly name: string;
  readonly description?: string | null | undefined;
  readonly format?: unknown;
}): ToolDefinition {
  const format = tool.format ? ` It must follow this format: ${JSON.stringify(tool.format)}` : '';
  return {
    name: tool.name,
    ...(tool.description ? { description: tool.description } : {}),
    inputSchema: {
      type: 'object',
      properties: {
        input: { type: 'string', description: `The whole input of the tool as plain text.${format}` },
      },
      required: ['input'],
      additionalProperties: false,
    },
  };
}

/** The text of a free-form tool's call, out of the object that it was wrapped in for the model. */
export function customInputOf(json: string): string {
  const value = readJson(json)?.value;
  if (typeof value === 'object' && value !== null && 'input' in value && typeof value.input === 'string') {
    return value.input;
  }
  // Cut short, or not what was asked for: as it is, rather than nothing.
  return json;
}

/**
 * A reply as the client will give it back: the calls of free-form tools carry their plain text.
 * @param names of the free-form tools.
 */
export function replyWithCustomInputs(
  reply: ConversationMessage,
  names: { readonly size: number; readonly has: (name: string) => boolean },
): ConversationMessage {
  if (reply.toolCalls === undefined || names.size === 0) return reply;
  const toolCalls = reply.toolCalls.map((call) =>
    names.has(call.name) ? { ...call, arguments: customInputOf(call.arguments) } : call,
  );
  return { ...reply, toolCalls };
}
