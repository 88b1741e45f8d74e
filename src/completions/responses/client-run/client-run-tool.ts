import type { OutputItem, OutputItemStatus, ResponsesTool } from '../../../contract/operations.ts';
import { readJson } from '../../../json/parse-json.ts';
import type { ToolDefinition } from '../../../qodercli/turn.ts';

/** A tool that OpenAI defines and the client runs. Its calls are items of a kind of their own. */
export interface ClientRunTool {
  /** The prefix of its calls' ids. */
  readonly idPrefix: string;
  /**
   * The tool as the model is offered it.
   * @param param where the request has the tool, for errors.
   */
  readonly definition: (tool: ResponsesTool, name: string, param: string) => ToolDefinition;
  /** @param input what the model gave the tool; undefined while it writes. */
  readonly callItem: (call: CallIdentity, input: unknown) => OutputItem;
  /** What the model gave the tool, as its call's item says. The inverse of `callItem`. */
  readonly inputOf: (item: Readonly<Record<string, unknown>>) => unknown;
}

export interface CallIdentity {
  readonly id: string;
  readonly call_id: string;
  readonly status: OutputItemStatus;
}

/** The arguments of a call as a value; as text where the model did not write JSON, or was cut off. */
export function argumentsValue(json: string): unknown {
  if (json.trim() === '') return {};
  const read = readJson(json);
  return read === undefined ? json : read.value;
}
