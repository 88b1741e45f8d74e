import type { CreateResponseRequest, ResponsesTool } from '../../contract/operations.ts';
import type { ToolDefinition } from '../../qodercli/turn.ts';
import { customDefinition } from '../tools/custom-tools.ts';
import type { ToolChoice } from '../tools/tool-choice.ts';
import { functionDefinition, offeredTools, type ToolRequest } from '../tools/tool-request.ts';

type Request = Pick<CreateResponseRequest, 'tools' | 'tool_choice' | 'parallel_tool_calls'>;

/** A tool as the client named it. */
export interface ClientTool {
  readonly name: string;
  readonly namespace?: string | undefined;
  /** Free-form: its calls carry plain text. */
  readonly isCustom: boolean;
}

export interface ResponsesToolRequest extends ToolRequest {
  /** The client's tools, by the names that the model knows them under. */
  readonly clientTools: ReadonlyMap<string, ClientTool>;
}

/**
 * The tools of a request. One in a namespace is offered under its own name, and where that is taken, with the
 * namespace before it.
 * @throws ApiError 400 naming the tool or the choice at fault.
 */
export function toolRequestOf(request: Request): ResponsesToolRequest {
  const tools = request.tools ?? [];
  const taken = new Set(tools.flatMap((tool) => (tool.type === 'namespace' ? [] : [tool.name])));
  const clientTools = new Map<string, ClientTool>();
  const definitions: ToolDefinition[] = [];
  const offer = (
    tool: Exclude<ResponsesTool, { type: 'namespace' }>,
    param: string,
    namespace?: string,
  ): void => {
    const isTaken = namespace !== undefined && taken.has(tool.name);
    const name = isTaken ? `${namespace}__${tool.name}` : tool.name;
    taken.add(name);
    clientTools.set(name, { name: tool.name, namespace, isCustom: tool.type === 'custom' });
    definitions.push(
      tool.type === 'custom'
        ? customDefinition({ ...tool, name })
        : functionDefinition({ ...tool, name }, `${param}.parameters`),
    );
  };
  for (const [index, tool] of tools.entries()) {
    if (tool.type !== 'namespace') offer(tool, `tools[${index}]`);
    else
      for (const [inner, nested] of tool.tools.entries())
        offer(nested, `tools[${index}].tools[${inner}]`, tool.name);
  }
  const { tool_choice: asked } = request;
  const choice = toolChoiceOf(asked, clientTools);
  const isLimited = typeof asked === 'object' && asked?.type === 'allowed_tools';
  const allowed = isLimited ? definitions.filter(isAmong(asked.tools, clientTools)) : definitions;
  return {
    tools: offeredTools(allowed, choice, { list: 'tools', choice: 'tool_choice' }),
    choice,
    maxCalls: request.parallel_tool_calls === false ? 1 : undefined,
    clientTools,
  };
}

/** The name that the model knows a tool under; what is not offered any more keeps its own. */
export function offeredName(
  { name, namespace }: { readonly name: string; readonly namespace?: string | null | undefined },
  clientTools: ResponsesToolRequest['clientTools'],
): string {
  if (!namespace) return name;
  const qualified = `${namespace}__${name}`;
  return clientTools.get(qualified)?.namespace === namespace ? qualified : name;
}

function toolChoiceOf(
  choice: Request['tool_choice'],
  clientTools: ResponsesToolRequest['clientTools'],
): ToolChoice {
  if (choice === null || choice === undefined) return { type: 'auto' };
  if (typeof choice === 'string') return { type: choice };
  if (choice.type === 'allowed_tools') return { type: choice.mode };
  return { type: 'named', name: offeredName(choice, clientTools) };
}

function isAmong(
  references: readonly Readonly<Record<string, unknown>>[],
  clientTools: ResponsesToolRequest['clientTools'],
): (definition: ToolDefinition) => boolean {
  const names = new Set(references.map(({ name }) => name));
  return ({ name }) => names.has(clientTools.get(name)?.name);
}
