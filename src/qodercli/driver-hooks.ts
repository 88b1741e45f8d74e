import type { DeathCause } from './death.ts';
import type { FailureKind } from './failure.ts';

/** Told what happens to processes and turns. Called at once: they must be cheap and must not throw. */
export interface DriverHooks {
  /** A process has booted, in this many milliseconds. */
  readonly booted: (milliseconds: number) => void;
  readonly bootFailed: (kind: FailureKind) => void;
  /** A process that had booted is gone. */
  readonly died: (cause: DeathCause) => void;
  /** A turn got its slot after this many milliseconds. */
  readonly admitted: (milliseconds: number) => void;
  /** A tool was called that was not offered. */
  readonly foreignCall: () => void;
  readonly turnFailed: (kind: FailureKind) => void;
  /** The CLI refused to run a call of one of the client's tools. */
  readonly toolDenied: () => void;
}
