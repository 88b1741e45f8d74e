import { isJsonObject, type JsonObject, withFields } from './json-object.ts';

/** Responses has the effort in an object; Cursor sends that beside chat's messages, too. */
export function withReasoningEffort(body: JsonObject): JsonObject {
  const { reasoning } = body;
  if (!isJsonObject(reasoning)) return body;
  const effort = body.reasoning_effort ?? reasoning.effort ?? undefined;
  if (effort === undefined || effort === body.reasoning_effort) return body;
  return withFields(body, { reasoning: undefined, reasoning_effort: effort });
}
