import type { CanonicalRequest } from './chat-request.ts';
import { isJsonObject, type JsonObject, mapped, withFields } from './json-object.ts';
import { flatFormat } from './response-format.ts';
import { canonicalItem } from './responses-item.ts';
import { canonicalResponsesTools } from './responses-tool.ts';
import { withoutNoLimits } from './token-limits.ts';

/**
 * A Responses request in the shapes that real clients send, as the contract describes it. Whatever is wrong and no
 * known variant stays as it is, so that validation names it. Never throws; changes nothing in place.
 */
export function canonicalResponsesRequest(body: unknown): CanonicalRequest {
  if (!isJsonObject(body)) return { body, leftOut: [] };
  const leftOut: string[] = [];
  const canonical = withTools(withInput(withoutNoLimits(body), leftOut), leftOut);
  return { body: withFormat(withChoice(canonical, leftOut)), leftOut };
}

function withInput(body: JsonObject, leftOut: string[]): JsonObject {
  const { input } = body;
  if (!Array.isArray(input)) return body;
  const items = mapped(input, (item, index) => {
    const param = `input[${index}]`;
    const next = canonicalItem(item, param, leftOut);
    if (next === undefined) leftOut.push(param);
    return next;
  });
  return items === input ? body : { ...body, input: items.filter((item) => item !== undefined) };
}

function withTools(body: JsonObject, leftOut: string[]): JsonObject {
  if (!Array.isArray(body.tools)) return body;
  const tools = canonicalResponsesTools(body.tools, 'tools', leftOut);
  return tools === body.tools ? body : { ...body, tools };
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
  if (typeof type !== 'string' || offersType(body, type)) return body;
  leftOut.push('tool_choice');
  return withFields(body, { tool_choice: undefined });
}

/** Whether a tool without a name, which a choice tells by its type, is there. */
function offersType({ tools, input, previous_response_id: previous }: JsonObject, type: string): boolean {
  if (type !== 'tool_search') return false;
  const items = Array.isArray(input) ? input : [];
  const lists = [tools, ...items.map((item) => (isJsonObject(item) ? item.tools : undefined))];
  const isThere = lists.some(
    (list) => Array.isArray(list) && list.some((tool) => isJsonObject(tool) && tool.type === type),
  );
  // What the earlier response's conversation has brought is not known here.
  return isThere || typeof previous === 'string';
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
