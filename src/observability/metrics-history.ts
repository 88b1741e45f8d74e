import { type GaugePeaks, type Gauges, NO_PEAKS, peaksOf } from './gauge-peaks.ts';
import { type MetricsSeries, seriesOf } from './metrics-series.ts';
import { createRequestTally, type EndedRequest, type RequestTally } from './request-tally.ts';

/** What requests did in the last steps, in memory. */
export interface MetricsHistory {
  readonly requestEnded: (request: EndedRequest) => void;
  /** The most of each step is kept. */
  readonly gauge: (gauges: Gauges) => void;
  /** Gauges are of the whole server, whatever the model. */
  readonly read: (query: MetricsQuery) => MetricsView;
}

export interface MetricsQuery {
  /** How far to look back; not further than there are steps. */
  readonly minutes: number;
  readonly model?: string | undefined;
}

export interface MetricsView {
  /** What one point covers: a multiple of the history's step. */
  readonly stepSeconds: number;
  /** Those that are remembered, sorted. */
  readonly models: readonly string[];
  readonly series: MetricsSeries;
}

export interface MetricsHistoryOptions {
  readonly stepSeconds: number;
  readonly steps: number;
  /** In milliseconds since 1970. It may jump. */
  readonly now: () => number;
  /** Further ones are counted together, as `other`. */
  readonly maxModels: number;
}

interface Step {
  readonly all: RequestTally;
  readonly models: Map<string, RequestTally>;
  peaks: GaugePeaks;
}

const MOST_POINTS = 120;
const OTHER_MODELS = 'other';
/** By how many steps a clock may be set back before what it has already passed is forgotten. */
const TOLERATED_STEPS_BACK = 6;

export function createMetricsHistory(options: MetricsHistoryOptions): MetricsHistory {
  const { stepSeconds, steps, now, maxModels } = options;
  /** Those in which something happened, by their number since 1970. */
  const kept = new Map<number, Step>();
  /** Those of all steps. */
  const models = new Set<string>();
  let current = Number.NEGATIVE_INFINITY;

  /** Finds out which step is running, and forgets those that are out of sight then. */
  const advance = (): number => {
    const measured = Math.floor(now() / (stepSeconds * 1000));
    const isSetBack = measured < current && measured >= current - TOLERATED_STEPS_BACK;
    if (measured === current || isSetBack) return current;
    current = measured;
    models.clear();
    for (const [number, step] of kept) {
      if (number <= current - steps || number > current) kept.delete(number);
      else for (const model of step.models.keys()) models.add(model);
    }
    return current;
  };

  const currentStep = (): Step => {
    const number = advance();
    const known = kept.get(number);
    if (known !== undefined) return known;
    const step = { all: createRequestTally(), models: new Map(), peaks: NO_PEAKS };
    kept.set(number, step);
    return step;
  };

  const nameFor = (model: string): string => {
    const others = models.has(OTHER_MODELS) ? 1 : 0;
    return models.has(model) || models.size - others < maxModels ? model : OTHER_MODELS;
  };

  return {
    requestEnded(request) {
      const step = currentStep();
      step.all.add(request);
      if (request.model === undefined) return;
      const name = nameFor(request.model);
      models.add(name);
      const tally = step.models.get(name) ?? createRequestTally();
      step.models.set(name, tally);
      tally.add(request);
    },
    gauge(gauges) {
      const step = currentStep();
      step.peaks = peaksOf(step.peaks, gauges);
    },
    read({ minutes, model }) {
      const newest = advance();
      const wanted = Math.min(Math.max(Math.ceil((minutes * 60) / stepSeconds), 1), steps);
      const stepsPerPoint = Math.ceil(wanted / MOST_POINTS);
      const secondsPerPoint = stepsPerPoint * stepSeconds;
      // Points begin at multiples of their length, so that the past does not change its shape at each step.
      const newestPoint = Math.floor(newest / stepsPerPoint);
      const oldestPoint = newestPoint - Math.ceil(wanted / stepsPerPoint) + 1;
      const points = Array.from({ length: newestPoint - oldestPoint + 1 }, (_, index) => ({
        time: (oldestPoint + index) * secondsPerPoint,
        tally: createRequestTally(),
        peaks: NO_PEAKS,
      }));
      for (const [number, step] of kept) {
        const point = points[Math.floor(number / stepsPerPoint) - oldestPoint];
        if (point === undefined) continue;
        const tally = model === undefined ? step.all : step.models.get(model);
        if (tally !== undefined) point.tally.merge(tally);
        point.peaks = peaksOf(point.peaks, step.peaks);
      }
      return { stepSeconds: secondsPerPoint, models: [...models].sort(), series: seriesOf(points) };
    },
  };
}
