import type { CanonicalRequest } from '../variants/chat-request.ts';
import { isJsonObject, type JsonObject, mapped } from '../variants/json-object.ts';
import { flatFormat } from '../variants/response-format.ts';

/** Blocks of what Anthropic's own servers have done, which clients give back. `tool_result` is the client's own. */
const SERVED_ELSEWHERE =
  /^(server_tool_use|mcp_tool_use|mcp_tool_listing|container_upload|tool_reference|browser_state|fallback|[a-z_]{1,64}_tool_result)$/;

/**
 * A request of Anthropic's dialect without what only Anthropic's own servers can serve: blocks of their tools'
 * work, and the tools themselves. Whatever else is wrong stays as it is, so that validation names it. Never
 * throws; changes nothing in place.
 */
export function canonicalMessageRequest(body: unknown): CanonicalRequest {
  if (!isJsonObject(body)) return { body, leftOut: [] };
  const leftOut = new Set<string>();
  const { messages, tools } = body;
  const fields: Record<string, unknown> = {};
  if (Array.isArray(messages)) {
    fields.messages = mapped(messages, (message) => withoutServedBlocks(message, leftOut));
  }
  if (Array.isArray(tools)) {
    fields.tools = tools.flatMap((tool, index) => {
      if (!isServedTool(tool)) return [tool];
      leftOut.add(`tools[${index}]`);
      return [];
    });
  }
  const own = leftOut.size === 0 ? body : { ...body, ...fields };
  return { body: withFormats(own), leftOut: [...leftOut] };
}

/** OpenAI's clients nest the schema of a format, also where they speak this dialect. */
function withFormats(body: JsonObject): JsonObject {
  const { output_config: output, output_format: older } = body;
  const nested = isJsonObject(output) ? output.format : undefined;
  if (!isNested(nested) && !isNested(older)) return body;
  return {
    ...body,
    ...(isNested(nested) ? { output_config: { ...(output as JsonObject), format: flatFormat(nested) } } : {}),
    ...(isNested(older) ? { output_format: flatFormat(older) } : {}),
  };
}

function isNested(format: unknown): boolean {
  return isJsonObject(format) && isJsonObject(format.json_schema);
}

/** Tools with a version in their type are known to the vendor's servers and models alone. */
function isServedTool(tool: unknown): boolean {
  if (!isJsonObject(tool) || typeof tool.type !== 'string') return false;
  return tool.type !== 'custom' && tool.type !== 'function';
}

function withoutServedBlocks(holder: unknown, leftOut: Set<string>): unknown {
  if (!isJsonObject(holder) || !Array.isArray(holder.content)) return holder;
  const content = mapped(holder.content, (block) => withoutServed(block, leftOut));
  return content === holder.content ? holder : { ...holder, content };
}

function withoutServed(block: unknown, leftOut: Set<string>): unknown {
  if (!isJsonObject(block)) return block;
  const { type } = block;
  if (typeof type !== 'string' || !SERVED_ELSEWHERE.test(type)) return withoutServedBlocks(block, leftOut);
  // A long history may hold hundreds: each kind is named once.
  leftOut.add(`messages.${type}`);
  return NOTHING;
}

/** Says nothing, and keeps the places of the blocks after it. */
const NOTHING: JsonObject = { type: 'text', text: '' };
