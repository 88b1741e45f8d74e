import type { ChatChunk, ChatMessage, ChatUsage } from '../api/types.ts';

/** What the operator said. */
export interface UserTurn {
  readonly kind: 'user';
  readonly id: string;
  readonly text: string;
  /** As `data:` or `https:` URLs. */
  readonly images: readonly string[];
}

export interface ToolCall {
  readonly id: string;
  readonly type: 'function' | 'custom';
  readonly name: string;
  /** JSON text as the model wrote it, or the free text of a custom tool. */
  readonly input: string;
}

/** `broken`: an error ended it. `stopped`: the operator did. */
export type AnswerStatus = 'running' | 'done' | 'stopped' | 'broken';

export interface Problem {
  readonly message: string;
  readonly code: string | null;
}

/** What the model said, as far as it came. */
export interface AnswerTurn {
  readonly kind: 'answer';
  readonly id: string;
  readonly status: AnswerStatus;
  readonly text: string;
  readonly reasoning: string;
  readonly calls: readonly ToolCall[];
  /** Of the calls, by their id; sent when `resultsSent` says so. */
  readonly results: Readonly<Record<string, string>>;
  readonly resultsSent: boolean;
  readonly problem: Problem | undefined;
  readonly finishReason: string | undefined;
  readonly model: string | undefined;
  readonly usage: ChatUsage | undefined;
  readonly credits: number | undefined;
  readonly firstTokenMs: number | undefined;
  /** From the first piece of reasoning to the first of anything else. */
  readonly reasoningFromMs: number | undefined;
  readonly reasoningMs: number | undefined;
  readonly totalMs: number | undefined;
  readonly streamed: boolean;
}

export type Turn = UserTurn | AnswerTurn;

export const newId = (): string => Math.random().toString(36).slice(2, 12);

export function userTurn(text: string, images: readonly string[] = []): UserTurn {
  return { kind: 'user', id: newId(), text, images };
}

export function answerTurn(given: Partial<AnswerTurn> = {}): AnswerTurn {
  return {
    kind: 'answer',
    id: newId(),
    status: 'running',
    text: '',
    reasoning: '',
    calls: [],
    results: {},
    resultsSent: false,
    problem: undefined,
    finishReason: undefined,
    model: undefined,
    usage: undefined,
    credits: undefined,
    firstTokenMs: undefined,
    reasoningFromMs: undefined,
    reasoningMs: undefined,
    totalMs: undefined,
    streamed: true,
    ...given,
  };
}

type Choice = ChatChunk['choices'][number];
type CallPiece = NonNullable<Choice['delta']['tool_calls']>[number];

/** The answer with one more chunk, which came `ms` after the request went out. */
export function withChunk(answer: AnswerTurn, chunk: ChatChunk, ms: number): AnswerTurn {
  const choice = chunk.choices[0];
  const next = {
    ...answer,
    model: chunk.model ?? answer.model,
    usage: chunk.usage ?? answer.usage,
  };
  if (choice === undefined) return next;
  const { content, refusal, reasoning_content: reasoning, tool_calls, function_call } = choice.delta ?? {};
  const said = (content ?? '') + (refusal ?? '');
  const legacy: CallPiece[] =
    function_call === undefined ? [] : [{ index: 0, type: 'function', function: function_call }];
  const pieces = [...(tool_calls ?? []), ...legacy];
  const saysMore = said !== '' || pieces.length > 0;
  if (!saysMore && !reasoning) return { ...next, finishReason: choice.finish_reason ?? next.finishReason };
  const reasoningFromMs = answer.reasoningFromMs ?? (reasoning ? ms : undefined);
  return {
    ...next,
    text: answer.text + said,
    reasoning: answer.reasoning + (reasoning ?? ''),
    calls: pieces.reduce(withCallPiece, answer.calls),
    finishReason: choice.finish_reason ?? next.finishReason,
    firstTokenMs: answer.firstTokenMs ?? ms,
    reasoningFromMs,
    reasoningMs:
      answer.reasoningMs ?? (saysMore && reasoningFromMs !== undefined ? ms - reasoningFromMs : undefined),
  };
}

function withCallPiece(calls: readonly ToolCall[], piece: CallPiece): readonly ToolCall[] {
  const known = calls[piece.index];
  const named = piece.function ?? (piece as { custom?: { name?: string; input?: string } }).custom;
  const more = piece.function?.arguments ?? (named as { input?: string } | undefined)?.input ?? '';
  const next: ToolCall = {
    id: known?.id ?? piece.id ?? `call_${newId()}`,
    type: known?.type ?? piece.type ?? 'function',
    name: (known?.name ?? '') + (named?.name ?? ''),
    input: (known?.input ?? '') + more,
  };
  return known === undefined ? [...calls, next] : calls.map((call) => (call === known ? next : call));
}

/** The answer when nothing more comes. */
export function ended(
  answer: AnswerTurn,
  status: Exclude<AnswerStatus, 'running'>,
  totalMs: number,
  problem?: Problem,
): AnswerTurn {
  const { reasoningFromMs: from, reasoningMs } = answer;
  return {
    ...answer,
    status,
    totalMs,
    problem,
    reasoningMs: reasoningMs ?? (from === undefined ? undefined : totalMs - from),
  };
}

/** Whether the model waits for the results of its calls. */
export function awaitsResults(turn: Turn | undefined): turn is AnswerTurn {
  return turn?.kind === 'answer' && turn.status === 'done' && turn.calls.length > 0 && !turn.resultsSent;
}

/** Of a streamed answer, while it came; of a whole one, over all of its time. */
export function tokensPerSecond(answer: AnswerTurn): number | undefined {
  const { usage, totalMs, firstTokenMs } = answer;
  if (usage === undefined || totalMs === undefined || usage.completion_tokens === 0) return undefined;
  const ms = answer.streamed && firstTokenMs !== undefined ? totalMs - firstTokenMs : totalMs;
  // A short answer that came in one piece says nothing about speed.
  return ms < 50 ? undefined : usage.completion_tokens / (ms / 1_000);
}

/** The conversation as OpenAI's messages. What nobody said is left out. */
export function messagesOf(system: string, turns: readonly Turn[]): ChatMessage[] {
  const messages: ChatMessage[] = system.trim() === '' ? [] : [{ role: 'system', content: system }];
  for (const turn of turns) {
    if (turn.kind === 'user') messages.push(userMessage(turn));
    else messages.push(...answerMessages(turn));
  }
  return messages;
}

function userMessage({ text, images }: UserTurn): ChatMessage {
  if (images.length === 0) return { role: 'user', content: text };
  const pictures = images.map((url) => ({ type: 'image_url' as const, image_url: { url } }));
  return { role: 'user', content: text === '' ? pictures : [{ type: 'text', text }, ...pictures] };
}

function answerMessages(turn: AnswerTurn): ChatMessage[] {
  // Calls without results would be refused.
  if (turn.calls.length === 0 || !turn.resultsSent) {
    return turn.text === '' ? [] : [{ role: 'assistant', content: turn.text }];
  }
  const calls = turn.calls.map((call) =>
    call.type === 'custom'
      ? { id: call.id, type: 'custom' as const, custom: { name: call.name, input: call.input } }
      : { id: call.id, type: 'function' as const, function: { name: call.name, arguments: call.input } },
  );
  const results = turn.calls.map(({ id }) => ({
    role: 'tool' as const,
    tool_call_id: id,
    content: turn.results[id] ?? '',
  }));
  return [{ role: 'assistant', content: turn.text === '' ? null : turn.text, tool_calls: calls }, ...results];
}
