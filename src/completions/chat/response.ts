import type {
  ChatCompletionFinishReason,
  ChatCompletionResponseMessage,
  ChatCompletionToolCall,
  CreateChatCompletionResponse,
} from '../../contract/operations.ts';
import type { AnswerEnd, AnswerPart } from '../answer.ts';
import { completionUsageOf } from '../completion-usage.ts';
import type { ToolCall } from '../conversation.ts';
import { customInputOf } from '../tools/custom-tools.ts';
import type { CustomEnvelope } from './tools.ts';

export interface ResponseIdentity {
  readonly id: string;
  /** Unix seconds. */
  readonly created: number;
  /** The Qoder model that serves. */
  readonly model: string;
}

/** Which of the forms of a tool call the client understands. */
export interface ResponseStyle {
  /** `function_call` in place of `tool_calls`. */
  readonly legacy: boolean;
  /** Tools whose calls carry plain text, and in which envelope. */
  readonly customTools: ReadonlyMap<string, CustomEnvelope>;
}

export function finishReasonFor(end: AnswerEnd, style: ResponseStyle): ChatCompletionFinishReason {
  return end.finishReason === 'tool_calls' && style.legacy ? 'function_call' : end.finishReason;
}

/** Folds an answer into one response. */
export function createChatResponse(
  identity: ResponseIdentity,
  style: ResponseStyle,
): {
  readonly accept: (parts: readonly AnswerPart[]) => void;
  readonly finish: (end: AnswerEnd) => CreateChatCompletionResponse;
} {
  let content: string[] = [];
  let reasoning: string[] = [];
  let refusal: string | null = null;
  let calls: { id: string; name: string; arguments: string }[] = [];

  const accept = (part: AnswerPart): void => {
    switch (part.type) {
      case 'text':
        content.push(part.text);
        break;
      case 'reasoning':
        reasoning.push(part.text);
        break;
      case 'refusal':
        refusal = part.text;
        break;
      case 'tool_call':
        calls.push({ id: part.id, name: part.name, arguments: '' });
        break;
      case 'tool_arguments': {
        const call = calls[part.index];
        if (call !== undefined) call.arguments += part.fragment;
        break;
      }
      case 'withdrawn':
        content = [];
        reasoning = [];
        refusal = null;
        calls = [];
        break;
      case 'end':
        break;
    }
  };

  return {
    accept: (parts) => {
      for (const part of parts) accept(part);
    },
    finish: (end) => ({
      id: identity.id,
      object: 'chat.completion',
      created: identity.created,
      model: identity.model,
      choices: [
        {
          index: 0,
          message: {
            role: 'assistant',
            // A message that is nothing but calls or a refusal has no content, not an empty one.
            content: content.length === 0 && (calls.length > 0 || refusal !== null) ? null : content.join(''),
            refusal,
            ...(reasoning.length === 0 ? {} : { reasoning_content: reasoning.join('') }),
            ...callFields(calls, style),
          },
          logprobs: null,
          finish_reason: finishReasonFor(end, style),
        },
      ],
      usage: completionUsageOf(end.usage),
    }),
  };
}

function callFields(
  calls: readonly ToolCall[],
  style: ResponseStyle,
): Pick<ChatCompletionResponseMessage, 'tool_calls' | 'function_call'> {
  const [first] = calls;
  if (first === undefined) return {};
  if (style.legacy) return { function_call: { name: first.name, arguments: first.arguments } };
  return { tool_calls: calls.map((call) => wireCall(call, style)) };
}

function wireCall(call: ToolCall, style: ResponseStyle): ChatCompletionToolCall {
  const { id, name, arguments: json } = call;
  const envelope = style.customTools.get(name);
  if (envelope === 'custom') return { id, type: 'custom', custom: { name, input: customInputOf(json) } };
  return { id, type: 'function', function: { name, arguments: envelope ? customInputOf(json) : json } };
}
