import type { GaugePeaks } from './gauge-peaks.ts';
import type { RequestTally, RequestTotals } from './request-tally.ts';

/** Columns of equal length, oldest first. Null where nothing was measured. */
export interface MetricsSeries {
  /** The beginning of each point, in seconds since 1970. */
  readonly time: readonly number[];
  readonly succeeded: readonly number[];
  readonly clientErrors: readonly number[];
  readonly serverErrors: readonly number[];
  readonly cancelled: readonly number[];
  readonly firstTokenP50Ms: readonly (number | null)[];
  readonly firstTokenP95Ms: readonly (number | null)[];
  readonly queueWaitP50Ms: readonly (number | null)[];
  readonly queueWaitP95Ms: readonly (number | null)[];
  readonly promptTokens: readonly number[];
  readonly completionTokens: readonly number[];
  readonly tokensPerSecond: readonly (number | null)[];
  readonly credits: readonly number[];
  readonly serverMemoryBytes: readonly (number | null)[];
  readonly childrenMemoryBytes: readonly (number | null)[];
  readonly busyProcesses: readonly (number | null)[];
  readonly queuedRequests: readonly (number | null)[];
}

/** What went on in one step or several. */
export interface MetricsPoint {
  /** In seconds since 1970. */
  readonly time: number;
  readonly tally: RequestTally;
  readonly peaks: GaugePeaks;
}

export function seriesOf(points: readonly MetricsPoint[]): MetricsSeries {
  const totals = (name: keyof RequestTotals) =>
    points.map(({ tally }) => rounded(tally.totals()[name], 1_000_000));
  const measures = (measure: (point: MetricsPoint) => number | null) =>
    points.map((point) => {
      const value = measure(point);
      return value === null ? null : rounded(value, 100);
    });
  return {
    time: points.map((point) => point.time),
    succeeded: totals('succeeded'),
    clientErrors: totals('clientError'),
    serverErrors: totals('serverError'),
    cancelled: totals('cancelled'),
    firstTokenP50Ms: measures(({ tally }) => tally.firstTokenQuantile(0.5)),
    firstTokenP95Ms: measures(({ tally }) => tally.firstTokenQuantile(0.95)),
    queueWaitP50Ms: measures(({ tally }) => tally.queueWaitQuantile(0.5)),
    queueWaitP95Ms: measures(({ tally }) => tally.queueWaitQuantile(0.95)),
    promptTokens: totals('promptTokens'),
    completionTokens: totals('completionTokens'),
    tokensPerSecond: measures(({ tally }) => tally.tokensPerSecond()),
    credits: totals('credits'),
    serverMemoryBytes: measures(({ peaks }) => peaks.serverMemoryBytes),
    childrenMemoryBytes: measures(({ peaks }) => peaks.childrenMemoryBytes),
    busyProcesses: measures(({ peaks }) => peaks.busyProcesses),
    queuedRequests: measures(({ peaks }) => peaks.queuedRequests),
  };
}

/** Sums of credits otherwise end in a dozen digits of noise. */
function rounded(value: number, parts: number): number {
  return Math.round(value * parts) / parts;
}
