import { isObject, type JsonObject, objectOf } from '../json.ts';
import { patternExample } from './pattern-example.ts';
import type { PromptValues } from './prompt-values.ts';

const DEEPEST = 12;
/** From here on a value holds no more than it must, so that a schema that refers to itself comes to an end. */
const SPARING_DEPTH = 4;
const MOST_VALUES = 5_000;
const MOST_ITEMS = 100;
const LONGEST_TEXT = 10_000;
const FORMATS: Readonly<Record<string, string>> = {
  date: '2025-01-01',
  'date-time': '2025-01-01T12:00:00Z',
  time: '12:00:00Z',
  duration: 'PT1H',
  email: 'someone@example.com',
  hostname: 'example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uri: 'https://example.com/',
  uuid: '11111111-1111-4111-8111-111111111111',
};

interface Place {
  readonly root: JsonObject;
  readonly values: PromptValues;
  /** The name of the property that the value is for. */
  readonly name: string;
  readonly depth: number;
  /** Of the whole value so far. */
  readonly size: { values: number };
}

const numberOf = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** What a local reference such as `#/$defs/city` points at. */
function target(root: JsonObject, reference: string): JsonObject {
  const found = reference
    .split('/')
    .slice(1)
    .map((part) => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (value, key) => (Array.isArray(value) ? value[Number(key)] : objectOf(value)[key]),
      root,
    );
  return objectOf(found);
}

const isSparing = ({ depth }: Place): boolean => depth >= SPARING_DEPTH;

/** A schema with its reference, its `allOf` and the alternative that is taken put into it. */
function flattened(schema: JsonObject, place: Place, steps = 0): JsonObject {
  if (steps > DEEPEST) return schema;
  const { $ref, allOf, anyOf, oneOf, ...own } = schema;
  const branches = [...listOf(anyOf ?? oneOf)].map(objectOf);
  const isNull = (branch: JsonObject) => branch.type === 'null';
  const ends = isSparing(place)
    ? branches.find((branch) => isNull(branch) || !('$ref' in branch))
    : undefined;
  const taken = ends ?? branches.find((branch) => !isNull(branch)) ?? branches[0];
  const parts = [
    ...(typeof $ref === 'string' ? [target(place.root, $ref)] : []),
    ...listOf(allOf).map(objectOf),
    ...(taken === undefined ? [] : [taken]),
  ];
  return parts.map((part) => flattened(part, place, steps + 1)).reduce(joined, own);
}

function joined(one: JsonObject, other: JsonObject): JsonObject {
  return {
    ...other,
    ...one,
    ...('properties' in one || 'properties' in other
      ? { properties: { ...objectOf(other.properties), ...objectOf(one.properties) } }
      : {}),
    required: [...new Set([...listOf(one.required), ...listOf(other.required)])],
  };
}

function typeOf(schema: JsonObject, place: Place): string {
  const types = Array.isArray(schema.type) ? schema.type.map(String) : [String(schema.type ?? '')];
  if (isSparing(place) && types.includes('null')) return 'null';
  const stated = types.find((type) => type !== 'null') ?? types[0] ?? '';
  if (stated !== '') return stated;
  if ('properties' in schema || listOf(schema.required).length > 0) return 'object';
  if ('items' in schema || 'prefixItems' in schema) return 'array';
  if ('minimum' in schema || 'maximum' in schema || 'multipleOf' in schema) return 'number';
  return 'string';
}

function objectInstance(schema: JsonObject, place: Place, isArguments: boolean): JsonObject {
  const properties = objectOf(schema.properties);
  const required = listOf(schema.required).map(String);
  const optional =
    isArguments || isSparing(place) ? [] : Object.keys(properties).filter((name) => !required.includes(name));
  const value: JsonObject = {};
  for (const name of [...required, ...optional]) {
    const declared = properties[name] ?? schema.additionalProperties;
    if (declared === false) continue;
    value[name] = instance(objectOf(declared), { ...place, name, depth: place.depth + 1 });
  }
  return value;
}

