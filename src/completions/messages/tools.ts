import type { CreateMessageRequest } from '../../contract/operations.ts';
import type { ToolChoice } from '../tools/tool-choice.ts';
import { functionDefinition, offeredTools, type ToolRequest } from '../tools/tool-request.ts';

type Request = Pick<CreateMessageRequest, 'tools' | 'tool_choice'>;

/** @throws ApiError 400 naming the tool or the choice at fault. */
export function toolRequestOf({ tools, tool_choice: chosen }: Request): ToolRequest {
  const definitions = (tools ?? []).map(({ name, description, input_schema: parameters }, index) =>
    functionDefinition({ name, description, parameters }, `tools[${index}].input_schema`),
  );
  const choice = toolChoiceOf(chosen);
  const isSingle = chosen && chosen.type !== 'none' && chosen.disable_parallel_tool_use === true;
  return {
    tools: offeredTools(definitions, choice, { list: 'tools', choice: 'tool_choice' }),
    choice,
    strict: new Map(
      (tools ?? []).flatMap(({ name, strict }, index) =>
        strict === true ? [[name, `tools[${index}].input_schema`] as const] : [],
      ),
    ),
    maxCalls: isSingle ? 1 : undefined,
  };
}

function toolChoiceOf(choice: Request['tool_choice']): ToolChoice {
  switch (choice?.type) {
    case undefined:
    case 'auto':
      return { type: 'auto' };
    case 'any':
      return { type: 'required' };
    case 'none':
      return { type: 'none' };
    case 'tool':
      return { type: 'named', name: choice.name };
  }
}
