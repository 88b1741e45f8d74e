import type { CanonicalRequest } from './chat-request.ts';
import { isJsonObject } from './json-object.ts';
import { withoutNoLimits } from './token-limits.ts';

/** A legacy completion request as the contract describes it. Never throws; changes nothing in place. */
export function canonicalCompletionRequest(body: unknown): CanonicalRequest {
  return { body: isJsonObject(body) ? withoutNoLimits(body) : body, leftOut: [] };
}
