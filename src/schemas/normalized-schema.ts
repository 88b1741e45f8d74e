import { ignoresSiblings } from './draft.ts';
import { translateKeywords } from './keyword-translation.ts';
import { keywordsOf } from './keyword-values.ts';
import { type NormalSchema, referenceTo } from './normal-schema.ts';
import { allowNull } from './nullable.ts';
import { reachableSchemas, type Target } from './reachable-schemas.ts';
import { type Place, readDocument } from './schema-document.ts';
import { SchemaRefusal } from './schema-refusal.ts';
import { isObject, type JsonObject } from './subschemas.ts';

/**
 * Rewrites a client's schema so that the validator meets only what we know: keywords of JSON Schema, in 2020-12's
 * form, with values that they may have. Whatever else is in it, JSON Schema ignores, and so do we.
 * @returns a schema for each that is referred to, the document's own first. A reference is `#/$defs/` and its index.
 * @throws SchemaRefusal
 */
export function normalizeSchema(schema: JsonObject): readonly NormalSchema[] {
  const document = readDocument(schema);
  const { references, targets } = reachableSchemas(document);
  const indexes = new Map(targets.map((place, index) => [place.schema, index]));
  const referTo = (target: Target): NormalSchema =>
    typeof target === 'boolean' ? target : { $ref: referenceTo(indexes.get(target.schema) as number) };

  const translate = (place: Place): NormalSchema => {
    const keywords = keywordsOf(place.schema, place.pointer);
    const found = (references.get(place.schema) ?? []).map(referTo);
    const own =
      found.length > 0 && ignoresSiblings(place.draft) ? {} : translateKeywords(place, keywords, subschema);
    const whole = found.length === 0 ? own : withReferences(own, found);
    return keywords.boolean('nullable') === true ? allowNull(whole) : whole;
  };
  const subschema = (value: unknown, pointer: string): NormalSchema => {
    if (typeof value === 'boolean') return value;
    if (!isObject(value)) throw new SchemaRefusal(`${pointer} must be a schema: an object, true or false`);
    const index = indexes.get(value);
    // Written once, however many refer to it.
    return index === undefined ? translate(document.placeOf(value)) : { $ref: referenceTo(index) };
  };
  return targets.map(translate);
}

function withReferences(own: Record<string, unknown>, found: readonly NormalSchema[]): NormalSchema {
  const [first] = found;
  if (found.length === 1 && typeof first === 'object') return { ...own, ...first };
  return { ...own, allOf: [...((own['allOf'] as readonly NormalSchema[]) ?? []), ...found] };
}
