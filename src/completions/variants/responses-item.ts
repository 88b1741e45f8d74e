import { argumentsText } from './arguments-text.ts';
import { isJsonObject, type JsonObject, mapped } from './json-object.ts';
import { canonicalResponsesTools } from './responses-tool.ts';

/**
 * Items of tools that OpenAI's own servers run, or that tell of them. What they brought is of no use to a model
 * that does not have them.
 */
const HOSTED = new Set([
  'apply_patch_call',
  'apply_patch_call_output',
  'code_interpreter_call',
  'computer_call',
  'computer_call_output',
  'file_search_call',
  'image_generation_call',
  'local_shell_call',
  'local_shell_call_output',
  'mcp_approval_request',
  'mcp_approval_response',
  'mcp_call',
  'mcp_list_tools',
  'program',
  'program_output',
  'shell_call',
  'shell_call_output',
  'web_search_call',
]);

/**
 * An item in a shape that clients send, as the contract describes it.
 * @param param where the request has it.
 * @param leftOut is told of parts of it that are left out.
 * @returns undefined for one that nobody here can make use of.
 */
export function canonicalItem(item: unknown, param: string, leftOut: string[]): unknown {
  if (typeof item === 'string') return { type: 'message', role: 'user', content: item };
  if (!isJsonObject(item)) return item;
  const { type } = item;
  if (typeof type === 'string' && HOSTED.has(type)) return undefined;
  if (type === undefined || type === null) {
    if (item.role !== undefined) return withContent({ ...item, type: 'message' });
    return typeof item.id === 'string' ? { ...item, type: 'item_reference' } : item;
  }
  switch (type) {
    case 'message':
      return withContent(item);
    case 'function_call':
      return withText(item, 'arguments', '{}');
    case 'custom_tool_call':
      return withText(item, 'input', '');
    case 'function_call_output':
    case 'custom_tool_call_output':
      return withOutput(item);
    case 'additional_tools':
    case 'tool_search_output':
      return withTools(item, param, leftOut);
    // Codex knows this name, too.
    case 'compaction_summary':
      return { ...item, type: 'compaction' };
    case 'tool_search_call':
      return clientSearch(item);
    default:
      return item;
  }
}

function withTools(item: JsonObject, param: string, leftOut: string[]): JsonObject {
  if (!Array.isArray(item.tools)) return item;
  const tools = canonicalResponsesTools(item.tools, `${param}.tools`, leftOut);
  return tools === item.tools ? item : { ...item, tools };
}

/** What OpenAI's server searched for is no call that this model made. */
function clientSearch(item: JsonObject): JsonObject | undefined {
  const isServers = item.execution === 'server' || (item.execution !== 'client' && !item.call_id);
  return isServers ? undefined : item;
}

function withContent(item: JsonObject): JsonObject {
  const { content, role } = item;
  if (content === undefined || content === null) return { ...item, content: '' };
  if (!Array.isArray(content)) return item;
  const parts = mapped(content, (part) => canonicalPart(part, role));
  return parts === content ? item : { ...item, content: parts };
}

/** A result is text or parts; what is neither is given as JSON. */
function withOutput(item: JsonObject): JsonObject {
  const { output } = item;
  if (typeof output === 'string') return item;
  if (Array.isArray(output)) {
    const parts = mapped(output, (part) => canonicalPart(part, 'tool'));
    return parts === output ? item : { ...item, output: parts };
  }
  return withText(item, 'output', '');
}

function withText(item: JsonObject, name: string, absent: string): JsonObject {
  const { [name]: value } = item;
  if (typeof value === 'string') return item;
  if (value === undefined || value === null) return { ...item, [name]: absent };
  if (!isJsonObject(value)) return item;
  const text = argumentsText(value);
  return text === value ? item : { ...item, [name]: text };
}

/** Chat's parts, a bare string, an image URL within its object. */
function canonicalPart(part: unknown, role: unknown): unknown {
  if (typeof part === 'string') return { type: textType(role), text: part };
  if (!isJsonObject(part)) return part;
  const { type, image_url: image, file } = part;
  if (type === 'text') return { ...part, type: textType(role) };
  if ((type === 'image_url' || type === 'input_image') && isJsonObject(image))
    return { ...part, type: 'input_image', image_url: image.url };
  if (type === 'file' && isJsonObject(file)) return { ...file, type: 'input_file' };
  return type === 'image_url' ? { ...part, type: 'input_image' } : part;
}

function textType(role: unknown): string {
  return role === 'assistant' ? 'output_text' : 'input_text';
}
