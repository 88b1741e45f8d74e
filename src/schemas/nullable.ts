import type { NormalSchema } from './normal-schema.ts';

/** Keywords that hold for null, too. */
const OF_ANY_TYPE = ['$ref', 'allOf', 'anyOf', 'const', 'enum', 'if', 'not', 'oneOf'];

/** OpenAPI 3.0's `nullable: true`: null will do, whatever else the schema says. */
export function allowNull(schema: NormalSchema): NormalSchema {
  if (typeof schema === 'boolean') return true;
  if (OF_ANY_TYPE.some((keyword) => keyword in schema)) return { anyOf: [{ type: 'null' }, schema] };
  if (!('type' in schema)) return schema;
  const types = schema['type'] as readonly string[];
  return types.includes('null') ? schema : { ...schema, type: [...types, 'null'] };
}
