/**
 * Why a turn failed, in the driver's own terms:
 *
 * - `not_logged_in`: no login, or a token that was refused or has expired.
 * - `login_unreachable`: the network failed on the way to the login.
 * - `duplicate_request`: Qoder took the request for one that it had already; asking once more helps.
 * - `catalogue_unavailable`: Qoder's model catalogue could not be loaded, without which nothing is answered.
 * - `model_queue`: Qoder put the request in a queue, and gave up on it there.
 * - `quota_exceeded`, `rate_limited`, `invalid_request`, `context_too_long`, `model_failed`: said by Qoder.
 * - `unavailable`: the executable is missing, died, or spoke nonsense.
 * - `tools_refused`: it did not take the turn's tools, and will not the next time either.
 * - `unresponsive`: it went silent for longer than allowed.
 * - `queue_full`, `queue_timeout`: our own admission refused.
 * - `shutting_down`: the driver is stopping.
 */
export type FailureKind =
  | 'not_logged_in'
  | 'login_unreachable'
  | 'duplicate_request'
  | 'catalogue_unavailable'
  | 'model_queue'
  | 'quota_exceeded'
  | 'rate_limited'
  | 'invalid_request'
  | 'context_too_long'
  | 'model_failed'
  | 'unavailable'
  | 'tools_refused'
  | 'unresponsive'
  | 'queue_full'
  | 'queue_timeout'
  | 'shutting_down';

export const failureKinds = Object.keys({
  not_logged_in: true,
  login_unreachable: true,
  duplicate_request: true,
  catalogue_unavailable: true,
  model_queue: true,
  quota_exceeded: true,
  rate_limited: true,
  invalid_request: true,
  context_too_long: true,
  model_failed: true,
  unavailable: true,
  tools_refused: true,
  unresponsive: true,
  queue_full: true,
  queue_timeout: true,
  shutting_down: true,
} satisfies Record<FailureKind, true>);

export class QoderFailure extends Error {
  override readonly name = 'QoderFailure';
  readonly kind: FailureKind;
  readonly retryAfterMs: number | undefined;
  /**
   * Set when this machine had run out of something, which may be over any moment: `at start` where no process came to be,
   * so that another try costs nothing; `in qodercli` where the process itself told.
   */
  readonly shortage: 'at start' | 'in qodercli' | undefined;

  /** `message` is fit for the client: no path, no stack, no stderr. Facts for the log go into `cause`. */
  constructor(
    kind: FailureKind,
    message: string,
    facts: {
      readonly retryAfterMs?: number;
      readonly cause?: unknown;
      readonly shortage?: QoderFailure['shortage'];
    } = {},
  ) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.kind = kind;
    this.retryAfterMs = facts.retryAfterMs;
    this.shortage = facts.shortage;
  }
}

/** How soon another try is worth it when the machine has run out of something, in milliseconds. */
export const SHORTAGE_RETRY_MS = 1_000;

/** No process could be started, for want of this. */
export function startShortage(wanting: string, cause: unknown): QoderFailure {
  const message = `qodercli could not be started: the server has run out of ${wanting}.`;
  const facts = { retryAfterMs: SHORTAGE_RETRY_MS, cause, shortage: 'at start' } as const;
  return new QoderFailure('unavailable', message, facts);
}

/** Whether the CLI got as far as its login, and no further. */
export function concernsLogin({ kind }: QoderFailure): boolean {
  return kind === 'not_logged_in' || kind === 'login_unreachable';
}
