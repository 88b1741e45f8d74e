import type { JsonObject } from './json.ts';

export interface ToolCall {
  readonly name: string;
  readonly input: unknown;
  readonly id: string | undefined;
}

export const assistantErrors = [
  'authentication_failed',
  'billing_error',
  'rate_limit',
  'invalid_request',
  'server_error',
  'unknown',
  'max_output_tokens',
] as const;

export type AssistantError = (typeof assistantErrors)[number];

/** The script language: what the simulated model, program or service does next. */
export type Step =
  | { kind: 'text'; text: string; deltas: number | undefined; delayMs: number | undefined }
  | { kind: 'thinking'; text: string; delayMs: number | undefined }
  | { kind: 'signature' }
  | { kind: 'repeat'; text: string; times: number }
  | { kind: 'oneWrite'; text: string }
  | { kind: 'splitUtf8'; text: string }
  | { kind: 'brokenUtf8'; text: string }
  | { kind: 'noDeltas' }
  | { kind: 'message' }
  /** The last complete line once more, with another uuid; the whole last message once more. */
  | { kind: 'replay' }
  | { kind: 'snapshot' }
  | { kind: 'stop'; reason: string }
  | { kind: 'usage'; usage: JsonObject | null }
  | { kind: 'credits'; credits: number }
  | { kind: 'tools'; calls: readonly ToolCall[] }
  | { kind: 'subagent'; text: string }
  | { kind: 'echo'; of: 'input' | 'sha256' | 'system' | 'history' | 'policy' }
  | { kind: 'sleep'; ms: number }
  | { kind: 'queued'; fields: JsonObject }
  | { kind: 'retry'; fields: JsonObject }
  | { kind: 'error'; error: AssistantError; message: string | undefined; status: number | undefined }
  | { kind: 'resultError'; subtype: string; errors: readonly string[]; fields: JsonObject }
  | { kind: 'raw'; text: string }
  | { kind: 'bytes'; data: Buffer }
  | { kind: 'line'; line: JsonObject }
  | { kind: 'longLine'; bytes: number }
  | { kind: 'halfLine' }
  | { kind: 'hang' }
  | { kind: 'exit'; code: number }
  | { kind: 'signal'; signal: NodeJS.Signals }
  | { kind: 'fork'; seconds: number; detached: boolean }
  | { kind: 'ignoreSigterm' }
  | { kind: 'stderr'; text: string; times: number };
