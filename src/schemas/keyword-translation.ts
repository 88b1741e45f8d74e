import { isKnownIn } from './draft.ts';
import { isStringList, type KeywordReader } from './keyword-values.ts';
import type { NormalSchema } from './normal-schema.ts';
import type { Place } from './schema-document.ts';
import { isObject, ownValue, pointerStep } from './subschemas.ts';

type Translate = (value: unknown, pointer: string) => NormalSchema;

const SCHEMAS = [
  'contains',
  'else',
  'if',
  'not',
  'propertyNames',
  'then',
  'additionalProperties',
  'unevaluatedProperties',
] as const;
/** Beside these the validator loses count of which items have been evaluated. */
const CHOICES = ['anyOf', 'contains', 'dependentSchemas', 'if', 'not', 'oneOf'];
const COUNTS = [
  'maxContains',
  'maxItems',
  'maxLength',
  'maxProperties',
  'minContains',
  'minItems',
  'minLength',
  'minProperties',
] as const;

/** A schema's own keywords in 2020-12's form, without its references. */
export function translateKeywords(
  place: Place,
  keywords: KeywordReader,
  translate: Translate,
): Record<string, unknown> {
  const { schema, draft } = place;
  const result: Record<string, unknown> = {};
  const has = (keyword: string): boolean => Object.hasOwn(schema, keyword) && isKnownIn(keyword, draft);
  const set = (keyword: string, value: unknown): void => {
    if (value !== undefined) result[keyword] = value;
  };
  const translated = (keyword: string): NormalSchema =>
    translate(ownValue(schema, keyword), `${place.pointer}/${keyword}`);
  const translatedMap = (keyword: string): Record<string, NormalSchema> => {
    const entries = Object.entries(keywords.map(keyword) ?? {});
    return Object.fromEntries(
      entries.map(([name, value]) => [
        name,
        translate(value, `${place.pointer}/${keyword}${pointerStep(name)}`),
      ]),
    );
  };
  const translatedList = (keyword: string): readonly NormalSchema[] =>
    (keywords.list(keyword) ?? []).map((value, index) =>
      translate(value, `${place.pointer}/${keyword}/${index}`),
    );

  set('type', keywords.types());
  if (has('const')) result['const'] = ownValue(schema, 'const');
  const values = keywords.list('enum');
  if (values !== undefined && values.length > 0) result['enum'] = values;
  for (const keyword of COUNTS) if (has(keyword)) set(keyword, keywords.count(keyword));
  for (const keyword of SCHEMAS) if (has(keyword)) set(keyword, translated(keyword));
  for (const keyword of ['allOf', 'anyOf', 'oneOf'] as const) {
    if (!has(keyword)) continue;
    const list = translatedList(keyword);
    if (list.length === 0) keywords.refuse(keyword, 'an array with at least one schema');
    result[keyword] = list;
  }
  // The validator takes no empty list of values, which nothing conforms to.
  if (values?.length === 0)
    result['allOf'] = [...((result['allOf'] as readonly NormalSchema[]) ?? []), false];
  for (const keyword of ['properties', 'patternProperties'] as const)
    if (has(keyword)) set(keyword, translatedMap(keyword));
  set('pattern', keywords.string('pattern'));
  if (keywords.boolean('uniqueItems') === true) result['uniqueItems'] = true;
  setBounds(result, keywords, schema);
  setItems();
  setDependencies();
  setUnevaluatedItems();
  completeCondition(result);
  // Draft-03's and a frequent slip: `required: true` in the property itself says nothing in later drafts.
  if (typeof ownValue(schema, 'required') !== 'boolean') set('required', names('required'));
  return result;

  function names(keyword: string): readonly string[] | undefined {
    const list = keywords.list(keyword);
    if (list !== undefined && !isStringList(list)) keywords.refuse(keyword, 'an array of strings');
    return list === undefined ? undefined : ([...new Set(list)] as string[]);
  }

  /** A list of schemas in `items` is what 2020-12 calls `prefixItems`; `additionalItems` are the rest. */
  function setItems(): void {
    const prefix = has('prefixItems') ? translatedList('prefixItems') : undefined;
    if (Array.isArray(ownValue(schema, 'items')) && prefix === undefined) {
      const tuple = translatedList('items');
      if (tuple.length > 0) result['prefixItems'] = tuple;
      if (has('additionalItems')) result['items'] = translated('additionalItems');
      return;
    }
    if (prefix !== undefined && prefix.length > 0) result['prefixItems'] = prefix;
    if (has('items') && !Array.isArray(ownValue(schema, 'items'))) result['items'] = translated('items');
  }

  function setUnevaluatedItems(): void {
    if (!has('unevaluatedItems')) return;
    const value = translated('unevaluatedItems');
    if (!CHOICES.some((keyword) => keyword in result)) result['unevaluatedItems'] = value;
  }

  /** Up to draft-07 `dependencies` were both of today's keywords. */
  function setDependencies(): void {
    const schemas = has('dependentSchemas') ? translatedMap('dependentSchemas') : {};
    const required: Record<string, readonly string[]> = {};
    const add = (name: string, value: unknown, keyword: string): void => {
      const list = typeof value === 'string' ? [value] : value;
      if (!isStringList(list)) keywords.refuse(keyword, 'an object with arrays of strings');
      else required[name] = [...new Set(list)];
    };
    for (const [name, value] of Object.entries(
      has('dependentRequired') ? (keywords.map('dependentRequired') ?? {}) : {},
    ))
      add(name, value, 'dependentRequired');
    for (const [name, value] of Object.entries(keywords.map('dependencies') ?? {})) {
      if (isObject(value) || typeof value === 'boolean') {
        const dependent = translate(value, `${place.pointer}/dependencies${pointerStep(name)}`);
        schemas[name] = name in schemas ? { allOf: [schemas[name], dependent] } : dependent;
      } else add(name, value, 'dependencies');
    }
    if (Object.keys(schemas).length > 0) result['dependentSchemas'] = schemas;
    if (Object.keys(required).length > 0) result['dependentRequired'] = required;
  }
}

/** The validator forgets which properties an `if` has evaluated where there is no `then`. */
function completeCondition(result: Record<string, unknown>): void {
  if (!('if' in result)) {
    delete result['then'];
    delete result['else'];
  } else if (!('then' in result)) {
    const { if: condition, else: otherwise = true, ...rest } = result;
    const branches = [condition, { allOf: [{ not: condition }, otherwise] }];
    for (const keyword of ['if', 'else']) delete result[keyword];
    result['allOf'] = [...((rest['allOf'] as readonly NormalSchema[]) ?? []), { anyOf: branches }];
  }
}

/** Draft-04's exclusive bounds are booleans beside the bound. */
function setBounds(result: Record<string, unknown>, keywords: KeywordReader, schema: object): void {
  for (const [bound, exclusive] of [
    ['minimum', 'exclusiveMinimum'],
    ['maximum', 'exclusiveMaximum'],
  ] as const) {
    const limit = keywords.number(bound);
    const asBoolean = typeof ownValue(schema, exclusive) === 'boolean';
    const isExclusive = asBoolean && keywords.boolean(exclusive) === true;
    const exclusiveLimit = asBoolean ? (isExclusive ? limit : undefined) : keywords.number(exclusive);
    if (limit !== undefined && !isExclusive) result[bound] = limit;
    if (exclusiveLimit !== undefined) result[exclusive] = exclusiveLimit;
  }
  const divisor = keywords.number('multipleOf');
  if (divisor !== undefined && divisor <= 0) keywords.refuse('multipleOf', 'a number above 0');
  if (divisor !== undefined) result['multipleOf'] = divisor;
}
