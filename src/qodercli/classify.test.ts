import { describe, expect, it } from 'vitest';
import { failureOfComplaint, failureOfExit } from './classify.ts';

const QUOTA_CODES = [110, 112, 113, 116, 117, 118, 119, 122];
const inText = (code: number) => [
  `API Error: {"code":${code},"message":"no"}`,
  `API Error: {"code":"${code}"}`,
  `Error code: ${code}`,
  `error_code=${code}`,
  `request failed [${code}]`,
  `request failed (${code})`,
  `API Error: ${code} no`,
];

describe("a code of Qoder's service", () => {
  const kinds = [
    ...QUOTA_CODES.map((code) => [code, 'quota_exceeded'] as const),
    [105, 'not_logged_in'] as const,
    [103, 'duplicate_request'] as const,
    [10_605, 'model_queue'] as const,
  ];
  it.each(kinds)('%i is %s, as a number and in any text', (code, kind) => {
    expect(failureOfComplaint({ status: code, text: 'no' }).kind).toBe(kind);
    for (const text of inText(code)) expect(failureOfComplaint({ text }).kind, text).toBe(kind);
    // It says more than the CLI's own word for the failure.
    expect(failureOfComplaint({ status: code, assistantError: 'rate_limit', text: 'no' }).kind).toBe(kind);
  });

  it('is not read into other numbers', () => {
    for (const text of ['took 113 ms', 'after 105 tries', '(1130)', 'line 103, column 5'])
      expect(failureOfComplaint({ text }).kind, text).toBe('model_failed');
  });
});

describe('a text', () => {
  it.each([
    ['You have exceeded your quota', 'quota_exceeded'],
    ['Your credits have been used up', 'quota_exceeded'],
    ['Insufficient credits', 'quota_exceeded'],
    ['You are out of credits. Upgrade your plan.', 'quota_exceeded'],
    ['Daily limit reached', 'quota_exceeded'],
    ['Your usage limit resets tomorrow', 'quota_exceeded'],
    ['Your login has expired', 'not_logged_in'],
    ['Token expired', 'not_logged_in'],
    ['session has been revoked', 'not_logged_in'],
    ['Not logged in · Please run /login', 'not_logged_in'],
    ['rate limit exceeded, try again', 'rate_limited'],
    ['Your request is in the queue', 'model_queue'],
    ['maximum context length exceeded', 'context_too_long'],
    ['boom', 'model_failed'],
  ])('%j is %s', (text, kind) => {
    expect(failureOfComplaint({ text }).kind).toBe(kind);
  });

  it('tells a spent quota from a login that is refused, and from a rate limit', () => {
    const text = 'quota exceeded';
    expect(failureOfComplaint({ status: 403, text }).kind).toBe('quota_exceeded');
    expect(failureOfComplaint({ assistantError: 'rate_limit', text }).kind).toBe('quota_exceeded');
    expect(failureOfComplaint({ status: 403, text: 'forbidden' }).kind).toBe('not_logged_in');
  });
});

describe('the exit of a process', () => {
  const exit = { code: 1, signal: null, stderr: '' };
  it.each([
    ['41', { ...exit, code: 41 }, 'not_logged_in', /log in/],
    [
      'a network that fails on the way to the login',
      {
        ...exit,
        stderr: 'An unexpected critical error occurred:NetworkAttemptError: Network attempt failed at dns',
      },
      'login_unreachable',
      /network failed \(dns\)/,
    ],
    ['anything else', { ...exit, code: 3 }, 'unavailable', /code 3/],
  ])('after %s is told as such', (_, facts, kind, message) => {
    const failure = failureOfExit(facts, undefined);
    expect(failure.kind).toBe(kind);
    expect(failure.message).toMatch(message);
  });
});

describe('a model catalogue that could not be loaded', () => {
  const exit = { code: 1, signal: null, stderr: '' };
  it.each([
    [{ error_code: 'model_catalog_unavailable', errors: ['API Error'] }],
    [{ error_code: 'no_models_available', errors: ['API Error'] }],
    [{ errors: ['API Error: no_models_available: catalog not ready after authentication'] }],
    [{ errors: ['model_catalog_unavailable'] }],
  ])('is told as such, by code and by text: %j', (fields) => {
    const failure = failureOfExit(exit, { type: 'result', is_error: true, ...fields });
    expect(failure.kind).toBe('catalogue_unavailable');
    expect(failure.message).toMatch(/list of models/);
  });
});
