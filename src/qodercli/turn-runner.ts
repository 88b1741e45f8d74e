import type { Admission } from './admission.ts';
import { ControlError } from './control.ts';
import { type ReleaseCause, releaseCauseOf } from './death.ts';
import type { QoderEvent } from './events.ts';
import { QoderFailure } from './failure.ts';
import type { ParkedSession, Parking } from './parking.ts';
import type { Pool } from './pool.ts';
import type { Turn } from './turn.ts';

/** Milliseconds since the turn was asked for. */
export interface TurnTimings {
  readonly admittedMs: number;
  readonly processMs: number;
  /** The CLI has been told what is new. */
  readonly sentMs: number;
  /** Whether a parked session went on. */
  readonly continued: boolean;
  readonly pid: number | undefined;
}

export interface TurnRunnerParts {
  readonly admission: Pick<Admission, 'enter'>;
  readonly parking: Pick<Parking, 'take' | 'park'>;
  readonly pool: Pick<Pool, 'hasRoom'>;
  /** A fresh session; rejects with QoderFailure or `signal.reason`. */
  readonly openSession: (turn: Turn, signal: AbortSignal) => Promise<ParkedSession>;
  /** The longest silence of the CLI within a turn before the turn is given up, in milliseconds. */
  readonly silenceTimeoutMs: number;
  readonly onAdmitted: (waitedMs: number) => void;
  readonly onEnded: () => void;
  readonly onFailed: (error: unknown) => void;
}

/**
 * Runs turns: admission, a parked session or a fresh one, and the end, whatever it is. Throws QoderFailure or
 * `signal.reason`; the session is parked under `parkingKey()` or its process ended when the generator is left.
 */
export type RunTurn = (
  turn: Turn,
  signal: AbortSignal,
  onTimings: (timings: TurnTimings) => void,
  parkingKey: () => string | undefined,
) => AsyncGenerator<readonly QoderEvent[]>;

/** Whether a turn that nobody has seen anything of is worth a second session, which gets the whole history. */
function helpsToStartOver(error: unknown, wasParked: boolean): boolean {
  if (!(error instanceof QoderFailure)) return false;
  // A CLI that stays alive without a catalogue has been asked twice already; one that ended could not be.
  if (error.kind === 'catalogue_unavailable') return !(error.cause instanceof ControlError);
  // A parked process may have died in the meantime.
  return error.kind === 'duplicate_request' || (wasParked && error.kind === 'unavailable');
}

export function createTurnRunner(parts: TurnRunnerParts): RunTurn {
  return async function* runTurn(
    turn: Turn,
    signal: AbortSignal,
    onTimings: (timings: TurnTimings) => void,
    parkingKey: () => string | undefined,
  ): AsyncGenerator<readonly QoderEvent[]> {
    const startedAt = performance.now();
    const elapsed = (): number => performance.now() - startedAt;
    const leave = await parts.admission.enter(signal).catch((error: unknown) => {
      parts.onFailed(error);
      throw error;
    });
    const admittedMs = elapsed();
    parts.onAdmitted(admittedMs);
    const ending = new AbortController();
    let held: ParkedSession | undefined;
    const abort = (): void => {
      ending.abort(signal.reason);
      // At once, even if nobody pulls the next batch any more.
      held?.lease.release('aborted');
    };
    signal.addEventListener('abort', abort, { once: true });
    let isHandedOut = false;
    const silence = setTimeout(() => {
      // While the client is slow to take what there is, the CLI is held up: it is not the one that is silent.
      if (isHandedOut) return;
      const message = `qodercli said nothing for ${parts.silenceTimeoutMs} ms.`;
      ending.abort(new QoderFailure('unresponsive', message));
    }, parts.silenceTimeoutMs);
    let ended = false;
    let answered = false;
    let cause: ReleaseCause = 'released';

    const attempt = async function* (current: ParkedSession, continued: boolean) {
      held = current;
      const { pid } = current.session.process;
      const processMs = elapsed();
      const onSent = (): void => onTimings({ admittedMs, processMs, sentMs: elapsed(), continued, pid });
      const next = {
        step: continued ? turn.continuation?.step : undefined,
        reasoningEffort: turn.reasoningEffort,
      };
      for await (const batch of current.session.run(next, ending.signal, onSent)) {
        answered ||= batch.some(({ type }) => type !== 'waiting');
        ended = batch.at(-1)?.type === 'ended';
        // Before the last batch is handed out: whoever has it may leave.
        if (ended) parts.onEnded();
        isHandedOut = true;
        yield batch;
        isHandedOut = false;
        silence.refresh();
      }
    };

    try {
      const { continuation } = turn;
      const parked = continuation && parts.parking.take(continuation.key, continuation.step);
      let session = parked ?? (await parts.openSession(turn, ending.signal));
      for (let isFirst = true; ; isFirst = false) {
        try {
          yield* attempt(session, session === parked);
          break;
        } catch (error) {
          session.lease.release(releaseCauseOf(error));
          if (!isFirst || answered || !helpsToStartOver(error, session === parked)) throw error;
        }
        session = await parts.openSession(turn, ending.signal);
      }
    } catch (error) {
      parts.onFailed(error);
      cause = releaseCauseOf(error);
      throw error;
    } finally {
      clearTimeout(silence);
      signal.removeEventListener('abort', abort);
      const key = parkingKey();
      if (held !== undefined) {
        if (ended && key !== undefined && !signal.aborted && parts.pool.hasRoom())
          parts.parking.park(key, held);
        else held.lease.release(cause);
      }
      leave();
    }
  };
}
