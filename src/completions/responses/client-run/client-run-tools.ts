import type { InputItem, ResponsesTool } from '../../../contract/operations.ts';
import type { ClientRunTool } from './client-run-tool.ts';
import { toolSearch } from './tool-search.ts';

/** Every tool that OpenAI defines and clients run, by its `type`. */
export const CLIENT_RUN_TOOLS = {
  tool_search: toolSearch,
} as const satisfies Partial<Record<ResponsesTool['type'], ClientRunTool>>;

export type ClientRunType = keyof typeof CLIENT_RUN_TOOLS;

/** The tool that an item is a call of. */
export const CALLED_TOOL = {
  tool_search_call: 'tool_search',
} as const satisfies Partial<Record<InputItem['type'], ClientRunType>>;

export type ClientRunCallItem = Extract<InputItem, { type: keyof typeof CALLED_TOOL }>;

export function isClientRunType(type: string): type is ClientRunType {
  return Object.hasOwn(CLIENT_RUN_TOOLS, type);
}
