import type { ChatCompletionDelta } from '../../contract/operations.ts';
import type { AnswerPart } from '../answer.ts';
import { customInputOf } from '../tools/custom-tools.ts';
import type { ResponseStyle } from './response.ts';

type CallPart = Extract<AnswerPart, { type: 'tool_call' | 'tool_arguments' | 'end' }>;

/**
 * Renders tool calls as deltas: index always, id, type and name once, then the arguments piece by piece. The
 * input of a free-form tool goes out in one piece when it is whole, since it is wrapped in JSON until then.
 */
export function createCallRenderer(style: ResponseStyle): (part: CallPart) => readonly ChatCompletionDelta[] {
  let custom:
    | { readonly index: number; readonly id: string; readonly name: string; input: string }
    | undefined;

  const finishCustom = (): readonly ChatCompletionDelta[] => {
    if (custom === undefined) return [];
    const { index, id, name, input } = custom;
    custom = undefined;
    const text = customInputOf(input);
    const isCustom = style.customTools.get(name) === 'custom';
    const called = isCustom
      ? { index, id, type: 'custom' as const, custom: { name, input: text } }
      : { index, id, type: 'function' as const, function: { name, arguments: text } };
    return [{ tool_calls: [called] }];
  };

  return (part) => {
    if (part.type === 'end') return finishCustom();
    if (part.type === 'tool_arguments') {
      if (custom !== undefined) {
        custom.input += part.fragment;
        return [];
      }
      return style.legacy
        ? [{ function_call: { arguments: part.fragment } }]
        : [{ tool_calls: [{ index: part.index, function: { arguments: part.fragment } }] }];
    }
    const { index, id, name } = part;
    const before = finishCustom();
    if (style.customTools.has(name)) {
      custom = { index, id, name, input: '' };
      return before;
    }
    const begun: ChatCompletionDelta = style.legacy
      ? { function_call: { name, arguments: '' } }
      : { tool_calls: [{ index, id, type: 'function', function: { name, arguments: '' } }] };
    return [...before, begun];
  };
}
