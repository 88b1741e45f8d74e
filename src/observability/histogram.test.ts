import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHistogram } from './histogram.ts';

function histogramOf(values: readonly number[]) {
  const histogram = createHistogram();
  for (const value of values) histogram.record(value);
  return histogram;
}

/** The nearest rank of the sorted values. */
function exactQuantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(Math.max(Math.ceil(q * sorted.length), 1), sorted.length) - 1] as number;
}

const durations = fc.array(
  fc
    .double({ min: Math.log(0.1), max: Math.log(3_600_000), noNaN: true })
    .map((exponent) => Math.exp(exponent)),
  { minLength: 1, maxLength: 50 },
);

describe('the histogram', () => {
  it('has no quantiles while it is empty', () => {
    expect(createHistogram().quantile(0.5)).toBeNull();
  });

  it('gives back a single value exactly', () => {
    expect(histogramOf([123.4]).quantile(0.5)).toBe(123.4);
    expect(histogramOf([0, 0, 0]).quantile(0.95)).toBe(0);
  });

  it('is within 6 % of the true quantile, merged or not', () => {
    fc.assert(
      fc.property(durations, durations, fc.double({ min: 0, max: 1, noNaN: true }), (some, others, q) => {
        const merged = histogramOf(some);
        merged.merge(histogramOf(others));
        const exact = exactQuantile([...some, ...others], q);
        const found = merged.quantile(q) as number;
        expect(Math.abs(found - exact)).toBeLessThanOrEqual(exact * 0.06);
        expect(found).toBe(histogramOf([...some, ...others]).quantile(q));
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps zeros apart from small values', () => {
    const histogram = histogramOf([0, 0, 0, 100]);
    expect([histogram.quantile(0.5), histogram.quantile(0.75), histogram.quantile(1)]).toEqual([0, 0, 100]);
  });

  it('bounds what is out of its range and ignores what is no number', () => {
    const histogram = histogramOf([-5, Number.NaN, Infinity, 1e12, 0.0001]);
    expect(histogram.contents()).toMatchObject({ count: 3, min: 0, max: 3_600_000 });
    expect(histogram.quantile(-1)).toBe(0);
    expect(Math.abs((histogram.quantile(2) as number) / 3_600_000 - 1)).toBeLessThan(0.06);
  });

  it('stays small whatever it is given', () => {
    const histogram = histogramOf(Array.from({ length: 100_000 }, (_, index) => index * 36));
    expect(histogram.contents().buckets.size).toBeLessThan(190);
  });

  it('can be merged into itself and with nothing', () => {
    const histogram = histogramOf([1, 1000]);
    histogram.merge(histogram);
    histogram.merge(createHistogram());
    expect(histogram.contents()).toMatchObject({ count: 4, min: 1, max: 1000 });
  });
});
