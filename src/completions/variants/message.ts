import { canonicalPart } from './content-part.ts';
import { isJsonObject, type JsonObject, mapped, withFields } from './json-object.ts';

/** Anthropic's thinking has no place in a request of this dialect. */
const THINKING: ReadonlySet<unknown> = new Set(['thinking', 'redacted_thinking']);
const NEEDS_CONTENT: ReadonlySet<unknown> = new Set(['system', 'developer', 'user', 'tool']);

/**
 * One message as chat's own; several where a user message of Anthropic's holds the results of tools, which
 * stand before what the user says.
 */
export function canonicalMessages(message: unknown): readonly unknown[] {
  if (!isJsonObject(message)) return [message];
  const fields = withCanonicalCalls(withContent(message));
  if (!Array.isArray(fields.content)) return [fields];
  const content = mapped(fields.content, canonicalPart);
  const isBlock = (type: string) => (part: unknown) => isJsonObject(part) && part.type === type;
  const uses = content.filter(isBlock('tool_use'));
  const results = content.filter(isBlock('tool_result'));
  const rest = content.filter((part) => {
    const type = isJsonObject(part) ? part.type : undefined;
    return type !== 'tool_use' && type !== 'tool_result' && !THINKING.has(type);
  });
  if (rest.length === content.length)
    return [content === fields.content ? fields : withFields(fields, { content })];
  const calls = [...(Array.isArray(fields.tool_calls) ? fields.tool_calls : []), ...uses.map(callOf)];
  const spoken = withFields(fields, {
    content: rest.length === 0 ? null : rest,
    tool_calls: calls.length === 0 ? undefined : calls,
  });
  const isEmpty = rest.length === 0 && calls.length === 0 && results.length > 0;
  return [...results.map(resultOf), ...(isEmpty ? [] : [spoken])];
}

/** Some clients leave `content` out where there is none; assistants and functions may. */
function withContent(message: JsonObject): JsonObject {
  return NEEDS_CONTENT.has(message.role) && message.content === undefined
    ? { ...message, content: null }
    : message;
}

/** No calls at all are no calls; blank text beside calls is no text; arguments are JSON text. */
function withCanonicalCalls(message: JsonObject): JsonObject {
  const { tool_calls: calls, content } = message;
  if (!Array.isArray(calls)) return message;
  if (calls.length === 0) return withFields(message, { tool_calls: undefined });
  const canonical = mapped(calls, canonicalCall);
  const isBlank = typeof content === 'string' && content !== '' && content.trim() === '';
  if (canonical === calls && !isBlank) return message;
  return { ...message, tool_calls: canonical, ...(isBlank ? { content: null } : {}) };
}

function canonicalCall(call: unknown): unknown {
  if (!isJsonObject(call)) return call;
  const typed = call.type === undefined && isJsonObject(call.function) ? { ...call, type: 'function' } : call;
  const { function: called } = typed;
  if (!isJsonObject(called) || typeof called.arguments === 'string' || called.arguments === undefined)
    return typed;
  return { ...typed, function: { ...called, arguments: JSON.stringify(called.arguments) } };
}

function callOf(block: unknown): unknown {
  const { id, name, input } = block as JsonObject;
  return { id, type: 'function', function: { name, arguments: JSON.stringify(input ?? {}) } };
}

function resultOf(block: unknown): unknown {
  const { tool_use_id: id, content, is_error: isError } = block as JsonObject;
  const parts = Array.isArray(content) ? mapped(content, canonicalPart) : (content ?? '');
  const failed = isError === true && typeof parts === 'string' ? `Error: ${parts}` : parts;
  return { role: 'tool', tool_call_id: id, content: failed };
}
