import type { CreateResponseRequest } from '../../contract/operations.ts';
import type { ToolDefinition } from '../../qodercli/turn.ts';
import { customDefinition } from '../tools/custom-tools.ts';
import type { ToolChoice } from '../tools/tool-choice.ts';
import { functionDefinition, offeredTools, type ToolRequest } from '../tools/tool-request.ts';
import { CLIENT_RUN_TOOLS, type ClientRunType } from './client-run/client-run-tools.ts';
import { type GivenTool, givenTools, type SingleTool } from './given-tools.ts';
import type { InputEntry } from './history.ts';

type Request = Pick<CreateResponseRequest, 'tools' | 'tool_choice' | 'parallel_tool_calls'>;

/** A tool as the client named it. */
export interface ClientTool {
  /** Of a client-run tool, which has no name of its own, its type. */
  readonly name: string;
  readonly namespace?: string | undefined;
  /** What its calls look like: those of `custom` tools carry plain text, those of client-run ones have items of a kind of their own. */
  readonly form: 'function' | 'custom' | ClientRunType;
}

export interface ResponsesToolRequest extends ToolRequest {
  /** The client's tools, by the names that the model knows them under. */
  readonly clientTools: ReadonlyMap<string, ClientTool>;
}

/**
 * The tools of a request and of its conversation's items. One in a namespace is offered under its own name, and where
 * that is taken, with the namespace before it. One that an item brings again is offered as it came last.
 * @throws ApiError 400 naming the tool or the choice at fault.
 */
export function toolRequestOf(request: Request, entries: readonly InputEntry[] = []): ResponsesToolRequest {
  const given = givenTools(request.tools ?? [], entries);
  const nameFor = createNames(given);
  const clientTools = new Map<string, ClientTool>();
  const definitions: ToolDefinition[] = [];
  const positions = new Map<string, number>();
  const strict = new Map<string, string>();
  for (const each of given) {
    const name = nameFor(each);
    const { tool, namespace, param, isFromItem } = each;
    const position = positions.get(name) ?? definitions.length;
    const definition = definitionOf(tool, name, param);
    clientTools.set(name, { name: ownName(tool), namespace, form: tool.type });
    positions.set(name, position);
    if (tool.type === 'function' && tool.strict === true) strict.set(name, `${param}.parameters`);
    else strict.delete(name);
    // Twice in `tools` itself is a mistake, which `offeredTools` names.
    if (isFromItem || namespace !== undefined) definitions[position] = definition;
    else definitions.push(definition);
  }
  const { tool_choice: asked } = request;
  const choice = toolChoiceOf(asked, clientTools);
  const isLimited = typeof asked === 'object' && asked?.type === 'allowed_tools';
  const allowed = isLimited ? definitions.filter(isAmong(asked.tools, clientTools)) : definitions;
  return {
    tools: offeredTools(allowed, choice, { list: 'tools', choice: 'tool_choice' }),
    choice,
    strict,
    maxCalls: request.parallel_tool_calls === false ? 1 : undefined,
    clientTools,
  };
}

/** Names for the model: always the same one for the same tool, and free of clashes as far as a prefix goes. */
function createNames(given: readonly GivenTool[]): (tool: GivenTool) => string {
  const functions = given.filter(({ tool, namespace }) => 'name' in tool && namespace === undefined);
  const taken = new Set(functions.map(({ tool }) => ownName(tool)));
  const names = new Map<string, string>();
  return ({ tool, namespace }) => {
    const own = ownName(tool);
    const prefix = 'name' in tool ? namespace : 'client';
    if (prefix === undefined) return own;
    const identity = `${prefix} ${own}`;
    const name = names.get(identity) ?? (taken.has(own) ? `${prefix}__${own}` : own);
    names.set(identity, name);
    taken.add(name);
    return name;
  };
}

function ownName(tool: SingleTool): string {
  return 'name' in tool ? tool.name : tool.type;
}

function definitionOf(tool: SingleTool, name: string, param: string): ToolDefinition {
  if (tool.type === 'custom') return customDefinition({ ...tool, name });
  if (tool.type === 'function') return functionDefinition({ ...tool, name }, `${param}.parameters`);
  return CLIENT_RUN_TOOLS[tool.type].definition(tool, name, param);
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

/** The name that the model knows a client-run tool under. */
export function offeredClientRunName(
  type: ClientRunType,
  clientTools: ResponsesToolRequest['clientTools'],
): string {
  const qualified = `client__${type}`;
  return clientTools.get(qualified)?.form === type ? qualified : type;
}

function toolChoiceOf(
  choice: Request['tool_choice'],
  clientTools: ResponsesToolRequest['clientTools'],
): ToolChoice {
  if (choice === null || choice === undefined) return { type: 'auto' };
  if (typeof choice === 'string') return { type: choice };
  if (choice.type === 'allowed_tools') return { type: choice.mode };
  const name =
    'name' in choice ? offeredName(choice, clientTools) : offeredClientRunName(choice.type, clientTools);
  return { type: 'named', name };
}

function isAmong(
  references: readonly Readonly<Record<string, unknown>>[],
  clientTools: ResponsesToolRequest['clientTools'],
): (definition: ToolDefinition) => boolean {
  const names = new Set(references.map(({ name, type }) => name ?? type));
  return ({ name }) => names.has(clientTools.get(name)?.name);
}
