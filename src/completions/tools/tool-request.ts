import { ApiError } from '../../errors.ts';
import type { ToolDefinition } from '../../qodercli/turn.ts';
import type { ToolChoice } from './tool-choice.ts';
import { objectSchemaOf } from './tool-schema.ts';

export interface ToolRequest {
  /** Tools that the model may call: none when the choice is `none`, one alone when it is named. */
  readonly tools: readonly ToolDefinition[];
  readonly choice: ToolChoice;
  /** Tools whose arguments must conform to their schemas, by name, and where the request has those. */
  readonly strict: ReadonlyMap<string, string>;
  /** At most this many calls may go out. */
  readonly maxCalls?: number | undefined;
}

/** Where a request says what, for errors. */
export interface ToolParams {
  /** For instance `tools`. */
  readonly list: string;
  /** For instance `tool_choice`. */
  readonly choice: string;
}

export interface FunctionTool {
  readonly name: string;
  readonly description?: string | null | undefined;
  /** A JSON Schema. */
  readonly parameters?: Readonly<Record<string, unknown>> | null | undefined;
}

/** @throws ApiError 400 naming `param` for parameters that are no schema of an object. */
export function functionDefinition(tool: FunctionTool, param: string): ToolDefinition {
  return {
    name: tool.name,
    ...(tool.description ? { description: tool.description } : {}),
    inputSchema: objectSchemaOf(tool.parameters, tool.name, param),
  };
}

/**
 * Those of the tools that the choice leaves.
 * @throws ApiError 400 naming a tool whose name is taken, or a choice of a tool that is not there.
 */
export function offeredTools(
  definitions: readonly ToolDefinition[],
  choice: ToolChoice,
  params: ToolParams,
): readonly ToolDefinition[] {
  refuseDuplicates(definitions, params.list);
  if (choice.type === 'none') return [];
  if (choice.type === 'required' && definitions.length === 0) {
    throw invalid(params.choice, 'there are no tools to choose from', params.choice);
  }
  if (choice.type !== 'named') return definitions;
  const chosen = definitions.filter(({ name }) => name === choice.name);
  if (chosen.length === 0) throw invalid(params.choice, `there is no tool '${choice.name}'`, params.choice);
  return chosen;
}

function refuseDuplicates(definitions: readonly ToolDefinition[], list: string): void {
  const seen = new Set<string>();
  for (const [index, { name }] of definitions.entries()) {
    if (seen.has(name)) throw invalid(list, `the name '${name}' is used twice`, `${list}[${index}]`);
    seen.add(name);
  }
}

function invalid(what: string, problem: string, param: string): ApiError {
  return new ApiError('invalid_request', `Invalid '${what}': ${problem}.`, { param });
}
