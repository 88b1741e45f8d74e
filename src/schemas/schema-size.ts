import { isObject } from './subschemas.ts';

/** What a schema costs, counted without compiling it. */
export interface SchemaSize {
  /** Levels of JSON. */
  depth: number;
  /** In all `properties` together. */
  properties: number;
  /** In all `enum`s together. */
  enumValues: number;
  /** `$ref`, `$dynamicRef` and `$recursiveRef`. */
  references: number;
  /** Characters of all names, references, patterns and values; descriptions are free. */
  characters: number;
}

export type SchemaLimits = Readonly<SchemaSize>;

/**
 * OpenAI takes 5,000 properties, 1,000 enum values, 120,000 characters and 10 levels. Real schemas, of which
 * nobody pays for a grammar here, have more of the last three.
 */
export const SCHEMA_LIMITS: SchemaLimits = {
  depth: 250,
  properties: 5_000,
  enumValues: 50_000,
  references: 5_000,
  characters: 1_000_000,
};

const NAMES: Readonly<Record<keyof SchemaSize, string>> = {
  depth: 'levels of nesting',
  properties: 'properties',
  enumValues: 'enum values',
  references: 'references',
  characters: 'characters of names, references, patterns and values',
};

/** Their values say something to people alone. */
const ANNOTATIONS = new Set(['$comment', 'default', 'description', 'example', 'examples', 'title']);
const REFERENCES = new Set(['$ref', '$dynamicRef', '$recursiveRef']);

interface Open {
  readonly value: unknown;
  readonly depth: number;
}

/**
 * In time linear in the schema's size, without recursion. An upper bound: it does not tell keywords from
 * properties of the same name.
 * @returns what is too much, in words; undefined where nothing is.
 */
export function excessOf(schema: object, limits: SchemaLimits = SCHEMA_LIMITS): string | undefined {
  const size: SchemaSize = { depth: 0, properties: 0, enumValues: 0, references: 0, characters: 0 };
  const open: Open[] = [{ value: schema, depth: 1 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, depth } = next;
    if (typeof value === 'string') size.characters += value.length;
    if (typeof value === 'object' && value !== null) {
      size.depth = Math.max(size.depth, depth);
      if (isObject(value)) measureObject(value, depth, size, open);
      else for (const item of value as readonly unknown[]) open.push({ value: item, depth: depth + 1 });
    }
    const excess = (Object.keys(limits) as (keyof SchemaSize)[]).find((name) => size[name] > limits[name]);
    if (excess !== undefined) return `it has more than ${limits[excess]} ${NAMES[excess]}`;
  }
  return undefined;
}

function measureObject(value: object, depth: number, size: SchemaSize, open: Open[]): void {
  for (const [name, inner] of Object.entries(value)) {
    size.characters += name.length;
    if (name === 'properties' && isObject(inner)) size.properties += Object.keys(inner).length;
    if (name === 'enum' && Array.isArray(inner)) size.enumValues += inner.length;
    if (REFERENCES.has(name)) size.references += 1;
    if (!ANNOTATIONS.has(name) || isObject(inner)) open.push({ value: inner, depth: depth + 1 });
  }
}
