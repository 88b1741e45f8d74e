import type { CanonicalRequest } from '../variants/chat-request.ts';
import { isJsonObject, type JsonObject, mapped } from '../variants/json-object.ts';
import { flatFormat } from '../variants/response-format.ts';
import { type OfferedTools, offeredToolsOf } from './offered-tools.ts';

/** Blocks of what Anthropic's own servers have done, which clients give back. `tool_result` is the client's own. */
const SERVED_ELSEWHERE =
  /^(server_tool_use|mcp_tool_use|mcp_tool_listing|container_upload|browser_state|fallback|[a-z_]{1,64}_tool_result)$/;

interface Reading {
  readonly tools: OfferedTools;
  readonly leftOut: Set<string>;
}

/**
 * A request of Anthropic's dialect as the contract has it: with the tools that its messages have loaded, which they
 * name in words; tools that clients run are defined; blocks and tools that only Anthropic's own servers can serve
 * are left out. Whatever else is wrong stays as it is, so that validation names it. Never throws; changes nothing in
 * place.
 */
export function canonicalMessageRequest(body: unknown): CanonicalRequest {
  if (!isJsonObject(body)) return { body, leftOut: [] };
  const leftOut = new Set<string>();
  const given = Array.isArray(body.tools) ? body.tools : [];
  const served: string[] = [];
  const tools = offeredToolsOf(given, (index) => served.push(`tools[${index}]`));
  const fields: Record<string, unknown> = {};
  if (Array.isArray(body.messages)) {
    const messages = mapped(body.messages, (message, index) =>
      withReadBlocks(message, `messages[${index}]`, { tools, leftOut }),
    );
    if (messages !== body.messages) fields.messages = messages;
  }
  const { tool_choice: choice } = body;
  if (isJsonObject(choice) && typeof choice.name === 'string') tools.load(choice.name);
  const offered = tools.current();
  const isSame = offered.length === given.length && offered.every((tool, index) => tool === given[index]);
  if (!isSame) fields.tools = offered;
  const isChanged = Object.keys(fields).length > 0;
  return { body: withFormats(isChanged ? { ...body, ...fields } : body), leftOut: [...leftOut, ...served] };
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

function withReadBlocks(holder: unknown, param: string, reading: Reading): unknown {
  if (!isJsonObject(holder) || !Array.isArray(holder.content)) return holder;
  const content = mapped(holder.content, (block, index) =>
    readBlock(block, `${param}.content[${index}]`, reading),
  );
  return content === holder.content ? holder : { ...holder, content };
}

function readBlock(block: unknown, param: string, reading: Reading): unknown {
  if (!isJsonObject(block)) return block;
  const { type } = block;
  switch (type) {
    case 'tool_reference':
      return typeof block.tool_name === 'string' ? loaded(block.tool_name, reading) : block;
    case 'tool_addition':
    case 'tool_removal':
      return toolChange(block, reading) ?? leaveOut(param, reading);
    case 'compaction':
      if (Array.isArray(block.tool_changes)) {
        for (const change of block.tool_changes) if (isJsonObject(change)) toolChange(change, reading);
      }
      return block;
  }
  if (typeof type !== 'string' || !SERVED_ELSEWHERE.test(type)) return withReadBlocks(block, param, reading);
  // A long history may hold hundreds: each kind is named once.
  return leaveOut(`messages.${type}`, reading);
}

/** @returns undefined for a change of what is not there: a toolset of an MCP server, a tool of Anthropic's. */
function toolChange({ type, tool }: JsonObject, reading: Reading): JsonObject | undefined {
  const { tools } = reading;
  if (!isJsonObject(tool)) return undefined;
  if (tool.type === 'tool_definition' && type === 'tool_addition' && isJsonObject(tool.definition)) {
    const name = tools.define(tool.definition);
    return name === undefined ? undefined : said(`The tool '${name}' can be called from now on.`);
  }
  if (tool.type !== 'tool_reference' || typeof tool.name !== 'string') return undefined;
  if (type === 'tool_addition') return loaded(tool.name, reading);
  tools.withdraw(tool.name);
  return said(`The tool '${tool.name}' can no longer be called.`);
}

function loaded(name: string, { tools }: Reading): JsonObject {
  return said(
    tools.load(name)
      ? `The tool '${name}' can be called from now on.`
      : `The tool '${name}' was found, but cannot be called here.`,
  );
}

function leaveOut(name: string, { leftOut }: Reading): JsonObject {
  leftOut.add(name);
  return said('');
}

/** In the place of a block; an empty text says nothing. */
function said(text: string): JsonObject {
  return { type: 'text', text };
}
