import type { MetricsHistory } from './metrics-history.ts';
import type { RequestRecord } from './request-facts.ts';
import { outcomeOf, realStatus } from './request-outcome.ts';
import { excerptOf } from './text-ends.ts';

/** Of an error's message in the access log: it may show a piece of the request. */
const ERROR_CHARACTERS = 300;

export interface ResolvedModel {
  readonly requestedModel: string;
  readonly model: string;
  /** How the name was understood. */
  readonly tier: 'exact' | 'alias' | 'family' | 'fallback' | 'vision';
  readonly stream: boolean;
}

/** Milliseconds since the turn was asked for, as the driver tells them. */
export interface SentTimings {
  readonly admittedMs: number;
  readonly processMs: number;
  readonly sentMs: number;
  readonly continued: boolean;
  readonly pid: number | undefined;
}

export interface FinishedTurn {
  readonly finishReason: string;
  readonly credits: number | undefined;
  readonly usage: {
    readonly source: 'reported' | 'estimated';
    readonly promptTokens: number;
    readonly cachedTokens: number;
    readonly completionTokens: number;
  };
}

export interface Refusal {
  readonly status: number;
  readonly message: string;
  readonly code: string | null;
}

/** What happens to one request, told once and kept where it is wanted: access log, request log, metrics. */
export interface RequestObserver {
  /** The contract's operation, once it is known, and the name of the key; a request that is refused has none. */
  readonly dispatched: (operation: string, key: string | undefined) => void;
  /** The body as it came. */
  readonly received: (body: unknown) => void;
  readonly resolved: (model: ResolvedModel) => void;
  /** Anything else worth a field in the access log. */
  readonly note: (fields: object) => void;
  /** The message that is to be answered. */
  readonly asked: (prompt: string) => void;
  readonly sent: (timings: SentTimings) => void;
  /** The first part of the answer goes out, this many milliseconds after its turn was asked for. */
  readonly firstPart: (milliseconds: number) => void;
  readonly text: (delta: string) => void;
  readonly reasoning: (delta: string) => void;
  readonly toolCall: (call: { readonly index: number; readonly id: string; readonly name: string }) => void;
  readonly toolArguments: (index: number, fragment: string) => void;
  /** All parts of one read of the model's output have been told. */
  readonly shown: () => void;
  /** What was shown of the answer is void: it starts again. */
  readonly withdrawn: () => void;
  /** A turn is over. A request with several turns sums them up. */
  readonly finished: (turn: FinishedTurn) => void;
  /** The turns that were begun have brought no answer, and cost this all the same: asked for when it counts. */
  readonly abandoned: (cost: () => Pick<FinishedTurn, 'usage' | 'credits'>) => void;
  /** The error that the client gets; the first one counts. */
  readonly refused: (refusal: Refusal) => void;
  /** The answer's last byte has gone out, or its client has gone away (499). */
  readonly ended: (status: number) => void;
  /** The access log's fields. */
  readonly fields: () => object;
}

/**
 * Made when the request comes in.
 * @param history where requests are counted; without one they are not, as with those that no model serves.
 */
export function createRequestObserver(
  record: RequestRecord,
  history: Pick<MetricsHistory, 'requestEnded'> | undefined,
  now: () => number = () => performance.now(),
): RequestObserver {
  const fields: Record<string, unknown> = {};
  let refusal: Refusal | undefined;
  let model: string | undefined;
  let queueWaitMs: number | undefined;
  let firstTokenMs: number | undefined;
  let total: FinishedTurn | undefined;
  const receivedAt = now();
  const elapsed = (): number => now() - receivedAt;

  return {
    fields: () => fields,
    note: (more) => void Object.assign(fields, more),
    dispatched: (operation, key) => record.annotate({ operation, key }),
    received: record.request,
    resolved(found) {
      model = found.model;
      Object.assign(fields, found);
      const { tier, ...facts } = found;
      record.annotate({ ...facts, resolution: tier });
    },
    asked: (promptPreview) => record.annotate({ promptPreview }),
    sent({ continued, pid, admittedMs, processMs, sentMs }) {
      Object.assign(fields, {
        continued,
        pid,
        admittedMs: Math.round(admittedMs),
        processMs: Math.round(processMs),
        sentMs: Math.round(sentMs),
      });
      // A second try does not change when the first one began.
      if (queueWaitMs !== undefined) return;
      queueWaitMs = admittedMs;
      const offset = elapsed() - sentMs;
      record.annotate({
        continued,
        processId: pid,
        admittedMs: offset + admittedMs,
        processMs: offset + processMs,
        sentMs: offset + sentMs,
      });
    },
    firstPart(milliseconds) {
      fields.firstPartMs = Math.round(milliseconds);
      if (firstTokenMs !== undefined) return;
      firstTokenMs = elapsed();
      record.annotate({ firstTokenMs });
    },
    text: record.text,
    reasoning: record.reasoning,
    toolCall: record.toolCall,
    toolArguments: (index, fragment) => record.toolCall({ index, argumentsDelta: fragment }),
    shown: () => undefined,
    withdrawn: record.restart,
    finished(turn) {
      total = total === undefined ? turn : sumOfTurns(total, turn);
      const { usage, credits, finishReason } = total;
      Object.assign(fields, { finishReason, usage, credits });
      record.annotate({
        finishReason,
        promptTokens: usage.promptTokens,
        completionTokens: usage.completionTokens,
        cachedTokens: usage.cachedTokens,
        usageSource: usage.source,
        credits,
      });
    },
    abandoned: () => undefined,
    refused(given) {
      if (refusal !== undefined) return;
      refusal = given;
      Object.assign(fields, {
        code: given.code ?? undefined,
        error: excerptOf(given.message, ERROR_CHARACTERS),
      });
      record.annotate({ error: given.message, errorCode: given.code ?? undefined });
    },
    ended(status) {
      const durationMs = elapsed();
      const outcome = outcomeOf(realStatus(status, refusal));
      const failed = outcome === 'clientError' || outcome === 'serverError';
      record.end({ status, durationMs, outcome: failed ? 'failed' : outcome });
      // What no model was to serve counts as what it is worth knowing of: wrong keys, malformed requests.
      if (model === undefined && outcome === 'succeeded') return;
      history?.requestEnded({
        model,
        outcome,
        firstTokenMs,
        answeringMs: firstTokenMs === undefined ? undefined : durationMs - firstTokenMs,
        queueWaitMs,
        promptTokens: total?.usage.promptTokens,
        completionTokens: total?.usage.completionTokens,
        credits: total?.credits,
      });
    },
  };
}

/** What two turns of one request come to. */
export function sumOfTurns(a: FinishedTurn, b: FinishedTurn): FinishedTurn {
  return {
    finishReason: b.finishReason,
    credits:
      a.credits === undefined && b.credits === undefined ? undefined : (a.credits ?? 0) + (b.credits ?? 0),
    usage: {
      source: a.usage.source === b.usage.source ? a.usage.source : 'estimated',
      promptTokens: a.usage.promptTokens + b.usage.promptTokens,
      cachedTokens: a.usage.cachedTokens + b.usage.cachedTokens,
      completionTokens: a.usage.completionTokens + b.usage.completionTokens,
    },
  };
}
