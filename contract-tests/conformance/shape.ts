/** The form of a JSON value without its content: key names and types, array elements merged into one union. */
export type Shape = string | { readonly [key: string]: Shape };

export function shapeOf(value: unknown): Shape {
  if (value === null) return 'null';
  if (Array.isArray(value)) {
    const elements = new Set(value.map((element) => JSON.stringify(shapeOf(element))));
    return { '[]': [...elements].sort().join(' | ') };
  }
  if (typeof value !== 'object') return typeof value;
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, shapeOf(inner)]));
}
