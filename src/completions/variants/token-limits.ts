import { type JsonObject, withFields } from './json-object.ts';

const LIMITS = ['max_tokens', 'max_completion_tokens', 'max_output_tokens'];
/** LM Studio and llama.cpp take it so, and their clients send it to everybody. */
const NO_LIMIT = -1;

/** A limit of -1 means no limit. */
export function withoutNoLimits(body: JsonObject): JsonObject {
  const unlimited = LIMITS.filter((name) => body[name] === NO_LIMIT);
  if (unlimited.length === 0) return body;
  return withFields(body, Object.fromEntries(unlimited.map((name) => [name, undefined])));
}
