import { type Fields, fieldsOf, listOf } from './json-fields.ts';

/** A logged request of Anthropic's dialect in chat's shape, which replays are read from. Never throws. */
export function chatFormOfMessages(body: Fields): Fields {
  const { system, messages, tools, stop_sequences: stop, output_config: output, thinking, ...rest } = body;
  const { effort, ...config } = fieldsOf(output) ?? {};
  return {
    ...rest,
    // The playground asks for it by itself.
    ...(fieldsOf(thinking)?.['type'] === 'adaptive' ? {} : { thinking }),
    // Beside more than the panel has a control for, the effort is sent as it was.
    ...(Object.keys(config).length === 0 ? { reasoning_effort: effort } : { output_config: output }),
    stop,
    tools: Array.isArray(tools) ? listOf(tools).map(toolOf) : tools,
    messages: [
      ...(system == null ? [] : [{ role: 'system', content: system }]),
      ...listOf(messages).flatMap(messagesOf),
    ],
  };
}

/** Tools of the vendor's own, and what was cut, stay as they are. */
function toolOf(tool: unknown): unknown {
  const fields = fieldsOf(tool);
  if (fields?.['input_schema'] === undefined) return tool;
  const { name, description, input_schema: parameters } = fields;
  return {
    type: 'function',
    function: { name, ...(description == null ? {} : { description }), parameters },
  };
}

/** Results stand before what the user says beside them. */
function messagesOf(message: unknown): readonly unknown[] {
  const fields = fieldsOf(message);
  const content = fields?.['content'];
  if (fields === undefined || !Array.isArray(content)) return [message];
  const blocks = listOf(content).map((block) => ({ block, type: fieldsOf(block)?.['type'] }));
  const results = blocks
    .filter(({ type }) => type === 'tool_result')
    .map(({ block }) => resultOf(block as Fields));
  const calls = blocks.filter(({ type }) => type === 'tool_use').map(({ block }) => callOf(block as Fields));
  const lifted = new Set<unknown>(['tool_result', 'tool_use', 'thinking', 'redacted_thinking']);
  const said = blocks
    .filter(({ type }) => !lifted.has(type))
    .map(({ block, type }) => (type === 'image' ? imageOf(block as Fields) : block));
  if (said.length === 0 && calls.length === 0 && results.length > 0) return results;
  return [...results, { ...fields, content: said, ...(calls.length === 0 ? {} : { tool_calls: calls }) }];
}

function resultOf({ tool_use_id: id, content }: Fields): Fields {
  return { role: 'tool', tool_call_id: id, content };
}

function callOf({ id, name, input }: Fields): Fields {
  return { id, type: 'function', function: { name, arguments: JSON.stringify(input ?? {}) } };
}

function imageOf({ source }: Fields): Fields {
  const { url, media_type: media, data } = fieldsOf(source) ?? {};
  return { type: 'image_url', image_url: { url: url ?? `data:${String(media)};base64,${String(data)}` } };
}
