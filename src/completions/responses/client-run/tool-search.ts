import type { InputItem, ResponsesTool } from '../../../contract/operations.ts';
import { functionDefinition } from '../../tools/tool-request.ts';
import type { ClientRunTool } from './client-run-tool.ts';

const DESCRIPTION =
  'Searches for tools that are not offered yet. Those that it finds can be called afterwards.';
const PARAMETERS = {
  type: 'object',
  properties: { query: { type: 'string', description: 'What the tool that is needed should do.' } },
  required: ['query'],
};

export const toolSearch: ClientRunTool = {
  idPrefix: 'tsc',
  definition(tool, name, param) {
    const { description, parameters } = tool as Extract<ResponsesTool, { type: 'tool_search' }>;
    return functionDefinition(
      { name, description: description || DESCRIPTION, parameters: parameters ?? PARAMETERS },
      `${param}.parameters`,
    );
  },
  callItem: (call, input) => ({
    ...call,
    type: 'tool_search_call',
    execution: 'client',
    arguments: input ?? {},
  }),
  inputOf: (item) => item.arguments,
};

type ToolSearchOutput = Extract<InputItem, { type: 'tool_search_output' }>;

/**
 * What the model is told that a search has found.
 * @param nameOf the name that the model knows a tool under.
 */
export function foundToolsText(
  { tools }: ToolSearchOutput,
  nameOf: (name: string, namespace?: string) => string,
): string {
  const lines = tools.flatMap((tool) => {
    if (tool.type === 'namespace')
      return tool.tools.map((nested) => lineOf(nameOf(nested.name, tool.name), nested.description));
    return tool.type === 'function' || tool.type === 'custom'
      ? [lineOf(nameOf(tool.name), tool.description)]
      : [];
  });
  if (lines.length === 0) return 'No tools were found.';
  return ['These tools were found and can be called now:', ...lines].join('\n');
}

function lineOf(name: string, description: string | null | undefined): string {
  return description ? `- ${name}: ${description}` : `- ${name}`;
}
