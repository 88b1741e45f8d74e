import { isJsonObject, type JsonObject } from './json-object.ts';

/** Marks a free-form tool whose calls go out as those of a function. No JSON can hold it, so no client can set it. */
export const READ_AS_FUNCTION = Symbol('read as function');

/**
 * A tool in another shape as chat's: flat functions, Anthropic's typeless ones, flat free-form ones.
 * @returns undefined for one that the client's vendor would run itself (web search, computer use and their
 * like): nobody here can.
 */
export function canonicalTool(tool: unknown): unknown {
  if (!isJsonObject(tool)) return tool;
  const { type, name, description } = tool;
  if (isJsonObject(tool.function) && (type === undefined || type === 'function')) {
    return type === undefined ? { ...tool, type: 'function' } : tool;
  }
  if (type === 'function' && name !== undefined) {
    return {
      type: 'function',
      function: present({ name, description, parameters: tool.parameters, strict: tool.strict }),
    };
  }
  if (type === 'custom' && isJsonObject(tool.custom)) return tool;
  if (type === 'custom' && tool.input_schema === undefined && name !== undefined) {
    // Who offers it flat reads its calls as functions with plain text: Cursor does.
    return {
      type: 'custom',
      custom: { ...present({ name, description, format: tool.format }), [READ_AS_FUNCTION]: true },
    };
  }
  if ((type === undefined || type === 'custom') && name !== undefined && tool.input_schema !== undefined) {
    return {
      type: 'function',
      function: present({ name, description, parameters: tool.input_schema, strict: tool.strict }),
    };
  }
  // One of these two inside tells a misspelt type, which is to be refused, from a hosted tool.
  if (tool.function !== undefined || tool.custom !== undefined) return tool;
  return typeof type === 'string' && type !== 'function' && type !== 'custom' ? undefined : tool;
}

/** A namespace holds functions of its own, which are offered like any other. */
export function toolsIn(tool: unknown): readonly unknown[] {
  return isJsonObject(tool) && tool.type === 'namespace' && Array.isArray(tool.tools) ? tool.tools : [tool];
}

function present(fields: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
