import type { Boom } from '@hapi/boom';
import type { Plugin, Request } from '@hapi/hapi';
import { ApiError } from '../errors.ts';
import type { Log } from '../observability/log.ts';
import { errorBodyFor } from './error-formats.ts';

export interface ErrorResponseOptions {
  /** Takes secrets out of a text. */
  readonly redact: (text: string) => string;
  readonly log: Log;
}

/** hapi's own refusals in the terms of the catalogue. */
function apiErrorOf(boom: Boom, request: Request): ApiError {
  if (boom instanceof ApiError) return boom;
  if (boom.data instanceof ApiError) return boom.data;
  switch (boom.output.statusCode) {
    case 400:
      return new ApiError('invalid_request', `The request could not be read: ${boom.message}.`);
    case 401:
      if (request.route.settings.app?.access === 'session') {
        return new ApiError('not_signed_in', 'Sign in to the dashboard first.');
      }
      return new ApiError('invalid_api_key', 'Incorrect API key provided.');
    // A folder, or a path that leads out of the dashboard's files: nobody is told which.
    case 403:
    case 404:
      return new ApiError(
        'unknown_url',
        `Unknown request URL: ${request.method.toUpperCase()} ${request.path}.`,
      );
    case 408:
      return new ApiError('request_timeout', 'The request body did not arrive in time.');
    case 413:
      return new ApiError('request_too_large', `The request body is too large: ${boom.message}.`);
    case 415:
      return new ApiError('unsupported_media_type', "The request body must be sent as 'application/json'.");
    default:
      return new ApiError('internal_error', 'The server had an error while processing the request.');
  }
}

/** The one place where an error becomes a response. */
export const errorResponse: Plugin<ErrorResponseOptions> = {
  name: 'error-response',
  register(server, { redact, log }) {
    server.ext('onPreResponse', (request, h) => {
      const { response } = request;
      if (!('isBoom' in response)) return h.continue;
      const error = apiErrorOf(response, request);
      const { observer } = request.app;
      observer?.refused({ status: error.status, message: redact(error.message), code: error.body.code });
      if (error.error === 'internal_error')
        log.error({ requestId: request.app.requestId, err: response }, 'unexpected error');
      const reply = h
        .response(errorBodyFor(request, error, redact))
        .code(error.status)
        .type('application/json');
      for (const [name, value] of Object.entries({ ...response.output.headers, ...error.headers })) {
        if (value !== undefined) reply.header(name, String(value));
      }
      return reply;
    });
  },
};
