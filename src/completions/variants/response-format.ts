import { isJsonObject, type JsonObject, withFields } from './json-object.ts';

/** OpenAI demands a name that nothing depends on; other servers have none. */
const NAME = 'response';
/** What tells a JSON Schema from the object that OpenAI wraps it in. */
const SCHEMA_KEYWORDS = ['type', 'properties', '$ref', 'anyOf', 'oneOf', 'allOf', 'enum', 'const'];

/** Chat's format, in any server's form: the schema in `json_schema`, beside the type, or in place of its wrapper. */
export function nestedFormat(format: unknown): unknown {
  const own = objectFormat(format);
  if (!isJsonObject(own) || own.type !== 'json_schema') return own;
  const { type, json_schema: wrapped, ...beside } = own;
  if (wrapped === undefined || wrapped === null) {
    const isBare = beside.schema !== undefined || beside.name !== undefined;
    return isBare ? { type, json_schema: named(beside) } : own;
  }
  if (!isJsonObject(wrapped)) return own;
  const canonical = named(isSchema(wrapped) ? { schema: wrapped } : wrapped);
  return canonical === wrapped ? own : { ...own, json_schema: canonical };
}

/** The format of Responses and of Messages, which have flat what chat nests. */
export function flatFormat(format: unknown): unknown {
  const own = objectFormat(format);
  if (!isJsonObject(own) || own.type !== 'json_schema') return own;
  const { type, json_schema: wrapped, ...beside } = own;
  if (!isJsonObject(wrapped)) return isJsonObject(own.schema) ? named(own) : own;
  return { type, ...named({ ...beside, ...(isSchema(wrapped) ? { schema: wrapped } : wrapped) }) };
}

/** `json_object` with its schema where Cohere and Text Generation Inference have it. */
function objectFormat(format: unknown): unknown {
  if (!isJsonObject(format) || (format.type !== 'json_object' && format.type !== 'json')) return format;
  const { json_schema: wrapped, value } = format;
  const schema = [
    format.schema,
    isJsonObject(wrapped) && !isSchema(wrapped) ? wrapped.schema : wrapped,
    value,
  ].find(isJsonObject);
  if (schema === undefined || schema === format.schema)
    return format.type === 'json' && schema !== undefined ? { ...format, type: 'json_object' } : format;
  return withFields(format, { type: 'json_object', schema, json_schema: undefined, value: undefined });
}

function named(format: JsonObject): JsonObject {
  return format.name === undefined || format.name === null ? { ...format, name: NAME } : format;
}

function isSchema(wrapped: JsonObject): boolean {
  const isWrapper = ['name', 'schema', 'strict'].some((key) => wrapped[key] !== undefined);
  return !isWrapper && SCHEMA_KEYWORDS.some((key) => wrapped[key] !== undefined);
}
