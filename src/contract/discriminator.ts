// openapi-backend compiles a body as a property of this name, and writes a schema that occurs again as a reference.
const bodyPointer = '#/properties/requestBody';

/** A copy whose discriminators have no `mapping`: client generators need it, Ajv refuses it and reads the tags' `const`. */
export function withoutMappings<Document>(document: Document): Document {
  return JSON.parse(JSON.stringify(document), (key, value) => {
    const tag = key === 'discriminator' ? property(value, 'propertyName') : undefined;
    return typeof tag === 'string' ? { propertyName: tag } : value;
  });
}

/** The values that the tag of a discriminated union may have. */
export function supportedTags(union: unknown, tag: string, bodySchema: unknown): string[] {
  const members = property(union, 'oneOf');
  if (!Array.isArray(members)) return [];
  return members
    .map((member) => property(property(property(resolve(member, bodySchema), 'properties'), tag), 'const'))
    .filter((value) => typeof value === 'string');
}

function resolve(schema: unknown, bodySchema: unknown): unknown {
  const pointer = property(schema, '$ref');
  if (typeof pointer !== 'string' || !pointer.startsWith(bodyPointer)) return schema;
  const segments = pointer.slice(bodyPointer.length).split('/').slice(1);
  return segments.reduce<unknown>(property, bodySchema);
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
