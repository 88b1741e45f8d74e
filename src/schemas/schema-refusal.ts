/** A client's schema that cannot be used. The message says why, in words for the client. */
export class SchemaRefusal extends Error {
  override readonly name = 'SchemaRefusal';
}
