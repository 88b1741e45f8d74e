import { type Fields, fieldsOf, listOf } from './json-fields.ts';

/** A logged request of the Responses API in chat's shape, which replays are read from. Never throws. */
export function chatFormOfResponse(body: Fields, lost: Set<string>): Fields {
  const { input, instructions, tools, text, reasoning, max_output_tokens: maxTokens, ...more } = body;
  const { store: _, previous_response_id: previous, ...rest } = more;
  // It is kept, if at all, under the key that asked.
  if (previous != null) lost.add('what was said before this request');
  return {
    ...rest,
    ...effortIn(reasoning),
    ...formatIn(text),
    max_completion_tokens: maxTokens,
    tools: Array.isArray(tools) ? listOf(tools).map(nestedTool) : tools,
    messages: [
      ...(instructions == null ? [] : [{ role: 'system', content: instructions }]),
      ...(typeof input === 'string' ? [{ role: 'user', content: input }] : messagesIn(listOf(input), lost)),
    ],
  };
}

/** What has a control of its own alone; the summary means nothing here. */
function effortIn(reasoning: unknown): Fields {
  const { effort, summary: _, ...rest } = fieldsOf(reasoning) ?? {};
  return Object.keys(rest).length === 0 ? { reasoning_effort: effort } : { reasoning };
}

/** As with the effort; a schema has no control of its own either. */
function formatIn(text: unknown): Fields {
  const { format, ...rest } = fieldsOf(text) ?? {};
  const type = fieldsOf(format)?.['type'] ?? 'text';
  const isPlain = Object.keys(rest).length === 0 && (type === 'text' || type === 'json_object');
  return isPlain ? { response_format: { type } } : { text };
}

/** Chat's own, and what was cut, stay as they are. */
function nestedTool(tool: unknown): unknown {
  const { type, format, ...rest } = fieldsOf(tool) ?? {};
  if ((type !== 'function' && type !== 'custom') || rest['name'] === undefined) return tool;
  return { type, [type]: format === undefined ? rest : { ...rest, format: nestedFormat(format) } };
}

function nestedFormat(format: unknown): unknown {
  const { type, ...grammar } = fieldsOf(format) ?? {};
  return type === 'grammar' && grammar['grammar'] === undefined ? { type, grammar } : format;
}

function messagesIn(items: readonly unknown[], lost: Set<string>): readonly unknown[] {
  const messages: unknown[] = [];
  for (const item of items) {
    const fields = fieldsOf(item);
    const type = fields?.['type'] ?? (fields?.['role'] === undefined ? 'item_reference' : 'message');
    if (fields === undefined || type === 'message') messages.push(item);
    else if (type === 'function_call' || type === 'custom_tool_call')
      addCall(messages, callIn(fields, type === 'custom_tool_call'));
    else if (type === 'function_call_output' || type === 'custom_tool_call_output')
      messages.push({ role: 'tool', tool_call_id: fields['call_id'], content: fields['output'] });
    else if (type === 'item_reference') lost.add('items that are kept elsewhere');
    // Reasoning is the model's own.
    else if (type !== 'reasoning') lost.add('items of other kinds');
  }
  return messages;
}

/** Calls belong to the message before them, if that is an answer. */
function addCall(messages: unknown[], call: Fields): void {
  const last = fieldsOf(messages.at(-1));
  const answer = last?.['role'] === 'assistant' ? last : undefined;
  if (answer !== undefined) messages.pop();
  messages.push({ role: 'assistant', ...answer, tool_calls: [...listOf(answer?.['tool_calls']), call] });
}

function callIn({ call_id: id, name, arguments: json, input }: Fields, isCustom: boolean): Fields {
  return isCustom
    ? { id, type: 'custom', custom: { name, input } }
    : { id, type: 'function', function: { name, arguments: json } };
}
