import type { InputItem } from '../../contract/operations.ts';
import { ApiError } from '../../errors.ts';
import { excerptOf } from '../../observability/text-ends.ts';
import type { ConversationMessage, ToolCall } from '../conversation.ts';
import { checkedArguments } from '../tools/call-arguments.ts';
import { customInputOf } from '../tools/custom-tools.ts';
import { argumentsValue } from './client-run/client-run-tool.ts';
import {
  CALLED_TOOL,
  CLIENT_RUN_TOOLS,
  type ClientRunCallItem,
  isClientRunType,
} from './client-run/client-run-tools.ts';
import type { InputEntry } from './history.ts';
import { offeredClientRunName, offeredName, type ResponsesToolRequest } from './tools.ts';

export type CallItem = Extract<InputItem, { type: 'function_call' | 'custom_tool_call' }> | ClientRunCallItem;

type ClientTools = ResponsesToolRequest['clientTools'];

/** @throws ApiError 400 naming arguments that are nested too deep or hold too many values. */
export function callOf(item: CallItem, clientTools: ClientTools, param: string): ToolCall {
  switch (item.type) {
    case 'function_call':
      return {
        id: item.call_id,
        name: offeredName(item, clientTools),
        arguments: checkedArguments(item.arguments, `${param}.arguments`),
      };
    case 'custom_tool_call':
      return { id: item.call_id, name: offeredName(item, clientTools), arguments: item.input };
    default: {
      const type = CALLED_TOOL[item.type];
      const input = CLIENT_RUN_TOOLS[type].inputOf(item);
      return {
        id: item.call_id,
        name: offeredClientRunName(type, clientTools),
        arguments: JSON.stringify(input ?? {}),
      };
    }
  }
}

/** A reply as the client will give it back: with the arguments that the items of its calls can hold. */
export function replyWithItems(reply: ConversationMessage, clientTools: ClientTools): ConversationMessage {
  if (reply.toolCalls === undefined) return reply;
  return { ...reply, toolCalls: reply.toolCalls.map((call) => callGivenBack(call, clientTools)) };
}

function callGivenBack(call: ToolCall, clientTools: ClientTools): ToolCall {
  const form = clientTools.get(call.name)?.form ?? 'function';
  if (form === 'custom') return { ...call, arguments: customInputOf(call.arguments) };
  if (!isClientRunType(form)) return call;
  const { callItem, inputOf } = CLIENT_RUN_TOOLS[form];
  const item = callItem({ id: '', call_id: call.id, status: 'completed' }, argumentsValue(call.arguments));
  return { ...call, arguments: JSON.stringify(inputOf({ ...item }) ?? {}) };
}

/**
 * A model cannot go on from a call that has no result.
 * @throws ApiError 400 naming the call.
 */
export function requireOutputs(entries: readonly InputEntry[]): void {
  const open = new Map<string, string>();
  for (const { item, param } of entries) {
    switch (item.type) {
      case 'function_call':
      case 'custom_tool_call':
      case 'tool_search_call':
        open.set(item.call_id, param);
        break;
      case 'function_call_output':
      case 'custom_tool_call_output':
      case 'tool_search_output':
        if (item.call_id) open.delete(item.call_id);
        break;
    }
  }
  const [missing] = open;
  if (missing === undefined) return;
  const [callId, param] = missing;
  const message = `No tool output found for function call ${excerptOf(callId, 100)}.`;
  throw new ApiError('invalid_request', message, {
    param: param === 'previous_response_id' ? 'input' : param,
  });
}
