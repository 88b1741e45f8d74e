import { excerptOf } from './text-ends.ts';

/** Of all values of one line together, as JSON in UTF-8. */
const MOST_BYTES = 12_000;
const LONGEST_TEXT = 1_000;
const LONGEST_STACK = 4_000;
const LONGEST_NAME = 100;
const MOST_ENTRIES = 50;
const MOST_LEVELS = 5;
const CUT = '[cut]';

/**
 * The fields of a log line, cut so that the line stays below 16 kB whatever they hold: clients choose some of them.
 * A cut text ends with the mark by which `redactor.ts` finds what is left of a secret.
 */
export function boundedFields(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  let left = MOST_BYTES;

  const charge = (value: unknown): unknown => {
    left -= Buffer.byteLength(JSON.stringify(value) ?? '');
    return left < 0 ? CUT : value;
  };

  const bounded = (value: unknown, levels: number, longest = LONGEST_TEXT): unknown => {
    if (left <= 0) return CUT;
    if (typeof value === 'string') return charge(excerptOf(value, longest));
    if (typeof value === 'bigint' || typeof value === 'symbol')
      return charge(excerptOf(String(value), longest));
    if (typeof value === 'function' || value === undefined) return undefined;
    if (typeof value !== 'object' || value === null) return charge(value);
    if (levels === 0) return CUT;
    if (value instanceof Date) return charge(value);
    if (value instanceof Error) return boundedError(value, levels);
    if (Array.isArray(value)) return value.slice(0, MOST_ENTRIES).map((item) => bounded(item, levels - 1));
    return boundedObject(value, levels);
  };

  const boundedObject = (value: object, levels: number): Record<string, unknown> => {
    const entries: [string, unknown][] = [];
    for (const name in value) {
      if (!Object.hasOwn(value, name)) continue;
      if (entries.length === MOST_ENTRIES || left <= 0) break;
      const shown = charge(excerptOf(name, LONGEST_NAME));
      entries.push([String(shown), bounded((value as Record<string, unknown>)[name], levels - 1)]);
    }
    return Object.fromEntries(entries);
  };

  const boundedError = (error: Error, levels: number): Record<string, unknown> => ({
    type: bounded(error.name, levels),
    message: bounded(error.message, levels),
    // It repeats the message, which alone can be longer than all of it.
    stack: bounded(error.stack, levels, LONGEST_STACK),
    ...boundedObject({ ...error, name: undefined }, levels),
    ...(error.cause === undefined ? {} : { cause: bounded(error.cause, levels - 1) }),
  });

  return boundedObject(fields, MOST_LEVELS);
}
