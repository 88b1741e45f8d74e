import type { ResponsesTool } from '../../contract/operations.ts';
import type { InputEntry } from './history.ts';

/** A tool that is in no namespace, or one of those in a namespace. */
export type SingleTool = Exclude<ResponsesTool, { type: 'namespace' }>;

export interface GivenTool {
  readonly tool: SingleTool;
  readonly namespace?: string | undefined;
  /** Where the request has it, for errors. */
  readonly param: string;
  /** Whether an item of the conversation brought it, which may bring the same tool again. */
  readonly isFromItem: boolean;
}

/**
 * The tools of a request and of the items of its conversation, in order. Deferred ones are left out where the client
 * lets the model search for them; the output of a search brings those that it found.
 */
export function givenTools(
  tools: readonly ResponsesTool[],
  entries: readonly InputEntry[],
): readonly GivenTool[] {
  const offered = [...singleTools(tools, 'tools', false)];
  const loaded: GivenTool[] = [];
  for (const { item, param } of entries) {
    if (item.type === 'additional_tools') offered.push(...singleTools(item.tools, `${param}.tools`, true));
    if (item.type === 'tool_search_output') loaded.push(...singleTools(item.tools, `${param}.tools`, true));
  }
  const canSearch = offered.some(({ tool }) => tool.type === 'tool_search');
  const present = canSearch ? offered.filter(({ tool }) => !isDeferred(tool)) : offered;
  return [...present, ...loaded];
}

function* singleTools(
  tools: readonly ResponsesTool[],
  list: string,
  isFromItem: boolean,
): Generator<GivenTool> {
  for (const [index, tool] of tools.entries()) {
    const param = `${list}[${index}]`;
    if (tool.type !== 'namespace') yield { tool, param, isFromItem };
    else
      for (const [inner, nested] of tool.tools.entries())
        yield { tool: nested, namespace: tool.name, param: `${param}.tools[${inner}]`, isFromItem };
  }
}

function isDeferred(tool: SingleTool): boolean {
  return 'defer_loading' in tool && tool.defer_loading === true;
}
