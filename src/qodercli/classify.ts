import { JsonLimitError } from '../json/parse-json.ts';
import { type FailureKind, QoderFailure, SHORTAGE_RETRY_MS, startShortage } from './failure.ts';
import { arrayField, type CliMessage, numberField, stringField } from './messages.ts';
import type { ProcessExit } from './process.ts';
import { kindOfCode, kindOfCodeIn } from './service-codes.ts';
import { shortageIn, shortageOf } from './shortage.ts';

/** Exit code of an SDK-mode login that cannot work. */
const EXIT_AUTHENTICATION = 41;

const LOGIN_TEXT =
  /not logged in|\/login\b|log ?in (again|required|expired|has expired)|(re-?login|sign in) |unauthori[sz]ed|(token|key|login|session|credentials?) (is |has |have |was )?(been )?(invalid|expired|refused|revoked)|(invalid|expired) (access )?(token|login|credentials?)|service account (key|token)/i;
/** Not `rate limit exceeded`, which passes by itself. */
const QUOTA_TEXT =
  /quota|\bcredits?\b.{0,40}(used up|exhausted|exceeded|insufficient|run out|depleted|ran out)|(insufficient|not enough|no( more| remaining)?|out of) (credits?|balance|funds)|usage limit|(daily|monthly|weekly|free) (limit|uses?|requests?|count)\b.{0,30}(reached|exceeded|used up|exhausted)/i;
const RATE_TEXT = /rate.?limit|too many requests/i;
const QUEUE_TEXT = /\b(queued|in (a |the )?queue|queue (is )?(full|limit)|queueing)\b/i;
const CONTEXT_TEXT =
  /context[ _](length|window)|prompt is too long|input is too long|too many (input )?tokens|maximum (context|input|prompt)/i;

/** Values of `assistant.error`, and of `error` in `system/api_retry`. */
const KIND_BY_ASSISTANT_ERROR: Readonly<Record<string, FailureKind>> = {
  authentication_failed: 'not_logged_in',
  billing_error: 'quota_exceeded',
  rate_limit: 'rate_limited',
  invalid_request: 'invalid_request',
  server_error: 'model_failed',
  unknown: 'model_failed',
};

const KIND_BY_STATUS: Readonly<Record<number, FailureKind>> = {
  401: 'not_logged_in',
  402: 'quota_exceeded',
  403: 'not_logged_in',
  413: 'context_too_long',
  429: 'rate_limited',
};

/** What the CLI said of a failed turn. */
export interface TurnComplaint {
  /** `assistant.error`. */
  readonly assistantError?: string | undefined;
  /**
   * HTTP status of the model server, from `result.error_code` or the last `system/api_retry`; `error_code` may also be a
   * code of Qoder's service.
   */
  readonly status?: number | undefined;
  readonly text: string;
  readonly retryAfterMs?: number | undefined;
}

/** How versions of the CLI call a model catalogue that they could not load; 1.1.76 ends then. */
const CATALOGUE_CODES: readonly unknown[] = ['no_models_available', 'model_catalog_unavailable'];
const CATALOGUE_TEXT = /\bno_models_available\b|\bmodel_catalog_unavailable\b/;

export function isCatalogueCode(code: unknown): boolean {
  return CATALOGUE_CODES.includes(code);
}

export function catalogueFailure(cause: unknown): QoderFailure {
  const message =
    'qodercli could not load the list of models from Qoder: Qoder cannot be reached, or offers this account none.';
  return new QoderFailure('catalogue_unavailable', message, { cause });
}

export function failureOfComplaint(complaint: TurnComplaint): QoderFailure {
  if (CATALOGUE_TEXT.test(complaint.text)) return catalogueFailure(complaint);
  const kind = kindOfComplaint(complaint);
  const facts = complaint.retryAfterMs === undefined ? {} : { retryAfterMs: complaint.retryAfterMs };
  return new QoderFailure(kind, complaint.text, facts);
}

