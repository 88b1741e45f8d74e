import type { Lease } from './pool.ts';
import type { Session } from './session.ts';
import type { SessionStep } from './turn.ts';

export interface ParkedSession {
  readonly session: Session;
  readonly lease: Lease;
}

export interface ParkingOptions {
  readonly capacity: number;
  readonly lifeMs: number;
}

export interface ParkingCounters {
  readonly hits: number;
  readonly misses: number;
}

/** Sessions that wait, idle, for the next request of their conversation. */
export interface Parking {
  /** Parks a session under the key of everything said in it; the one used least recently makes room. */
  readonly park: (key: string, parked: ParkedSession) => void;
  /** Takes a session out, for one request alone. Counts a hit or a miss. */
  readonly take: (key: string, step: SessionStep) => ParkedSession | undefined;
  /** Ends the session used least recently. @returns whether there was one. */
  readonly evictOldest: () => boolean;
  readonly evictAll: () => void;
  readonly size: () => number;
  readonly counters: () => ParkingCounters;
}

export function createParking(options: ParkingOptions): Parking {
  /** In order of parking: a session is parked anew after each use. */
  const parked = new Map<string, ParkedSession & { readonly expiry: NodeJS.Timeout }>();
  let hits = 0;
  let misses = 0;

  const remove = (key: string): ParkedSession | undefined => {
    const entry = parked.get(key);
    if (entry === undefined) return undefined;
    parked.delete(key);
    clearTimeout(entry.expiry);
    entry.session.onSpoilt(() => undefined);
    return entry;
  };

  const evict = (key: string): void => remove(key)?.lease.release('killed_idle');

  const evictOldest = (): boolean => {
    const [oldest] = parked.keys();
    if (oldest === undefined) return false;
    evict(oldest);
    return true;
  };

  return {
    size: () => parked.size,
    counters: () => ({ hits, misses }),
    evictOldest,
    evictAll: () => {
      while (evictOldest());
    },
    park(key, { session, lease }) {
      if (options.capacity === 0 || session.isSpoilt()) {
        lease.release('released');
        return;
      }
      // The same conversation may have been held twice at once; one of them is enough.
      evict(key);
      if (parked.size >= options.capacity) evictOldest();
      const expiry = setTimeout(() => evict(key), options.lifeMs);
      expiry.unref();
      parked.set(key, { session, lease, expiry });
      session.onSpoilt(() => evict(key));
    },
    take(key, step) {
      const entry = parked.get(key);
      if (entry?.session.accepts(step) !== true) {
        misses += 1;
        return undefined;
      }
      hits += 1;
      return remove(key);
    },
  };
}
