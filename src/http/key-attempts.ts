import { addressGroup } from '../address-group.ts';
import { addBounded, createFailedAttempts } from '../failed-attempts.ts';

/** Different wrong keys that cost nothing: a person tries a few, an attacker millions. */
const FREE_KEYS = 10;
const LONGEST_WAIT_MS = 60_000;
const MEMORY_MS = 3_600_000;
const MOST_ADDRESSES = 10_000;
/** Right keys that are remembered of each address. */
const MOST_KEYS = 32;

/** What each address has tried. A key is told by its digest, so that none is kept. */
export interface KeyAttempts {
  /**
   * How long the address has to wait before a key is looked at, in milliseconds. Never for a key that was right
   * from there in the last hour, nor for one that is known to be wrong: clients with an old key repeat it all day, and
   * learn nothing from it.
   */
  readonly waitMs: (address: string, key: string) => number;
  readonly wasRight: (address: string, key: string) => void;
  /** @returns how many different wrong keys have come from there; undefined when this one is not new. */
  readonly wasWrong: (address: string, key: string) => number | undefined;
}

interface RightKeys {
  readonly keys: Set<string>;
  seenAt: number;
}

/**
 * Limits guessing: ten different wrong keys are free, each further one makes the address wait, 1 s at first,
 * doubled each time, a minute at most.
 * @param now milliseconds of a clock that never goes back.
 */
export function createKeyAttempts(now: () => number = () => performance.now()): KeyAttempts {
  const failed = createFailedAttempts(
    { free: FREE_KEYS, longestWaitMs: LONGEST_WAIT_MS, memoryMs: MEMORY_MS, most: MOST_ADDRESSES },
    now,
  );
  /** By address, the most recently seen last. Only who has a key gets an address in. */
  const right = new Map<string, RightKeys>();

  const wasRightBefore = (address: string, key: string): boolean => {
    const known = right.get(addressGroup(address));
    return known !== undefined && known.seenAt + MEMORY_MS > now() && known.keys.has(key);
  };

  return {
    waitMs: (address, key) =>
      wasRightBefore(address, key) || failed.hasFailedWith(address, key) ? 0 : failed.waitMs(address),
    wasRight(address, key) {
      const group = addressGroup(address);
      const { keys, seenAt } = right.get(group) ?? { keys: new Set<string>(), seenAt: now() };
      if (seenAt + MEMORY_MS <= now()) keys.clear();
      addBounded(keys, key, MOST_KEYS);
      right.delete(group);
      right.set(group, { keys, seenAt: now() });
      const [oldest] = right.keys();
      if (oldest !== undefined && right.size > MOST_ADDRESSES) right.delete(oldest);
      failed.trust(address);
    },
    wasWrong: (address, key) => failed.failed(address, key),
  };
}
