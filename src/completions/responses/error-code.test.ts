import { expect, it } from 'vitest';
import { ApiError, type ErrorName } from '../../errors.ts';
import { responseErrorCode } from './error-code.ts';

it.each<[ErrorName, string]>([
  ['rate_limit_exceeded', 'rate_limit_exceeded'],
  ['server_busy', 'rate_limit_exceeded'],
  ['insufficient_quota', 'insufficient_quota'],
  ['context_length_exceeded', 'context_length_exceeded'],
  ['invalid_request', 'invalid_prompt'],
  ['qodercli_failed', 'server_error'],
  ['qoder_auth_failed', 'server_error'],
  ['internal_error', 'server_error'],
  ['shutting_down', 'server_error'],
  ['timeout', 'server_error'],
])('tells %s as %s', (error, code) => {
  expect(responseErrorCode(new ApiError(error, 'x').body)).toBe(code);
});
