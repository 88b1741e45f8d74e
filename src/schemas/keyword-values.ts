import { SchemaRefusal } from './schema-refusal.ts';
import { isObject, type JsonObject, ownValue } from './subschemas.ts';

const TYPES = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'];

/** Reads a schema's keywords, and refuses values that they cannot have. Undefined where a keyword is missing. */
export interface KeywordReader {
  readonly number: (keyword: string) => number | undefined;
  readonly count: (keyword: string) => number | undefined;
  readonly boolean: (keyword: string) => boolean | undefined;
  readonly string: (keyword: string) => string | undefined;
  readonly list: (keyword: string) => readonly unknown[] | undefined;
  readonly map: (keyword: string) => JsonObject | undefined;
  readonly types: () => readonly string[] | undefined;
  /** @throws SchemaRefusal */
  readonly refuse: (keyword: string, expected: string) => never;
}

/** @param pointer where the schema stands, for messages. */
export function keywordsOf(schema: JsonObject, pointer: string): KeywordReader {
  const refuse = (keyword: string, expected: string): never => {
    throw new SchemaRefusal(`${JSON.stringify(keyword)} at ${pointer || '#'} must be ${expected}`);
  };
  const read = <T>(keyword: string, fits: (value: unknown) => boolean, expected: string): T | undefined => {
    const value = ownValue(schema, keyword);
    if (value === undefined) return undefined;
    return fits(value) ? (value as T) : refuse(keyword, expected);
  };
  return {
    refuse,
    number: (keyword) => read(keyword, Number.isFinite, 'a number'),
    count: (keyword) =>
      read(keyword, (value) => Number.isInteger(value) && (value as number) >= 0, 'a non-negative integer'),
    boolean: (keyword) => read(keyword, (value) => typeof value === 'boolean', 'true or false'),
    string: (keyword) => read(keyword, (value) => typeof value === 'string', 'a string'),
    list: (keyword) => read(keyword, Array.isArray, 'an array'),
    map: (keyword) => read(keyword, isObject, 'an object'),
    types() {
      const value = ownValue(schema, 'type');
      if (value === undefined) return undefined;
      const types: readonly unknown[] = Array.isArray(value) ? value : [value];
      // Draft-03's word for all of them.
      if (types.includes('any')) return undefined;
      if (types.length === 0 || !types.every((type) => TYPES.includes(type as string)))
        return refuse('type', `one or more of ${TYPES.join(', ')}`);
      return [...new Set(types as string[])];
    },
  };
}

export function isStringList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
