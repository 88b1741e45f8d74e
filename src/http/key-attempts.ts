import { addressGroup } from '../address-group.ts';

/** Different wrong keys that cost nothing: a person tries a few, an attacker millions. */
const FREE_KEYS = 10;
const LONGEST_WAIT_MS = 60_000;
/** Quiet time after which an address starts anew. */
const MEMORY_MS = 3_600_000;
const MOST_ADDRESSES = 10_000;
/** Keys that are remembered of each address, right ones and wrong ones. */
const MOST_KEYS = 32;

interface Attempts {
  seenAt: number;
  /** Different wrong keys so far. */
  count: number;
  waitUntil: number;
  readonly wrong: Set<string>;
  readonly right: Set<string>;
}

/**
 * What one address has tried. A key is told by its digest, so that none is kept. Addresses that are quiet are forgotten.
 */
export interface KeyAttempts {
  /**
   * How long the address has to wait before a key is looked at, in milliseconds. Never for a key that was right
   * from there before, nor for one that is known to be wrong: clients with an old key repeat it all day, and
   * learn nothing from it.
   */
  readonly waitMs: (address: string, key: string) => number;
  readonly wasRight: (address: string, key: string) => void;
  /** @returns how many different wrong keys have come from there; undefined when this one is not new. */
  readonly wasWrong: (address: string, key: string) => number | undefined;
}

/**
 * Limits guessing: ten different wrong keys are free, each further one makes the address wait, 1 s at first,
 * doubled each time, a minute at most. In memory and bounded, however many addresses there are.
 */
export function createKeyAttempts(now: () => number = Date.now): KeyAttempts {
  const addresses = new Map<string, Attempts>();

  const known = (address: string): Attempts | undefined => {
    const attempts = addresses.get(address);
    if (attempts !== undefined && attempts.seenAt + MEMORY_MS <= now()) {
      addresses.delete(address);
      return undefined;
    }
    return attempts;
  };

  const touched = (address: string): Attempts => {
    const attempts = known(address) ?? {
      seenAt: 0,
      count: 0,
      waitUntil: 0,
      wrong: new Set<string>(),
      right: new Set<string>(),
    };
    attempts.seenAt = now();
    // The most recent ones stand last.
    addresses.delete(address);
    addresses.set(address, attempts);
    const [oldest] = addresses.keys();
    if (oldest !== undefined && addresses.size > MOST_ADDRESSES) addresses.delete(oldest);
    return attempts;
  };

  const remember = (keys: Set<string>, key: string): void => {
    keys.add(key);
    const [oldest] = keys;
    if (oldest !== undefined && keys.size > MOST_KEYS) keys.delete(oldest);
  };

  return {
    waitMs(address, key) {
      const attempts = known(addressGroup(address));
      if (attempts === undefined || attempts.waitUntil <= now()) return 0;
      return attempts.right.has(key) || attempts.wrong.has(key) ? 0 : attempts.waitUntil - now();
    },
    wasRight(address, key) {
      remember(touched(addressGroup(address)).right, key);
    },
    wasWrong(address, key) {
      const attempts = touched(addressGroup(address));
      if (attempts.wrong.has(key)) return undefined;
      remember(attempts.wrong, key);
      attempts.count += 1;
      const excess = attempts.count - FREE_KEYS;
      if (excess > 0) attempts.waitUntil = now() + Math.min(1_000 * 2 ** (excess - 1), LONGEST_WAIT_MS);
      return attempts.count;
    },
  };
}
