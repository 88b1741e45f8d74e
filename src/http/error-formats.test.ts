import type { Request } from '@hapi/hapi';
import { describe, expect, it } from 'vitest';
import type { ErrorFormat } from '../contract/load.ts';
import { ApiError, type ErrorName, errorCatalogue } from '../errors.ts';
import { errorBodyFor, errorFrameFor } from './error-formats.ts';

const asked = (errorFormat?: ErrorFormat, headers: object = {}): Request =>
  ({
    route: { settings: { app: { errorFormat } } },
    app: { requestId: 'req_1' },
    raw: { req: { headers } },
  }) as unknown as Request;
const redact = (text: string): string => text.replace('secret', '[redacted]');
const failure = new ApiError('qodercli_failed', 'secret gone');

describe('an error', () => {
  it("has OpenAI's form where nothing else was asked for", () => {
    const error = { message: '[redacted] gone', type: 'api_error', param: null, code: 'qodercli_failed' };
    expect(errorBodyFor(asked(), failure, redact)).toEqual({ error });
    expect(errorFrameFor(asked('openai'), failure, redact)).toBe(`data: ${JSON.stringify({ error })}\n\n`);
  });

  it("has Anthropic's on its paths, and is an event there", () => {
    const body = {
      type: 'error',
      error: {
        type: 'api_error',
        message: '[redacted] gone',
        details: { error_code: 'qodercli_failed' },
      },
      request_id: 'req_1',
    };
    expect(errorBodyFor(asked('anthropic'), failure, redact)).toEqual(body);
    expect(errorFrameFor(asked('anthropic'), failure, redact)).toBe(
      `event: error\ndata: ${JSON.stringify(body)}\n\n`,
    );
  });

  it("says in Anthropic's form where it is, once", () => {
    const messageOf = (text: string) =>
      errorBodyFor(
        asked('anthropic'),
        new ApiError('invalid_request', text, { param: 'messages[1].content[0]' }),
        redact,
      );
    expect(messageOf('Invalid image.')).toMatchObject({
      error: { message: 'messages[1].content[0]: Invalid image.' },
    });
    expect(messageOf("Invalid 'messages[1].content[0]': no.")).toMatchObject({
      error: { message: "Invalid 'messages[1].content[0]': no." },
    });
  });

  it.each<[ErrorName, string]>([
    ['invalid_request', 'invalid_request_error'],
    ['invalid_api_key', 'authentication_error'],
    ['qoder_auth_failed', 'permission_error'],
    ['not_found', 'not_found_error'],
    ['method_not_allowed', 'invalid_request_error'],
    ['request_timeout', 'invalid_request_error'],
    ['request_too_large', 'request_too_large'],
    ['unsupported_media_type', 'invalid_request_error'],
    ['server_busy', 'rate_limit_error'],
    ['insufficient_quota', 'rate_limit_error'],
    ['internal_error', 'api_error'],
    ['qodercli_failed', 'api_error'],
    ['shutting_down', 'overloaded_error'],
    ['timeout', 'timeout_error'],
  ])('%s is an %s of Anthropic', (name, type) => {
    expect(errorCatalogue[name].status).toBeGreaterThanOrEqual(400);
    expect(errorBodyFor(asked('anthropic'), new ApiError(name, 'x'), redact)).toMatchObject({
      error: { type },
    });
  });
});
