import { argumentsText } from './arguments-text.ts';
import { canonicalPart } from './content-part.ts';
import { isJsonObject, type JsonObject, mapped, withFields } from './json-object.ts';

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
  const isOwn = (part: unknown) => !isLifted(part, fields.role);
  if (content.every(isOwn)) return [content === fields.content ? fields : withFields(fields, { content })];
  const rest = content.filter(isOwn);
  const lifted = content.filter((part) => !isOwn(part));
  const uses = lifted.filter((part) => typeOf(part) === 'tool_use');
  const results = lifted.filter((part) => typeOf(part) === 'tool_result');
  const calls = [...(Array.isArray(fields.tool_calls) ? fields.tool_calls : []), ...uses.map(callOf)];
  const spoken = withFields(fields, {
    content: rest.length === 0 ? null : rest,
    tool_calls: calls.length === 0 ? undefined : calls,
  });
  const isEmpty = rest.length === 0 && calls.length === 0 && results.length > 0;
  return [...results.map(resultOf), ...(isEmpty ? [] : [spoken])];
}

/** Whether a block has its place elsewhere in a chat request, or none. */
function isLifted(part: unknown, role: unknown): boolean {
  switch (typeOf(part)) {
    // Anthropic's thinking has no place in a request of this dialect.
    case 'thinking':
    case 'redacted_thinking':
      return true;
    case 'tool_use':
      return role === 'assistant';
    case 'tool_result':
      return role === 'user' || role === 'tool';
    default:
      return false;
  }
}

function typeOf(part: unknown): unknown {
  return isJsonObject(part) ? part.type : undefined;
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
  const isBlank = typeof content === 'string' && content !== '' && !/\S/.test(content);
  if (canonical === calls && !isBlank) return message;
  return { ...message, tool_calls: canonical, ...(isBlank ? { content: null } : {}) };
}

function canonicalCall(call: unknown): unknown {
  if (!isJsonObject(call)) return call;
  const typed = call.type === undefined && isJsonObject(call.function) ? { ...call, type: 'function' } : call;
  const { function: called } = typed;
  if (!isJsonObject(called) || !isJsonObject(called.arguments)) return typed;
  const text = argumentsText(called.arguments);
  return text === called.arguments ? typed : { ...typed, function: { ...called, arguments: text } };
}

function callOf(block: unknown): unknown {
  const { id, name, input } = block as JsonObject;
  return { id, type: 'function', function: { name, arguments: argumentsText(input ?? {}) } };
}

function resultOf(block: unknown): unknown {
  const { tool_use_id: id, content, is_error: isError } = block as JsonObject;
  const parts = Array.isArray(content) ? mapped(content, canonicalPart) : (content ?? '');
  return { role: 'tool', tool_call_id: id, content: isError === true ? asError(parts) : parts };
}

/** Chat has no mark for a failure, so it is said. */
function asError(content: unknown): unknown {
  if (typeof content === 'string') return `Error: ${content}`;
  return Array.isArray(content) ? [{ type: 'text', text: 'Error:' }, ...content] : content;
}