/** Qoder's own codes say most; what is left vague is told apart by the text. */
function kindOfComplaint({ assistantError, status, text }: TurnComplaint): FailureKind {
  const byCode = kindOfCode(status) ?? kindOfCodeIn(text);
  if (byCode !== undefined) return byCode;
  const said = assistantError === undefined ? undefined : KIND_BY_ASSISTANT_ERROR[assistantError];
  const byStatus = status === undefined ? undefined : KIND_BY_STATUS[status];
  const isVague = said === undefined || said === 'model_failed';
  const kind = (isVague ? byStatus : said) ?? 'model_failed';
  if ((kind === 'model_failed' || kind === 'invalid_request') && CONTEXT_TEXT.test(text)) {
    return 'context_too_long';
  }
  if (RATE_TEXT.test(text) && kind === 'model_failed') return 'rate_limited';
  // A login that is refused for want of credits is not refused: `rate_limit` and 403 are said of both.
  if (kind !== 'invalid_request' && kind !== 'context_too_long' && QUOTA_TEXT.test(text))
    return 'quota_exceeded';
  if (kind !== 'model_failed') return kind;
  if (LOGIN_TEXT.test(text)) return 'not_logged_in';
  return QUEUE_TEXT.test(text) ? 'model_queue' : kind;
}

/** The complaint in a `result` line whose `is_error` is set or whose subtype is an error. */
export function complaintOfResult(result: CliMessage): TurnComplaint {
  const errors = arrayField(result, 'errors').filter((error) => typeof error === 'string');
  return {
    text: errors.join('; ') || stringField(result, 'result') || 'qodercli reported an error without a text.',
    status: numberField(result, 'error_code'),
  };
}

/**
 * Why a process ended by itself.
 * @param fatal the `result` line that it printed before, if any.
 */
export function failureOfExit(exit: ProcessExit, fatal: CliMessage | undefined): QoderFailure {
  const cause = {
    code: exit.code,
    signal: exit.signal,
    stderr: exit.stderr.slice(0, 1_000),
    error: exit.error,
  };
  const reason = fatal === undefined ? undefined : stringField(fatal, 'terminal_reason');
  if (exit.code === EXIT_AUTHENTICATION || reason?.startsWith('auth_') === true) {
    const text = fatal === undefined ? 'it gave no reason' : complaintOfResult(fatal).text;
    return new QoderFailure('not_logged_in', `qodercli could not log in: ${text}`, { cause });
  }
  // The access token is exchanged at boot, before anything else: a network error then means no login.
  if (exit.stderr.includes('NetworkAttemptError')) {
    const where = /failed at (\w+)/.exec(exit.stderr)?.[1];
    const message = `qodercli could not reach Qoder to log in: the network failed${where ? ` (${where})` : ''}.`;
    return new QoderFailure('login_unreachable', message, { cause });
  }
  if (fatal !== undefined) {
    return isCatalogueCode(fatal.error_code)
      ? catalogueFailure(cause)
      : failureOfComplaint(complaintOfResult(fatal));
  }
  if (exit.error !== undefined) {
    const { code } = exit.error as NodeJS.ErrnoException;
    const wanting = shortageOf(exit.error);
    if (wanting !== undefined) return startShortage(wanting, cause);
    if (code === 'ENOENT') return new QoderFailure('unavailable', 'qodercli was not found.', { cause });
    if (exit.error instanceof JsonLimitError) {
      const message = `qodercli printed a line that cannot be read: ${exit.error.message}.`;
      return new QoderFailure('unavailable', message, { cause });
    }
    if (code === 'EACCES') return new QoderFailure('unavailable', 'qodercli is not executable.', { cause });
    return new QoderFailure('unavailable', `qodercli failed: ${exit.error.message}.`, { cause });
  }
  const wanting = shortageIn(exit.stderr);
  const shortage =
    wanting === undefined ? {} : ({ shortage: 'in qodercli', retryAfterMs: SHORTAGE_RETRY_MS } as const);
  const how = exit.signal === null ? `exited with code ${exit.code}` : `was ended by ${exit.signal}`;
  return new QoderFailure('unavailable', `qodercli ${how} before it finished.`, { cause, ...shortage });
}
