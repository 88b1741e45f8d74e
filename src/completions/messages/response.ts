import type { Message, MessageContentBlock, MessageUsage, StopReason } from '../../contract/operations.ts';
import { ApiError } from '../../errors.ts';
import { readJson } from '../../json/parse-json.ts';
import type { AnswerEnd, AnswerPart, Usage } from '../answer.ts';
import type { FinishReason } from '../finish-reason.ts';
import { UNSIGNED } from './thinking.ts';

export interface MessageIdentity {
  readonly id: string;
  /** The Qoder model that serves. */
  readonly model: string;
}

const STOP_REASONS: Readonly<Record<FinishReason, StopReason>> = {
  stop: 'end_turn',
  length: 'max_tokens',
  tool_calls: 'tool_use',
  content_filter: 'refusal',
};

/** @param refused the model answered in words where something else was asked for. */
export function endingOf(end: AnswerEnd, refused: boolean): Pick<Message, 'stop_reason' | 'stop_sequence'> {
  if (refused) return { stop_reason: 'refusal', stop_sequence: null };
  return end.stopSequence === undefined
    ? { stop_reason: STOP_REASONS[end.finishReason], stop_sequence: null }
    : { stop_reason: 'stop_sequence', stop_sequence: end.stopSequence };
}

/** Usage in Anthropic's form: what came from the cache is not counted twice. */
export function messageUsageOf({ promptTokens, cachedTokens, completionTokens }: Usage): MessageUsage {
  return {
    input_tokens: Math.max(0, promptTokens - cachedTokens),
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: cachedTokens,
    output_tokens: completionTokens,
  };
}

/** A block that is still growing; a call's input is JSON text until it is whole. */
type Growing =
  | { readonly type: 'text'; text: string }
  | { readonly type: 'reasoning'; text: string }
  | { readonly type: 'call'; readonly id: string; readonly name: string; text: string };

/** Folds an answer into one message. */
export function createMessageResponse(
  { id, model }: MessageIdentity,
  showsThinking: boolean,
): {
  readonly accept: (parts: readonly AnswerPart[]) => void;
  /** Throws ApiError 502 for a call whose input is no JSON object. */
  readonly finish: (end: AnswerEnd) => Message;
} {
  let blocks: Growing[] = [];
  /** Those of the blocks that are calls. */
  let calls: Growing[] = [];
  let refused = false;

  const grow = (type: 'text' | 'reasoning', text: string): void => {
    const last = blocks.at(-1);
    if (last?.type === type) last.text += text;
    else blocks.push({ type, text });
  };

  const accept = (part: AnswerPart): void => {
    switch (part.type) {
      case 'text':
        grow('text', part.text);
        break;
      case 'refusal':
        grow('text', part.text);
        refused = true;
        break;
      case 'reasoning':
        if (showsThinking) grow('reasoning', part.text);
        break;
      case 'tool_call': {
        const call: Growing = { type: 'call', id: part.id, name: part.name, text: '' };
        blocks.push(call);
        calls.push(call);
        break;
      }
      case 'tool_arguments': {
        const call = calls[part.index];
        if (call !== undefined) call.text += part.fragment;
        break;
      }
      case 'withdrawn':
        blocks = [];
        calls = [];
        refused = false;
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
      id,
      type: 'message',
      role: 'assistant',
      model,
      content: blocks.flatMap((block) => contentBlock(block, end) ?? []),
      ...endingOf(end, refused),
      usage: messageUsageOf(end.usage),
    }),
  };
}

function contentBlock(block: Growing, { finishReason }: AnswerEnd): MessageContentBlock | undefined {
  if (block.type === 'text') return { type: 'text', text: block.text };
  if (block.type === 'reasoning') return { type: 'thinking', thinking: block.text, signature: UNSIGNED };
  const { id, name } = block;
  const input = inputOf(block.text);
  if (input !== undefined) return { type: 'tool_use', id, name, input };
  // Cut off within the call: there is nothing to be called.
  if (finishReason === 'length') return undefined;
  throw new ApiError(
    'qodercli_failed',
    `The model called '${name}' with an input that is not a JSON object.`,
  );
}

function inputOf(json: string): Record<string, unknown> | undefined {
  if (json.trim() === '') return {};
  const value = readJson(json)?.value;
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}
