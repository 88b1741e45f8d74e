/** What stands in for the values that come after there are as many as allowed. */
export const OTHER = 'other';

/**
 * Bounds the values of a label: each makes a time series. The first `most` are kept as they are.
 * @returns the value to use.
 */
export function createLabelValues(most: number): (value: string) => string {
  const known = new Set<string>();
  return (value) => {
    if (known.has(value)) return value;
    if (known.size >= most) return OTHER;
    known.add(value);
    return value;
  };
}
