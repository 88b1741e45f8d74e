/** The version of JSON Schema that a `$schema` names; undefined where it names none that is known. */
export type Draft = 3 | 4 | 6 | 7 | 2019 | 2020 | undefined;

const DRAFTS: ReadonlyMap<string, Draft> = new Map([
  ['json-schema.org/draft-03/schema', 3],
  ['json-schema.org/draft-04/schema', 4],
  ['json-schema.org/draft-06/schema', 6],
  ['json-schema.org/draft-07/schema', 7],
  ['json-schema.org/draft/2019-09/schema', 2019],
  ['json-schema.org/draft/2020-12/schema', 2020],
]);

/** By http or https, with or without an empty fragment. */
export function draftOf(uri: string): Draft {
  return DRAFTS.get(uri.replace(/^https?:\/\//, '').replace(/#$/, ''));
}

/** Keywords that came later than draft-04. A schema that names an older draft has them as unknown words. */
const INTRODUCED: Readonly<Record<string, number>> = {
  const: 6,
  contains: 6,
  propertyNames: 6,
  if: 7,
  // biome-ignore lint/suspicious/noThenProperty: JSON Schema's name
  then: 7,
  else: 7,
  dependentRequired: 2019,
  dependentSchemas: 2019,
  maxContains: 2019,
  minContains: 2019,
  unevaluatedItems: 2019,
  unevaluatedProperties: 2019,
  $anchor: 2019,
  $recursiveRef: 2019,
  prefixItems: 2020,
  $dynamicRef: 2020,
  $dynamicAnchor: 2020,
};

/** Whether a keyword means anything in a draft. Schemas that do not name their draft may use those of all. */
export function isKnownIn(keyword: string, draft: Draft): boolean {
  return draft === undefined || draft >= (INTRODUCED[keyword] ?? 0);
}

/** Up to draft-07 nothing else beside a `$ref` counts. */
export function ignoresSiblings(draft: Draft): boolean {
  return draft !== undefined && draft <= 7;
}
