import { isJsonObject, mapped } from './json-object.ts';
import { canonicalTool } from './tool.ts';

/**
 * A tool in another shape as Responses': nested functions, Anthropic's typeless ones.
 * @returns undefined for one that the client's vendor would run itself.
 */
export function canonicalResponsesTool(tool: unknown): unknown {
  if (!isJsonObject(tool)) return tool;
  const { type } = tool;
  if (type === 'namespace') {
    if (!Array.isArray(tool.tools)) return tool;
    const tools = mapped(tool.tools, canonicalResponsesTool);
    return tools === tool.tools ? tool : { ...tool, tools: tools.filter((nested) => nested !== undefined) };
  }
  const isFlat = tool.name !== undefined && tool.input_schema === undefined;
  if ((type === 'function' || type === 'custom') && isFlat) return tool;
  const chat = canonicalTool(tool);
  if (!isJsonObject(chat)) return chat;
  if (chat.type === 'function' && isJsonObject(chat.function)) return { type: 'function', ...chat.function };
  if (chat.type === 'custom' && isJsonObject(chat.custom)) return { type: 'custom', ...chat.custom };
  return chat;
}
