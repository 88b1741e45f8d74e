import type { Request } from '@hapi/hapi';
import type { ErrorFormat } from '../contract/load.ts';
import type {
  AnthropicErrorResponse,
  AnthropicErrorType,
  ErrorBody,
  ErrorResponse,
} from '../contract/operations.ts';
import type { ApiError } from '../errors.ts';
import { oneLineJson } from '../json/one-line.ts';

/** What a client is told of an error, without secrets. */
export function shownError(error: ApiError, redact: (text: string) => string): ErrorBody {
  return { ...error.body, message: redact(error.body.message) };
}

/** `{"error": ...}`, the body of every error of OpenAI's API. */
export function openAiErrorBody(error: ApiError, redact: (text: string) => string): ErrorResponse {
  return { error: shownError(error, redact) };
}

/** The body of an error in the form of the operation that was asked; OpenAI's where there is no operation. */
export function errorBodyFor(request: Request, error: ApiError, redact: (text: string) => string): object {
  return errorFormatOf(request) === 'anthropic'
    ? anthropicErrorBody(error, request.app.requestId, redact)
    : openAiErrorBody(error, redact);
}

/** A failure in the middle of a stream, in the form of the operation that was asked. */
export function errorFrameFor(request: Request, error: ApiError, redact: (text: string) => string): string {
  const name = errorFormatOf(request) === 'anthropic' ? 'event: error\n' : '';
  return `${name}data: ${oneLineJson(errorBodyFor(request, error, redact))}\n\n`;
}

/** Where no dialect has the path to itself, the header that all clients of Anthropic's API send decides. */
export function errorFormatOf(request: Request): Exclude<ErrorFormat, 'client'> {
  const { errorFormat = 'client' } = request.route.settings.app ?? {};
  if (errorFormat !== 'client') return errorFormat;
  return request.raw.req.headers['anthropic-version'] === undefined ? 'openai' : 'anthropic';
}

const ANTHROPIC_TYPES: Readonly<Record<number, AnthropicErrorType>> = {
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  503: 'overloaded_error',
  504: 'timeout_error',
};

/** Anthropic's form has no place for the parameter, so the message says it. */
function anthropicErrorBody(
  error: ApiError,
  requestId: string,
  redact: (text: string) => string,
): AnthropicErrorResponse {
  const { message, param, code } = shownError(error, redact);
  const rest = error.status >= 500 ? 'api_error' : 'invalid_request_error';
  return {
    type: 'error',
    error: {
      type: ANTHROPIC_TYPES[error.status] ?? rest,
      message: param === null || message.includes(param) ? message : `${param}: ${message}`,
      ...(code === null ? {} : { details: { error_code: code } }),
    },
    request_id: requestId,
  };
}
