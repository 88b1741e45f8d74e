import { isObject } from './subschemas.ts';

/** Whether no two values are equal, in the time that writing them takes: comparing each with each is quadratic. */
export function areUnique(values: readonly unknown[]): boolean {
  const seen = new Set<string>();
  for (const value of values) {
    const text = canonicalText(value);
    if (seen.has(text)) return false;
    seen.add(text);
  }
  return true;
}

/** The same for equal values, whatever the order of their properties. */
function canonicalText(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    isObject(inner) ? { object: Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)) } : inner,
  );
}
