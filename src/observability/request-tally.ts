import { createHistogram, type Histogram } from './histogram.ts';

/** How a request went. `...Ms` are milliseconds; what was not measured is left out. */
export interface EndedRequest {
  /** The Qoder model that served; undefined if it never came to that. */
  readonly model: string | undefined;
  readonly outcome: RequestOutcome;
  readonly firstTokenMs?: number | undefined;
  readonly queueWaitMs?: number | undefined;
  readonly promptTokens?: number | undefined;
  readonly completionTokens?: number | undefined;
  readonly answeringMs?: number | undefined;
  readonly credits?: number | undefined;
}

export type RequestOutcome = 'succeeded' | 'clientError' | 'serverError' | 'cancelled';

/** Adds up requests. Tallies of several steps can be merged into one. */
export interface RequestTally {
  readonly add: (request: EndedRequest) => void;
  readonly merge: (other: RequestTally) => void;
  readonly totals: () => RequestTotals;
  readonly tokensPerSecond: () => number | null;
  readonly firstTokenQuantile: (q: number) => number | null;
  readonly queueWaitQuantile: (q: number) => number | null;
  /** For `merge`. */
  readonly histograms: () => DurationHistograms;
}

export interface RequestTotals extends Readonly<Record<RequestOutcome, number>> {
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly credits: number;
  /** Of answers of which both the time and the tokens are known. */
  readonly timedTokens: number;
  readonly answeringMs: number;
}

interface DurationHistograms {
  readonly firstToken: Histogram | undefined;
  readonly queueWait: Histogram | undefined;
}

const NAMES = [
  'succeeded',
  'clientError',
  'serverError',
  'cancelled',
  'promptTokens',
  'completionTokens',
  'credits',
  'timedTokens',
  'answeringMs',
] as const satisfies readonly (keyof RequestTotals)[];

export function createRequestTally(): RequestTally {
  const totals = {
    succeeded: 0,
    clientError: 0,
    serverError: 0,
    cancelled: 0,
    promptTokens: 0,
    completionTokens: 0,
    credits: 0,
    timedTokens: 0,
    answeringMs: 0,
  };
  // Made when they are needed: there may be a tally for each of many models at each of hundreds of steps.
  let firstToken: Histogram | undefined;
  let queueWait: Histogram | undefined;

  return {
    add(request) {
      totals[request.outcome] += 1;
      totals.promptTokens += amountOf(request.promptTokens);
      totals.completionTokens += amountOf(request.completionTokens);
      totals.credits += amountOf(request.credits);
      const answeringMs = amountOf(request.answeringMs);
      if (answeringMs > 0 && request.completionTokens !== undefined) {
        totals.answeringMs += answeringMs;
        totals.timedTokens += amountOf(request.completionTokens);
      }
      if (request.firstTokenMs !== undefined) {
        firstToken ??= createHistogram();
        firstToken.record(request.firstTokenMs);
      }
      if (request.queueWaitMs !== undefined) {
        queueWait ??= createHistogram();
        queueWait.record(request.queueWaitMs);
      }
    },
    merge(other) {
      const added = other.totals();
      for (const name of NAMES) totals[name] += added[name];
      const histograms = other.histograms();
      if (histograms.firstToken !== undefined) {
        firstToken ??= createHistogram();
        firstToken.merge(histograms.firstToken);
      }
      if (histograms.queueWait !== undefined) {
        queueWait ??= createHistogram();
        queueWait.merge(histograms.queueWait);
      }
    },
    totals: () => totals,
    tokensPerSecond: () =>
      totals.answeringMs === 0 ? null : (totals.timedTokens * 1000) / totals.answeringMs,
    firstTokenQuantile: (q) => firstToken?.quantile(q) ?? null,
    queueWaitQuantile: (q) => queueWait?.quantile(q) ?? null,
    histograms: () => ({ firstToken, queueWait }),
  };
}

/** One wrong number must not spoil a sum. */
function amountOf(value: number | undefined): number {
  return value !== undefined && Number.isFinite(value) && value > 0 ? value : 0;
}
