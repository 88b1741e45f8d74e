import type { Metric, MetricValueWithName, Registry } from 'prom-client';

/** A histogram for what happens with every delta. */
export interface GapHistogram {
  /** The measurements of one model; to be kept, since finding it is what costs. */
  readonly of: (model: string) => GapRecorder;
}

export interface GapRecorder {
  readonly observe: (seconds: number) => void;
}

interface Tally extends GapRecorder {
  readonly counts: Float64Array;
  readonly sum: () => number;
}

/**
 * prom-client's own histogram hashes its labels with each measurement, which takes longer than the delta itself.
 * This one adds to an array, and is brought into prom-client's form when it is read.
 * @param bounds upper bounds of the buckets, in seconds, ascending.
 */
export function createGapHistogram(
  registry: Registry,
  name: string,
  help: string,
  bounds: readonly number[],
): GapHistogram {
  const tallies = new Map<string, Tally>();

  const valuesOf = (model: string, { counts, sum }: Tally): MetricValueWithName<string>[] => {
    let count = 0;
    const buckets = [...counts].map((own, index) => {
      count += own;
      const le = bounds[index] ?? '+Inf';
      return { metricName: `${name}_bucket`, labels: { model, le }, value: count };
    });
    return [
      ...buckets,
      { metricName: `${name}_sum`, labels: { model }, value: sum() },
      { metricName: `${name}_count`, labels: { model }, value: count },
    ];
  };
  const metric = {
    name,
    get: () =>
      Promise.resolve({
        name,
        help,
        type: 'histogram',
        aggregator: 'sum',
        values: [...tallies].flatMap(([model, tally]) => valuesOf(model, tally)),
      }),
  };
  // All that the registry asks of a metric; its type names prom-client's classes alone.
  registry.registerMetric(metric as unknown as Metric);

  return {
    of(model) {
      const known = tallies.get(model);
      if (known !== undefined) return known;
      const tally = createTally(bounds);
      tallies.set(model, tally);
      return tally;
    },
  };
}

function createTally(bounds: readonly number[]): Tally {
  const counts = new Float64Array(bounds.length + 1);
  let sum = 0;
  return {
    counts,
    sum: () => sum,
    observe(seconds) {
      let index = 0;
      while (index < bounds.length && seconds > (bounds[index] as number)) index += 1;
      counts[index] = (counts[index] as number) + 1;
      sum += seconds;
    },
  };
}
