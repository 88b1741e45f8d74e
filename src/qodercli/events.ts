import type { QoderFailure } from './failure.ts';

/** Tokens of one turn as qodercli reports them. */
export interface QoderUsage {
  /** All input tokens, cached ones included. */
  readonly inputTokens: number;
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
}

/**
 * What a turn brings, in order. `ended` or `failed` comes exactly once and last.
 *
 * - `text`, `reasoning`: a delta, never empty; deltas of one read may have been joined.
 * - `tool_call` begins a call of a tool of the turn, `tool_arguments` carries the next piece of its JSON. All of
 *   a call comes before the next call begins. A turn with calls is `ended` with the stop reason `tool_use`.
 * - `withdrawn`: the deltas of the current message so far are void, since the CLI asks the model again.
 * - `waiting`: a sign of life without content (the model's own queue, or a retry that withdraws nothing).
 */
export type QoderEvent =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'reasoning'; readonly text: string }
  | { readonly type: 'tool_call'; readonly id: string; readonly name: string }
  | { readonly type: 'tool_arguments'; readonly id: string; readonly fragment: string }
  | { readonly type: 'withdrawn' }
  | { readonly type: 'waiting'; readonly cause: 'model_queue' | 'retry' }
  | {
      readonly type: 'ended';
      readonly stopReason: string | null;
      /** Absent when the CLI reported no count. */
      readonly usage?: QoderUsage;
      readonly credits?: number;
    }
  | { readonly type: 'failed'; readonly failure: QoderFailure };
