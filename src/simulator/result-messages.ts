import type { JsonObject } from './json.ts';
import { stamped } from './session-messages.ts';
import { modelUsage, noUsage, type Usage, usageFields } from './usage.ts';

export interface ResultFacts {
  readonly subtype: string;
  readonly isError: boolean;
  /** Success carries a text, failure a list of errors. */
  readonly text?: string;
  readonly errors?: readonly string[];
  readonly stopReason: string | null;
  readonly numTurns: number;
  readonly durationMs: number;
  readonly model: string;
  readonly usage: Usage;
  readonly errorCode?: number;
  readonly terminalReason?: string;
  readonly denials?: readonly JsonObject[];
}

export function resultLine(session: { readonly id: string }, facts: ResultFacts): JsonObject {
  return stamped(session, {
    type: 'result',
    subtype: facts.subtype,
    duration_ms: facts.durationMs,
    duration_api_ms: facts.durationMs,
    is_error: facts.isError,
    num_turns: facts.numTurns,
    stop_reason: facts.stopReason,
    total_cost_usd: 0,
    total_credits: facts.usage.credits,
    usage: usageFields(facts.usage),
    modelUsage: modelUsage(facts.model, facts.usage),
    permission_denials: facts.denials ?? [],
    ...(facts.errors ? { errors: facts.errors } : { result: facts.text ?? '' }),
    ...(facts.errorCode === undefined ? {} : { error_code: facts.errorCode }),
    ...(facts.terminalReason === undefined ? {} : { terminal_reason: facts.terminalReason }),
  });
}

/** The result of a turn that never reached a model. */
export function failedResult(
  session: { readonly id: string },
  message: string,
  terminalReason?: string,
  errorCode?: number,
): JsonObject {
  return resultLine(session, {
    subtype: 'error_during_execution',
    isError: true,
    errors: [message],
    stopReason: null,
    numTurns: 0,
    durationMs: 0,
    model: '',
    usage: noUsage,
    ...(terminalReason === undefined ? {} : { terminalReason }),
    ...(errorCode === undefined ? {} : { errorCode }),
  });
}

/** The result that follows a synthetic assistant message: "success" in name, an error by its flag. */
export function syntheticResult(
  session: { readonly id: string },
  text: string,
  errorCode?: number,
): JsonObject {
  return resultLine(session, {
    subtype: 'success',
    isError: true,
    text,
    stopReason: 'stop_sequence',
    numTurns: 1,
    durationMs: 0,
    model: '',
    usage: noUsage,
    terminalReason: 'completed',
    ...(errorCode === undefined ? {} : { errorCode }),
  });
}
