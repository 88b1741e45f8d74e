import { randomBytes } from 'node:crypto';

export const SESSION_LIFE_MS = 12 * 3_600_000;
/** One operator has a few browsers; what comes beyond is a leak or an attack. */
const MOST_SESSIONS = 100;

/** The dashboard's sessions, in memory alone: a restart signs everybody out. */
export interface Sessions {
  readonly open: () => { readonly id: string; readonly expiresAtMs: number };
  readonly isOpen: (id: string) => boolean;
  /** When it ends by itself, in milliseconds since 1970; undefined when it is not open. */
  readonly expiryOf: (id: string) => number | undefined;
  readonly close: (id: string) => boolean;
}

/** Like Date.now, but no change of the clock ends a session early or keeps it open for longer. */
const monotonicNow = (): number => Math.floor(performance.timeOrigin + performance.now());

export function createSessions(now: () => number = monotonicNow): Sessions {
  const expiries = new Map<string, number>();

  const expiryOf = (id: string): number | undefined => {
    const expiresAtMs = expiries.get(id);
    if (expiresAtMs === undefined || expiresAtMs > now()) return expiresAtMs;
    expiries.delete(id);
    return undefined;
  };

  return {
    open() {
      for (const id of expiries.keys()) expiryOf(id);
      const [oldest] = expiries.keys();
      if (oldest !== undefined && expiries.size >= MOST_SESSIONS) expiries.delete(oldest);
      const id = randomBytes(32).toString('base64url');
      const expiresAtMs = now() + SESSION_LIFE_MS;
      expiries.set(id, expiresAtMs);
      return { id, expiresAtMs };
    },
    isOpen: (id) => expiryOf(id) !== undefined,
    expiryOf,
    close: (id) => expiries.delete(id),
  };
}
