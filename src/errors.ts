import type { ErrorBody, ErrorType } from './contract/operations.ts';
import { excerptOf } from './observability/text-ends.ts';

/** Messages quote what the client sent, and it gets no more of that back than shows what is meant. */
const LONGEST_MESSAGE = 4_000;
const LONGEST_PARAM = 500;

interface CatalogueEntry {
  readonly status: number;
  readonly type: ErrorType;
  readonly code: string | null;
  /** Official clients retry 408, 409, 429 and all 5xx unless told otherwise; a permanent failure tells them. */
  readonly retryable: boolean;
}

/** Every error that the server can answer with. `docs/errors.md` lists them one for one. */
export const errorCatalogue = {
  invalid_request: entry(400, 'invalid_request_error', null),
  unsupported_parameter: entry(400, 'invalid_request_error', 'unsupported_parameter'),
  context_length_exceeded: entry(400, 'invalid_request_error', 'context_length_exceeded'),
  invalid_api_key: entry(401, 'invalid_request_error', 'invalid_api_key'),
  not_signed_in: entry(401, 'invalid_request_error', 'not_signed_in'),
  invalid_password: entry(401, 'invalid_request_error', 'invalid_password'),
  cross_origin_request: entry(403, 'invalid_request_error', 'cross_origin_request'),
  metrics_key_required: entry(403, 'invalid_request_error', 'metrics_key_required'),
  qoder_auth_failed: entry(403, 'authentication_error', 'qoder_auth_failed'),
  unknown_url: entry(404, 'invalid_request_error', 'unknown_url'),
  model_not_found: entry(404, 'invalid_request_error', 'model_not_found'),
  not_found: entry(404, 'invalid_request_error', 'not_found'),
  method_not_allowed: entry(405, 'invalid_request_error', 'method_not_allowed'),
  request_timeout: entry(408, 'invalid_request_error', 'request_timeout', true),
  request_too_large: entry(413, 'invalid_request_error', 'request_too_large'),
  unsupported_media_type: entry(415, 'invalid_request_error', 'unsupported_media_type'),
  upgrade_required: entry(426, 'invalid_request_error', 'upgrade_required'),
  rate_limit_exceeded: entry(429, 'rate_limit_error', 'rate_limit_exceeded', true),
  daily_limit_exceeded: entry(429, 'rate_limit_error', 'daily_limit_exceeded'),
  server_busy: entry(429, 'rate_limit_error', 'server_busy', true),
  too_many_attempts: entry(429, 'rate_limit_error', 'too_many_attempts'),
  insufficient_quota: entry(429, 'insufficient_quota', 'insufficient_quota'),
  headers_too_large: entry(431, 'invalid_request_error', 'headers_too_large'),
  client_closed_request: entry(499, 'invalid_request_error', 'client_closed_request'),
  internal_error: entry(500, 'server_error', 'internal_error', true),
  endpoint_not_supported: entry(501, 'not_implemented_error', 'endpoint_not_supported'),
  qodercli_failed: entry(502, 'api_error', 'qodercli_failed', true),
  server_overloaded: entry(503, 'server_error', 'server_overloaded', true),
  shutting_down: entry(503, 'server_error', 'shutting_down', true),
  timeout: entry(504, 'timeout_error', 'timeout', true),
} as const satisfies Record<string, CatalogueEntry>;

export type ErrorName = keyof typeof errorCatalogue;

function entry(status: number, type: ErrorType, code: string | null, retryable = false): CatalogueEntry {
  return { status, type, code, retryable };
}

export interface ErrorFacts {
  /** The request parameter at fault, in OpenAI's notation: `messages[0].content`. */
  readonly param?: string | null;
  /** In place of the catalogue's code, where one cause has several. */
  readonly code?: string | null;
  readonly retryAfterMs?: number | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** The one error that handlers throw and that `http/` renders. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly error: ErrorName;
  readonly status: number;
  readonly body: ErrorBody;
  readonly headers: Readonly<Record<string, string>>;

  constructor(error: ErrorName, message: string, facts: ErrorFacts = {}) {
    const shown = excerptOf(message, LONGEST_MESSAGE);
    super(shown, facts.cause === undefined ? undefined : { cause: facts.cause });
    const { status, type, code, retryable } = errorCatalogue[error];
    this.error = error;
    this.status = status;
    this.body = {
      message: shown,
      type,
      param: facts.param == null ? null : excerptOf(facts.param, LONGEST_PARAM),
      code: facts.code === undefined ? code : facts.code,
    };
    this.headers = {
      ...facts.headers,
      ...(facts.retryAfterMs === undefined
        ? {}
        : { 'retry-after': String(Math.ceil(facts.retryAfterMs / 1000)) }),
      ...(retryable ? {} : { 'x-should-retry': 'false' }),
    };
  }
}
