import { ApiError, type ErrorName } from '../errors.ts';
import { type FailureKind, QoderFailure } from '../qodercli/failure.ts';

const ERROR_BY_KIND: Readonly<Record<FailureKind, ErrorName>> = {
  not_logged_in: 'qoder_auth_failed',
  login_unreachable: 'qoder_auth_failed',
  duplicate_request: 'qodercli_failed',
  catalogue_unavailable: 'qodercli_failed',
  model_queue: 'rate_limit_exceeded',
  quota_exceeded: 'insufficient_quota',
  rate_limited: 'rate_limit_exceeded',
  invalid_request: 'invalid_request',
  context_too_long: 'context_length_exceeded',
  model_failed: 'qodercli_failed',
  unavailable: 'qodercli_failed',
  tools_refused: 'qodercli_failed',
  unresponsive: 'timeout',
  queue_full: 'server_busy',
  queue_timeout: 'server_busy',
  shutting_down: 'shutting_down',
};

const DEFAULT_RETRY_AFTER_MS: Partial<Record<FailureKind, number>> = {
  rate_limited: 10_000,
  model_queue: 10_000,
  shutting_down: 5_000,
};

const ADVICE: Partial<Record<FailureKind, string>> = {
  not_logged_in: "its operator has to look at the server's own login to Qoder.",
  login_unreachable: "its operator has to look at the server's network: Qoder's hosts, name service, proxy.",
};

/** What the driver threw as what the client is told. Anything but a QoderFailure is passed on as it is. */
export function apiErrorOf(error: unknown): unknown {
  if (!(error instanceof QoderFailure)) return error;
  return new ApiError(ERROR_BY_KIND[error.kind], messageOf(error), {
    retryAfterMs: error.retryAfterMs ?? DEFAULT_RETRY_AFTER_MS[error.kind],
    // The same tools get the same answer: to ask again costs a process each time.
    ...(error.kind === 'tools_refused' ? { headers: { 'x-should-retry': 'false' } } : {}),
    cause: error,
  });
}

function messageOf({ kind, message }: QoderFailure): string {
  const advice = ADVICE[kind];
  if (advice === undefined) return message;
  const sentence = /[.!?]$/.test(message) ? message : `${message}.`;
  return `${sentence} Your API key for this server is fine: ${advice}`;
}
