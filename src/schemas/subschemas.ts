import { type Draft, isKnownIn } from './draft.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

export interface Subschema {
  readonly schema: unknown;
  /** From the schema that has it, as a JSON pointer. */
  readonly path: string;
}

/** Keywords whose value is one schema. */
export const SINGLE = [
  'additionalItems',
  'additionalProperties',
  'contains',
  'else',
  'if',
  'items',
  'not',
  'propertyNames',
  'then',
  'unevaluatedItems',
  'unevaluatedProperties',
] as const;
/** Keywords whose value is a list of schemas. */
export const LISTS = ['allOf', 'anyOf', 'items', 'oneOf', 'prefixItems'] as const;
/** Keywords whose value has schemas by name. */
export const MAPS = [
  '$defs',
  'definitions',
  'dependencies',
  'dependentSchemas',
  'patternProperties',
  'properties',
] as const;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value that an object has of its own: a schema may have names like `constructor`. */
export function ownValue(object: object, name: string): unknown {
  return Object.hasOwn(object, name) ? (object as JsonObject)[name] : undefined;
}

export function pointerStep(name: string | number): string {
  return `/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** The schemas that stand directly in a schema. What is in `enum`, `const`, `default` or an unknown keyword is not a schema. */
export function* subschemasOf(schema: JsonObject, draft: Draft): Generator<Subschema> {
  for (const keyword of SINGLE) {
    const value = ownValue(schema, keyword);
    if (isObject(value) && isKnownIn(keyword, draft)) yield { schema: value, path: `/${keyword}` };
  }
  for (const keyword of LISTS) {
    const value = ownValue(schema, keyword);
    if (!Array.isArray(value) || !isKnownIn(keyword, draft)) continue;
    for (const [index, item] of value.entries()) yield { schema: item, path: `/${keyword}/${index}` };
  }
  for (const keyword of MAPS) {
    const value = ownValue(schema, keyword);
    if (!isObject(value) || !isKnownIn(keyword, draft)) continue;
    for (const [name, item] of Object.entries(value)) {
      yield { schema: item, path: `/${keyword}${pointerStep(name)}` };
    }
  }
}
