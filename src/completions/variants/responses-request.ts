import type { CanonicalRequest } from './chat-request.ts';
import { isJsonObject, type JsonObject, mapped, withFields } from './json-object.ts';
import { canonicalItem } from './responses-item.ts';
import { canonicalResponsesTool } from './responses-tool.ts';

/**
 * A Responses request in the shapes that real clients send, as the contract describes it. Whatever is wrong and no
 * known variant stays as it is, so that validation names it. Never throws; changes nothing in place.
 */
export function canonicalResponsesRequest(body: unknown): CanonicalRequest {
  if (!isJsonObject(body)) return { body, leftOut: [] };
  const leftOut: string[] = [];
  const withInput = withList(body, 'input', canonicalItem, leftOut);
  const withTools = withList(withInput, 'tools', canonicalResponsesTool, leftOut);
  return { body: withFormat(withChoice(withTools, leftOut)), leftOut };
}

/** Items for which `change` gives undefined are left out, and told. */
function withList(
  body: JsonObject,
  name: string,
  change: (item: unknown) => unknown,
  leftOut: string[],
): JsonObject {
  const { [name]: items } = body;
  if (!Array.isArray(items)) return body;
  const canonical = mapped(items, (item, index) => {
    const next = change(item);
    if (next === undefined) leftOut.push(`${name}[${index}]`);
    return next;
  });
  if (canonical === items) return body;
  return { ...body, [name]: canonical.filter((item) => item !== undefined) };
}

/** A choice of a hosted tool, which is not there; and chat's nested form. */
function withChoice(body: JsonObject, leftOut: string[]): JsonObject {
  const { tool_choice: choice } = body;
  if (!isJsonObject(choice)) return body;
  const { type } = choice;
  if (type === 'allowed_tools') {
    return isJsonObject(choice.allowed_tools)
      ? { ...body, tool_choice: { type, ...choice.allowed_tools } }
      : body;
  }
  if (type === 'function' || type === 'custom') {
    const { [type]: nested } = choice;
    if (choice.name !== undefined || !isJsonObject(nested)) return body;
    return { ...body, tool_choice: { type, name: nested.name } };
  }
  if (typeof type !== 'string') return body;
  leftOut.push('tool_choice');
  return withFields(body, { tool_choice: undefined });
}

/** Chat's `response_format` stands for `text.format`; chat nests the schema. */
function withFormat(body: JsonObject): JsonObject {
  const { text, response_format: chatFormat } = body;
  const own = isJsonObject(text) ? text.format : undefined;
  const format = flatFormat(own ?? chatFormat);
  if (format === own || (text !== undefined && text !== null && !isJsonObject(text))) return body;
  return withFields(body, {
    response_format: undefined,
    text: { ...(isJsonObject(text) ? text : {}), format },
  });
}

function flatFormat(format: unknown): unknown {
  if (!isJsonObject(format) || format.type !== 'json_schema' || !isJsonObject(format.json_schema))
    return format;
  return { type: 'json_schema', ...format.json_schema };
}
