import { definitionIndex, type NormalSchema } from './normal-schema.ts';
import { SchemaRefusal } from './schema-refusal.ts';

/** How often subschemas may be evaluated for one value of an answer, in the worst case. */
export const MOST_EVALUATIONS = 50_000;

const LISTS = ['allOf', 'anyOf', 'oneOf'] as const;
const SINGLE = ['else', 'if', 'not', 'then'] as const;

type Loose = Record<string, unknown>;

/**
 * Counts how often subschemas are evaluated for the same value: two references to the next level on each of 24 levels
 * make 16 million. A reference that leads back to itself without going into the value says nothing new: it is taken out.
 * @throws SchemaRefusal for a schema that is evaluated too often.
 */
export function boundEvaluations(definitions: readonly NormalSchema[]): void {
  const counts = new Map<number, number>();
  const open = new Set<number>();

  const countDefinition = (index: number): number => {
    const known = counts.get(index);
    if (known !== undefined) return known;
    open.add(index);
    const count = countSchema(definitions[index] as NormalSchema);
    open.delete(index);
    counts.set(index, count);
    return count;
  };

  const countSchema = (schema: NormalSchema): number => {
    if (typeof schema === 'boolean') return 1;
    let count = 1;
    const reference = schema['$ref'];
    if (typeof reference === 'string') {
      const index = definitionIndex(reference);
      if (open.has(index)) delete schema['$ref'];
      else count += countDefinition(index);
    }
    for (const inner of appliedToSameValue(schema)) count += countSchema(inner);
    if (count > MOST_EVALUATIONS) {
      throw new SchemaRefusal(
        `it could take more than ${MOST_EVALUATIONS} evaluations of its subschemas for one value`,
      );
    }
    return count;
  };

  const countEverywhere = (schema: NormalSchema): void => {
    if (typeof schema === 'boolean') return;
    for (const inner of appliedToSameValue(schema)) countEverywhere(inner);
    for (const inner of appliedToParts(schema)) {
      countSchema(inner);
      countEverywhere(inner);
    }
  };

  for (const index of definitions.keys()) countDefinition(index);
  for (const definition of definitions) countEverywhere(definition);
}

function* appliedToSameValue(schema: Loose): Generator<NormalSchema> {
  for (const keyword of LISTS) yield* (schema[keyword] as readonly NormalSchema[] | undefined) ?? [];
  for (const keyword of SINGLE) if (keyword in schema) yield schema[keyword] as NormalSchema;
  yield* Object.values((schema['dependentSchemas'] as Record<string, NormalSchema> | undefined) ?? {});
}

const PARTS = [
  'additionalProperties',
  'contains',
  'items',
  'propertyNames',
  'unevaluatedItems',
  'unevaluatedProperties',
] as const;

function* appliedToParts(schema: Loose): Generator<NormalSchema> {
  for (const keyword of PARTS) if (keyword in schema) yield schema[keyword] as NormalSchema;
  yield* (schema['prefixItems'] as readonly NormalSchema[] | undefined) ?? [];
  for (const keyword of ['properties', 'patternProperties'])
    yield* Object.values((schema[keyword] as Record<string, NormalSchema> | undefined) ?? {});
}
