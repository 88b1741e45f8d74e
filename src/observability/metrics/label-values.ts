import { excerptOf } from '../text-ends.ts';

const LONGEST_VALUE = 100;
/** What stands in for the values that come after there are as many as allowed. */
export const OTHER = 'other';

/**
 * Bounds the values of a label, in length and in number: each makes a time series. The first `most` are kept.
 * @returns the value to use.
 */
export function createLabelValues(most: number): (value: string) => string {
  const known = new Set<string>();
  return (full) => {
    const value = excerptOf(full, LONGEST_VALUE);
    if (known.has(value)) return value;
    if (known.size >= most) return OTHER;
    known.add(value);
    return value;
  };
}
