import type { CreateChatCompletionRequest } from '../../contract/operations.ts';
import { customDefinition } from '../tools/custom-tools.ts';
import type { ToolChoice } from '../tools/tool-choice.ts';
import { functionDefinition, offeredTools, type ToolRequest } from '../tools/tool-request.ts';
import { READ_AS_FUNCTION } from '../variants/tool.ts';

type Request = Pick<
  CreateChatCompletionRequest,
  'tools' | 'tool_choice' | 'functions' | 'function_call' | 'parallel_tool_calls'
>;

/** A client that offers free-form tools in OpenAI's form gets `custom` calls; others read functions alone. */
export type CustomEnvelope = 'custom' | 'function';

export interface ChatToolRequest extends ToolRequest {
  /** Free-form tools, and in which envelope their text goes out. */
  readonly customTools: ReadonlyMap<string, CustomEnvelope>;
  /** The client speaks the deprecated `functions`: it gets `function_call` back. */
  readonly legacy: boolean;
}

/**
 * The tools of a chat request, in either generation's form.
 * @throws ApiError 400 naming the tool or the choice at fault.
 */
export function toolRequestOf(request: Request): ChatToolRequest {
  const tools = request.tools ?? [];
  const functions = request.functions ?? [];
  const legacy = tools.length === 0 && functions.length > 0;
  const definitions = legacy
    ? functions.map((tool, index) => functionDefinition(tool, `functions[${index}].parameters`))
    : tools.map((tool, index) =>
        tool.type === 'function'
          ? functionDefinition(tool.function, `tools[${index}].function.parameters`)
          : customDefinition(tool.custom),
      );
  const choice = legacy ? functionChoiceOf(request.function_call) : toolChoiceOf(request.tool_choice);
  const params = legacy
    ? { list: 'functions', choice: 'function_call' }
    : { list: 'tools', choice: 'tool_choice' };
  return {
    tools: offeredTools(definitions, choice, params),
    choice,
    strict: new Map(
      tools.flatMap((tool, index) =>
        tool.type === 'function' && tool.function.strict === true
          ? [[tool.function.name, `tools[${index}].function.parameters`] as const]
          : [],
      ),
    ),
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
  return READ_AS_FUNCTION in tool ? 'function' : 'custom';
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
