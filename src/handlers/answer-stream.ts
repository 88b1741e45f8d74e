import { type AnswerLimits, type AnswerPart, createAnswer } from '../completions/answer.ts';
import { estimateTokens } from '../completions/token-estimate.ts';
import { ApiError } from '../errors.ts';
import type { Driver } from '../qodercli/driver.ts';
import { QoderFailure } from '../qodercli/failure.ts';
import type { Turn } from '../qodercli/turn.ts';
import { apiErrorOf } from './failure.ts';

export interface TurnRequest {
  readonly turn: Turn;
  readonly limits: Omit<AnswerLimits, 'estimatePrompt'>;
  readonly signal: AbortSignal;
  readonly annotate: (fields: object) => void;
}

/**
 * Runs a turn. Yields the parts of its answer as they come, those of one read together; the last is `end`.
 * Throws ApiError. When it returns, however that is, the turn and its process have been ended.
 */
export async function* streamAnswer(driver: Driver, request: TurnRequest): AsyncGenerator<readonly AnswerPart[]> {
  const { turn, annotate } = request;
  const startedAt = performance.now();
  let first = true;
  const answer = createAnswer({ ...request.limits, estimatePrompt: () => estimatePrompt(turn) });
  try {
    for await (const batch of driver.run(turn, request.signal, (timings) => annotate(rounded(timings)))) {
      const parts = answer.accept(batch);
      if (parts.length === 0) continue;
      if (first) annotate(rounded({ firstPartMs: performance.now() - startedAt }));
      first = false;
      const last = parts.at(-1);
      if (last?.type === 'end') {
        const { finishReason, usage, credits } = last;
        annotate({ finishReason, usage, ...(credits === undefined ? {} : { credits }) });
      }
      yield parts;
      if (answer.ended()) return;
    }
  } catch (error) {
    if (error instanceof QoderFailure) annotate({ failure: error.kind, reason: error.message });
    throw apiErrorOf(error);
  }
  throw new ApiError('qodercli_failed', 'qodercli ended its answer without saying so.');
}

function estimatePrompt(turn: Turn): number {
  const texts = turn.content.map((block) => estimateTokens(block.text));
  return texts.reduce((total, tokens) => total + tokens, estimateTokens(turn.systemPrompt));
}

function rounded(fields: object): object {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, Math.round(Number(value))]));
}
