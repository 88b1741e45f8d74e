import { QoderFailure } from './failure.ts';

/** Why a turn or the parking let a process go. */
export type ReleaseCause =
  /** Its turn was over, and it was not kept. */
  | 'released'
  /** Its turn was ended from outside: the client left, or the server cut what ran. */
  | 'aborted'
  /** It was silent for too long. */
  | 'unresponsive'
  /** Its turn failed. */
  | 'failed'
  /** It was parked and no longer needed. */
  | 'killed_idle';

/** Why a process that had booted is gone. */
export type DeathCause =
  | ReleaseCause
  /** It ended by itself within a conversation. */
  | 'crashed'
  /** It ended by itself while it waited for its first conversation. */
  | 'crashed_idle'
  | 'shutdown';

export const deathCauses = Object.keys({
  released: true,
  aborted: true,
  unresponsive: true,
  failed: true,
  killed_idle: true,
  crashed: true,
  crashed_idle: true,
  shutdown: true,
} satisfies Record<DeathCause, true>);

/** Why a turn that ended with this error lets its process go. An error of another kind is the reason of the signal that ended the turn. */
export function releaseCauseOf(error: unknown): ReleaseCause {
  if (!(error instanceof QoderFailure)) return 'aborted';
  return error.kind === 'unresponsive' ? 'unresponsive' : 'failed';
}
