import type { ErrorBody } from '../../contract/operations.ts';

/** Codes that OpenAI's clients act on in `response.failed`: Codex waits, stops or compacts by them. */
const KNOWN = new Set(['rate_limit_exceeded', 'insufficient_quota', 'context_length_exceeded']);

/** The code of an error in a response that failed, from OpenAI's own set: clients know no other. */
export function responseErrorCode({ code, type }: Pick<ErrorBody, 'code' | 'type'>): string {
  if (code !== null && KNOWN.has(code)) return code;
  if (type === 'rate_limit_error') return 'rate_limit_exceeded';
  return type === 'invalid_request_error' ? 'invalid_prompt' : 'server_error';
}
