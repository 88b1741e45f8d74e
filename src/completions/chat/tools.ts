import type { CreateChatCompletionRequest } from '../../contract/operations.ts';
import { ApiError } from '../../errors.ts';
import type { ToolDefinition } from '../../qodercli/turn.ts';
import type { ToolChoice } from '../tools/tool-choice.ts';
import { objectSchemaOf } from '../tools/tool-schema.ts';

type Request = Pick<
  CreateChatCompletionRequest,
  'tools' | 'tool_choice' | 'functions' | 'function_call' | 'parallel_tool_calls'
>;

/** A client that offers free-form tools in OpenAI's form gets `custom` calls; others read functions alone. */
export type CustomEnvelope = 'custom' | 'function';

export interface ToolRequest {
  /** Tools that the model may call: none when the choice is `none`, one alone when it is named. */
  readonly tools: readonly ToolDefinition[];
  readonly choice: ToolChoice;
  /** Free-form tools, and in which envelope their text goes out. */
  readonly customTools: ReadonlyMap<string, CustomEnvelope>;
  /** At most this many calls may go out. */
  readonly maxCalls: number | undefined;
  /** The client speaks the deprecated `functions`: it gets `function_call` back. */
  readonly legacy: boolean;
}

/**
 * The tools of a chat request, in either generation's form.
 * @throws ApiError 400 naming the tool or the choice at fault.
 */
export function toolRequestOf(request: Request): ToolRequest {
  const tools = request.tools ?? [];
  const functions = request.functions ?? [];
  const legacy = tools.length === 0 && functions.length > 0;
  const definitions = legacy
    ? functions.map((tool, index) => definition(tool, `functions[${index}].parameters`))
    : tools.map((tool, index) =>
        tool.type === 'function'
          ? definition(tool.function, `tools[${index}].function.parameters`)
          : customDefinition(tool.custom),
      );
  refuseDuplicates(definitions, legacy ? 'functions' : 'tools');
  const choice = legacy ? functionChoiceOf(request.function_call) : toolChoiceOf(request.tool_choice);
  const param = legacy ? 'function_call' : 'tool_choice';
  return {
    tools: offered(definitions, choice, param),
    choice,
    customTools: new Map(
      tools.flatMap((tool) =>
        tool.type === 'custom' ? [[tool.custom.name, envelopeOf(tool.custom)] as const] : [],
      ),
    ),
    maxCalls: legacy || request.parallel_tool_calls === false ? 1 : undefined,
    legacy,
  };
}

/** Set by the variant that knows the client's form; see variants/tool.ts. */
function envelopeOf(tool: object): CustomEnvelope {
  return 'as_function' in tool ? 'function' : 'custom';
}

interface FunctionTool {
  readonly name: string;
  readonly description?: string | null;
  readonly parameters?: Readonly<Record<string, unknown>> | null;
}

function definition(tool: FunctionTool, param: string): ToolDefinition {
  return {
    name: tool.name,
    ...(tool.description ? { description: tool.description } : {}),
    inputSchema: objectSchemaOf(tool.parameters, tool.name, param),
  };
}

/** A tool that takes a text is offered as one that takes an object with that text in it. */
function customDefinition(tool: {
  readonly name: string;
  readonly description?: string | null;
  readonly format?: unknown;
}): ToolDefinition {
  const format = tool.format ? ` It must follow this format: ${JSON.stringify(tool.format)}` : '';
  return {
    name: tool.name,
    ...(tool.description ? { description: tool.description } : {}),
    inputSchema: {
      type: 'object',
      properties: {
        input: { type: 'string', description: `The whole input of the tool as plain text.${format}` },
      },
      required: ['input'],
      additionalProperties: false,
    },
  };
}

function refuseDuplicates(definitions: readonly ToolDefinition[], list: string): void {
  const seen = new Set<string>();
  for (const [index, { name }] of definitions.entries()) {
    if (seen.has(name)) {
      throw new ApiError('invalid_request', `Invalid '${list}': the name '${name}' is used twice.`, {
        param: `${list}[${index}]`,
      });
    }
    seen.add(name);
  }
}

function toolChoiceOf(choice: Request['tool_choice']): ToolChoice {
  if (choice === null || choice === undefined) return { type: 'auto' };
  if (typeof choice === 'string') return { type: choice };
  switch (choice.type) {
    case 'function':
      return { type: 'named', name: choice.function.name };
    case 'custom':
      return { type: 'named', name: choice.custom.name };
    case 'allowed_tools':
      return { type: choice.allowed_tools.mode };
  }
}

function functionChoiceOf(choice: Request['function_call']): ToolChoice {
  if (choice === null || choice === undefined) return { type: 'auto' };
  return typeof choice === 'string' ? { type: choice } : { type: 'named', name: choice.name };
}

function offered(
  definitions: readonly ToolDefinition[],
  choice: ToolChoice,
  param: string,
): readonly ToolDefinition[] {
  if (choice.type === 'none') return [];
  if (choice.type === 'required' && definitions.length === 0) {
    throw new ApiError('invalid_request', `Invalid '${param}': there are no tools to choose from.`, {
      param,
    });
  }
  if (choice.type !== 'named') return definitions;
  const chosen = definitions.filter(({ name }) => name === choice.name);
  if (chosen.length === 0) {
    throw new ApiError('invalid_request', `Invalid '${param}': there is no tool '${choice.name}'.`, {
      param,
    });
  }
  return chosen;
}
