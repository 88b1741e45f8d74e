/** Counts values on a logarithmic scale, in as little memory as they are varied. For durations in milliseconds. */
export interface Histogram {
  /** What is no finite number is ignored; what is negative counts as 0, what is over an hour as an hour. */
  readonly record: (value: number) => void;
  readonly merge: (other: Histogram) => void;
  /** Within 6 % for values from 0.1 ms to 1 h; smaller ones count as 0. Null if nothing was recorded. */
  readonly quantile: (q: number) => number | null;
  readonly contents: () => HistogramContents;
}

export interface HistogramContents {
  readonly count: number;
  readonly min: number;
  readonly max: number;
  /** How many values there are in each bucket. */
  readonly buckets: ReadonlyMap<number, number>;
}

const SMALLEST = 0.1;
const LARGEST = 3_600_000;
const ZERO_BUCKET = -1;
/** A bucket's middle is within 5 % of its ends. */
const LOG_GROWTH = Math.log(1.1);

export function createHistogram(): Histogram {
  const buckets = new Map<number, number>();
  let count = 0;
  let min = Infinity;
  let max = 0;

  const add = (bucket: number, values: number): void => {
    buckets.set(bucket, (buckets.get(bucket) ?? 0) + values);
    count += values;
  };

  return {
    record(value) {
      if (!Number.isFinite(value)) return;
      const counted = value < SMALLEST ? 0 : Math.min(value, LARGEST);
      add(bucketOf(counted), 1);
      min = Math.min(min, counted);
      max = Math.max(max, counted);
    },
    merge(other) {
      const added = other.contents();
      // The keys of `other` are all there already if it is this one: nothing is added while this goes on.
      for (const [bucket, values] of added.buckets) add(bucket, values);
      min = Math.min(min, added.min);
      max = Math.max(max, added.max);
    },
    quantile(q) {
      if (count === 0) return null;
      const rank = Math.min(Math.max(Math.ceil(q * count), 1), count);
      let below = 0;
      for (const bucket of [...buckets.keys()].sort((a, b) => a - b)) {
        below += buckets.get(bucket) ?? 0;
        // The ends are known exactly, so that a single value is given back as it is.
        if (below >= rank) return Math.min(Math.max(middleOf(bucket), min), max);
      }
      return max;
    },
    contents: () => ({ count, min, max, buckets }),
  };
}

function bucketOf(value: number): number {
  return value === 0 ? ZERO_BUCKET : Math.floor(Math.log(value / SMALLEST) / LOG_GROWTH);
}

function middleOf(bucket: number): number {
  return bucket === ZERO_BUCKET ? 0 : SMALLEST * Math.exp((bucket + 0.5) * LOG_GROWTH);
}
