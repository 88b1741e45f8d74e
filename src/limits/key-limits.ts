import { ApiError } from '../errors.ts';
import { createDayAccount, type DayAccount } from './day-account.ts';
import { durationText } from './duration.ts';
import { createMinuteWindow, type MinuteWindow } from './minute-window.ts';
import type { LimitSettings, Limits } from './settings.ts';

/** Nobody knows when a turn ends; most take some seconds. The one time that is a guess. */
const TURN_MS = 5_000;

export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds since whenever; it never goes back. */
  readonly elapsed: () => number;
}

/** A request that was let in. */
export interface Grant {
  /** Adds what its turns have cost to the day's account. */
  readonly spend: (tokens: number, credits: number) => void;
  /** It has ended: its turns make room. Called again it does nothing. */
  readonly release: () => void;
}

export interface KeyLimits {
  /**
   * Lets in a request of so many turns. Throws ApiError, having counted nothing: 429 `rate_limit_exceeded`
   * (requests per minute, turns at once), 429 `daily_limit_exceeded` (tokens, credits), each with the time
   * after which it would be let in; 400 `invalid_request` for more turns than the key may ever run at once.
   */
  readonly admit: (key: string, turns: number) => Grant;
  /** The headers `x-ratelimit-...` of what is limited, in OpenAI's format. */
  readonly headers: (key: string) => Readonly<Record<string, string>>;
}

interface KeyState {
  readonly limits: Limits;
  readonly window: MinuteWindow;
  readonly account: DayAccount;
  running: number;
}

const UNLIMITED = Number.POSITIVE_INFINITY;

/** Counts live in memory: they begin anew with the server. */
export function createKeyLimits(settings: LimitSettings, clock: Clock): KeyLimits {
  const states = new Map<string, KeyState>();

  const stateOf = (key: string): KeyState => {
    const known = states.get(key);
    if (known !== undefined) return known;
    const limits = settings.named.get(key) ?? settings.others;
    const state = {
      limits,
      window: createMinuteWindow(limits.rpm ?? UNLIMITED, clock.elapsed),
      account: createDayAccount(clock.now),
      running: 0,
    };
    states.set(key, state);
    return state;
  };

  return {
    admit(key, turns) {
      const state = stateOf(key);
      const refusal = refusalOf(key, turns, state);
      if (refusal !== undefined) throw refusal;
      if (state.limits.rpm !== undefined) state.window.take();
      state.running += turns;
      let released = false;
      return {
        spend: state.account.add,
        release() {
          if (released) return;
          released = true;
          state.running -= turns;
        },
      };
    },
    headers(key) {
      const { limits, window, account } = stateOf(key);
      return {
        ...(limits.rpm === undefined
          ? {}
          : headersOf('requests', limits.rpm, window.remaining(), window.resetMs())),
        ...(limits.tokens === undefined
          ? {}
          : headersOf('tokens', limits.tokens, limits.tokens - account.tokens(), account.resetMs())),
      };
    },
  };
}

/** The limit that holds the longest decides: what it says is true of all. */
function refusalOf(key: string, turns: number, state: KeyState): ApiError | undefined {
  const { limits, account, running } = state;
  const { rpm, concurrency = UNLIMITED, tokens = UNLIMITED, credits = UNLIMITED } = limits;
  if (turns > concurrency) {
    const message = `The key '${key}' may run ${concurrency} turns at once: send at most as many prompts.`;
    return new ApiError('invalid_request', message, { param: 'prompt' });
  }
  const spent = account.tokens() >= tokens ? `${tokens} tokens` : `${credits} credits`;
  // What runs no turn spends neither.
  if (turns > 0 && (account.tokens() >= tokens || account.credits() >= credits)) {
    const retryAfterMs = account.resetMs();
    const message = `The key '${key}' has used up its ${spent} of this day, which ends in ${durationText(retryAfterMs)}, at midnight UTC.`;
    return new ApiError('daily_limit_exceeded', message, { retryAfterMs });
  }
  const waitMs = state.window.waitMs();
  const isFull = running + turns > concurrency;
  if (waitMs > 0 && (!isFull || waitMs > TURN_MS)) {
    const message = `The key '${key}' may send ${rpm} ${rpm === 1 ? 'request' : 'requests'} per minute. Try again in ${durationText(waitMs)}.`;
    return new ApiError('rate_limit_exceeded', message, { retryAfterMs: waitMs });
  }
  if (!isFull) return undefined;
  const message = `The key '${key}' may run ${concurrency} turns at once, and ${running} run. Try again when one has ended.`;
  return new ApiError('rate_limit_exceeded', message, { retryAfterMs: TURN_MS });
}

function headersOf(what: string, limit: number, remaining: number, resetMs: number): Record<string, string> {
  return {
    [`x-ratelimit-limit-${what}`]: String(limit),
    [`x-ratelimit-remaining-${what}`]: String(Math.max(0, remaining)),
    [`x-ratelimit-reset-${what}`]: durationText(resetMs),
  };
}