function arrayInstance(schema: JsonObject, place: Place): unknown[] {
  const first = listOf(schema.prefixItems ?? (Array.isArray(schema.items) ? schema.items : []));
  const rest = objectOf(Array.isArray(schema.items) ? schema.additionalItems : schema.items);
  const least = Math.max(numberOf(schema.minItems) ?? (isSparing(place) ? 0 : 1), first.length);
  const count = Math.min(least, numberOf(schema.maxItems) ?? MOST_ITEMS, MOST_ITEMS);
  const items = Array.from({ length: count }, (_, index) =>
    instance(objectOf(first[index] ?? rest), { ...place, depth: place.depth + 1 }),
  );
  if (schema.uniqueItems !== true) return items;
  const choices = listOf(flattened(rest, place).enum);
  return items.map((item, index) => choices[index] ?? different(item, index));
}

function different(item: unknown, index: number): unknown {
  if (index === 0) return item;
  if (typeof item === 'number') return item + index;
  return typeof item === 'string' ? `${item} ${index + 1}` : item;
}

function numberInstance(schema: JsonObject, place: Place, isInteger: boolean): number {
  const step = numberOf(schema.multipleOf) ?? (isInteger ? 1 : undefined);
  const gap = step ?? 0.5;
  const above = numberOf(schema.exclusiveMinimum);
  const below = numberOf(schema.exclusiveMaximum);
  const least = Math.max(
    numberOf(schema.minimum) ?? -Infinity,
    above === undefined ? -Infinity : above + gap,
  );
  const most = Math.min(numberOf(schema.maximum) ?? Infinity, below === undefined ? Infinity : below - gap);
  const wanted = place.values.number() ?? 1;
  const bounded = Math.min(Math.max(wanted, least), most);
  if (step === undefined) return bounded;
  const rounded = Math.round(bounded / step) * step;
  if (rounded < least) return Math.ceil(least / step) * step;
  return rounded > most ? Math.floor(most / step) * step : rounded;
}

function textInstance(schema: JsonObject, place: Place): string {
  const format = typeof schema.format === 'string' ? schema.format : '';
  const pattern = typeof schema.pattern === 'string' ? schema.pattern : undefined;
  const least = Math.min(numberOf(schema.minLength) ?? 0, LONGEST_TEXT);
  const most = numberOf(schema.maxLength) ?? LONGEST_TEXT;
  const spoken = place.values.text(place.name);
  if (pattern !== undefined) {
    const fits = spoken !== undefined && matches(pattern, spoken);
    return fits ? spoken : (patternExample(pattern) ?? '');
  }
  const made = FORMATS[format] ?? `simulated ${place.name || 'text'}`;
  // A word of the prompt is no date unless it looks like one.
  const text = spoken !== undefined && (made !== FORMATS[format] || sameShape(spoken, made)) ? spoken : made;
  return text.padEnd(least, '.').slice(0, most);
}

function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(text.slice(0, 100));
  } catch {
    return false;
  }
}

const shapeOf = (text: string): string => text.replaceAll(/\d/g, '1').replaceAll(/[^\W\d]+/g, 'a');

function sameShape(one: string, other: string): boolean {
  if (other.includes('@')) return one.includes('@');
  return other.includes('://') ? URL.canParse(one) : shapeOf(one) === shapeOf(other);
}

function instance(given: JsonObject, place: Place, isArguments = false): unknown {
  const schema = flattened(given, place);
  if ('const' in schema) return schema.const;
  if (Array.isArray(schema.enum)) {
    const texts = schema.enum.filter((one) => typeof one === 'string');
    return place.values.mentioned(texts) ?? schema.enum.find((one) => one !== null) ?? null;
  }
  place.size.values += 1;
  if (place.depth > DEEPEST || place.size.values > MOST_VALUES) return null;
  switch (typeOf(schema, place)) {
    case 'object':
      return objectInstance(schema, place, isArguments);
    case 'array':
      return arrayInstance(schema, place);
    case 'integer':
      return numberInstance(schema, place, true);
    case 'number':
      return numberInstance(schema, place, false);
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return textInstance(schema, place);
  }
}

/** A value that fits a JSON schema, with what the prompt says in the places where it plausibly belongs. */
export function schemaInstance(schema: JsonObject, values: PromptValues): unknown {
  return instance(schema, { root: schema, values, name: '', depth: 0, size: { values: 0 } });
}

/** Arguments for a tool: what it requires, and no more. */
export function argumentsFor(schema: unknown, values: PromptValues): JsonObject {
  const root = objectOf(schema);
  const value = instance(
    { type: 'object', ...root },
    { root, values, name: '', depth: 0, size: { values: 0 } },
    true,
  );
  return isObject(value) ? value : {};
}
