import { isJsonObject, mapped } from './json-object.ts';
import { canonicalTool } from './tool.ts';

/**
 * The tools of a list as the contract describes them. Those that the client's vendor would run itself are left out.
 * @param list where the request has them, for instance `tools`.
 * @param leftOut is told where each of those that are left out stood.
 */
export function canonicalResponsesTools(
  tools: readonly unknown[],
  list: string,
  leftOut: string[],
  isNamespace = false,
): readonly unknown[] {
  const canonical = mapped(tools, (tool, index) => {
    const param = `${list}[${index}]`;
    const isClientRun = isJsonObject(tool) && tool.type === 'tool_search';
    const next = isNamespace && isClientRun ? undefined : canonicalResponsesTool(tool, param, leftOut);
    if (next === undefined) leftOut.push(param);
    return next;
  });
  return canonical === tools ? tools : canonical.filter((tool) => tool !== undefined);
}

function canonicalResponsesTool(tool: unknown, param: string, leftOut: string[]): unknown {
  if (!isJsonObject(tool)) return tool;
  const { type } = tool;
  if (type === 'namespace') {
    if (!Array.isArray(tool.tools)) return tool;
    const tools = canonicalResponsesTools(tool.tools, `${param}.tools`, leftOut, true);
    return tools === tool.tools ? tool : { ...tool, tools };
  }
  // OpenAI's server would run any other search.
  if (type === 'tool_search') return tool.execution === 'client' ? tool : undefined;
  const isFlat = tool.name !== undefined && tool.input_schema === undefined;
  if ((type === 'function' || type === 'custom') && isFlat) return tool;
  const chat = canonicalTool(tool);
  if (!isJsonObject(chat)) return chat;
  if (chat.type === 'function' && isJsonObject(chat.function)) return { type: 'function', ...chat.function };
  if (chat.type === 'custom' && isJsonObject(chat.custom)) return { type: 'custom', ...chat.custom };
  return chat;
}
