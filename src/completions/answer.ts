import type { QoderEvent } from '../qodercli/events.ts';
import type { ConversationMessage, ToolCall } from './conversation.ts';
import { type FinishReason, finishReasonOf } from './finish-reason.ts';
import { createStopScanner } from './stop-scanner.ts';
import { createTokenBudget, estimateTokens } from './token-estimate.ts';

export interface Usage {
  readonly source: 'reported' | 'estimated';
  /** Cached ones included. */
  readonly promptTokens: number;
  readonly cachedTokens: number;
  readonly completionTokens: number;
}

/**
 * An answer as every dialect renders it, in order; `end` comes once and last. `withdrawn` voids all that came
 * before it: the model starts again.
 */
export type AnswerPart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'reasoning'; readonly text: string }
  /** What the model said in words in place of the JSON or the call that it was asked for: all of it, and nothing else. */
  | { readonly type: 'refusal'; readonly text: string }
  /** Begins the call number `index`, from 0; its arguments follow before the next call begins. */
  | { readonly type: 'tool_call'; readonly index: number; readonly id: string; readonly name: string }
  | { readonly type: 'tool_arguments'; readonly index: number; readonly fragment: string }
  | { readonly type: 'withdrawn' }
  | AnswerEnd;

export interface AnswerEnd {
  readonly type: 'end';
  readonly finishReason: FinishReason;
  /** The one of the client's stop sequences that ended the answer. */
  readonly stopSequence?: string;
  readonly usage: Usage;
  /** Qoder credits, where the CLI tells. */
  readonly credits: number | undefined;
}

export interface AnswerLimits {
  readonly stop: readonly string[];
  /** Where JSON is asked for: no stop sequence counts in what stands before it, which the client does not get. */
  readonly stopsWithinJson?: boolean | undefined;
  readonly maxTokens: number | undefined;
  /** How many tool calls may go out; further ones are left out. */
  readonly maxCalls?: number | undefined;
  /** Estimated tokens of what was asked; called only when the CLI reports no count. */
  readonly estimatePrompt: () => number;
}

export interface Answer {
  /**
   * The parts that a batch of events brings. After `end` the turn is to be left: a stop sequence or the
   * length limit may have come before the model was done.
   */
  readonly accept: (batch: readonly QoderEvent[]) => readonly AnswerPart[];
  readonly ended: () => boolean;
  /** Whether anything was given out. */
  readonly begun: () => boolean;
  /** What it has cost so far, for an answer that is left before its end. */
  readonly estimate: () => Usage;
  /** What was given out, as a message of the conversation. */
  readonly reply: () => ConversationMessage;
  /** Whether that is all that the model said: nothing was cut off or left out. */
  readonly isWhole: () => boolean;
}

/** Folds the events of one turn into the answer that the client asked for. */
export function createAnswer(limits: AnswerLimits): Answer {
  let scanner = createStopScanner(limits.stop);
  let budget = createTokenBudget(limits.maxTokens);
  let isScanning = limits.stopsWithinJson !== true;
  let given: string[] = [];
  let texts: string[] = [];
  let calls: { id: string; name: string; arguments: string }[] = [];
  /** Something that the model said was left out. */
  let cut = false;
  let ended = false;

  const estimated = (): Usage => ({
    source: 'estimated',
    promptTokens: limits.estimatePrompt(),
    cachedTokens: 0,
    completionTokens: estimateTokens(given.join('')),
  });

  const end = (finishReason: FinishReason, usage = estimated(), credits?: number): AnswerEnd => {
    ended = true;
    return { type: 'end', finishReason, usage, credits };
  };

  /** @returns whether the length limit was exceeded. */
  const give = (type: 'text' | 'reasoning', raw: string, parts: AnswerPart[]): boolean => {
    const { text, exceeded } = budget.take(raw);
    if (text !== '') {
      given.push(text);
      if (type === 'text') texts.push(text);
      parts.push({ type, text });
    }
    cut ||= exceeded;
    return exceeded;
  };

  /** The stop sequences count from the first bracket on, where they count within JSON alone. */
  const scan = (raw: string): ReturnType<typeof scanner.push> => {
    if (isScanning) return scanner.push(raw);
    const start = raw.search(/[[{]/);
    if (start === -1) return { text: raw, stoppedBy: undefined };
    isScanning = true;
    const { text, stoppedBy } = scanner.push(raw.slice(start));
    return { text: raw.slice(0, start) + text, stoppedBy };
  };

  const acceptText = (raw: string, parts: AnswerPart[]): void => {
    const { text, stoppedBy } = scan(raw);
    if (text !== '' && give('text', text, parts)) parts.push(end('length'));
    else if (stoppedBy !== undefined) {
      cut = true;
      parts.push({ ...end('stop'), stopSequence: stoppedBy });
    }
  };

  const acceptCall = (id: string, name: string, parts: AnswerPart[]): void => {
    // What the scanner holds back stands before the call.
    if (give('text', scanner.flush(), parts)) {
      parts.push(end('length'));
    } else if (calls.length >= (limits.maxCalls ?? Number.POSITIVE_INFINITY)) {
      cut = true;
    } else {
      parts.push({ type: 'tool_call', index: calls.length, id, name });
      calls.push({ id, name, arguments: '' });
    }
  };

  const acceptArguments = (id: string, fragment: string, parts: AnswerPart[]): void => {
    const index = calls.findIndex((call) => call.id === id);
    const call = calls[index];
    if (call === undefined) return;
    const { text, exceeded } = budget.take(fragment);
    call.arguments += text;
    given.push(text);
    if (text !== '') parts.push({ type: 'tool_arguments', index, fragment: text });
    if (!exceeded) return;
    cut = true;
    parts.push(end('length'));
  };

  const acceptEnd = (event: Extract<QoderEvent, { type: 'ended' }>, parts: AnswerPart[]): void => {
    const exceeded = give('text', scanner.flush(), parts);
    const usage: Usage | undefined = event.usage && {
      source: 'reported',
      promptTokens: event.usage.inputTokens,
      cachedTokens: event.usage.cachedInputTokens,
      completionTokens: event.usage.outputTokens,
    };
    parts.push(
      end(exceeded ? 'length' : finishReasonOf(event.stopReason, calls.length > 0), usage, event.credits),
    );
  };

  const withdraw = (parts: AnswerPart[]): void => {
    if (given.length > 0) parts.push({ type: 'withdrawn' });
    scanner = createStopScanner(limits.stop);
    isScanning = limits.stopsWithinJson !== true;
    budget = createTokenBudget(limits.maxTokens);
    given = [];
    texts = [];
    calls = [];
  };

  return {
    ended: () => ended,
    begun: () => given.length > 0,
    estimate: estimated,
    isWhole: () => ended && !cut,
    reply() {
      const toolCalls: readonly ToolCall[] = calls;
      return { role: 'assistant', text: texts.join(''), ...(calls.length === 0 ? {} : { toolCalls }) };
    },
    accept(batch) {
      const parts: AnswerPart[] = [];
      for (const event of batch) {
        if (ended) break;
        if (event.type === 'text') acceptText(event.text, parts);
        else if (event.type === 'reasoning') {
          if (give('reasoning', event.text, parts)) parts.push(end('length'));
        } else if (event.type === 'tool_call') acceptCall(event.id, event.name, parts);
        else if (event.type === 'tool_arguments') acceptArguments(event.id, event.fragment, parts);
        else if (event.type === 'ended') acceptEnd(event, parts);
        else if (event.type === 'withdrawn') withdraw(parts);
      }
      return parts;
    },
  };
}
