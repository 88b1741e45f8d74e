import { addressGroup } from './address-group.ts';

export interface FailedAttemptsOptions {
  /** Failures of an address that cost nothing. */
  readonly free: number;
  /** The first wait is 1 s, each further one twice as long, up to this. */
  readonly longestWaitMs: number;
  /** Quiet time after which an address starts anew. */
  readonly memoryMs: number;
  /** Addresses that are remembered. */
  readonly most: number;
}

/**
 * What failed from where, in bounded memory however many addresses there are. Those who failed most are remembered
 * longest: nobody gets rid of a wait by failing from other addresses. When all that are remembered have to wait, the
 * rest of the world is counted as one, which never waits for longer than a second.
 */
export interface FailedAttempts {
  /** How long the address has to wait, in milliseconds. */
  readonly waitMs: (address: string) => number;
  /**
   * @param what was tried. The same again from the same address counts once, among the last 32.
   * @returns how often the address has failed; undefined when this was counted before.
   */
  readonly failed: (address: string, what?: string) => number | undefined;
  /** Whether the address has failed with it, among the last 32. */
  readonly hasFailedWith: (address: string, what: string) => boolean;
  /** The address starts anew. */
  readonly forget: (address: string) => void;
  /** The address belongs to somebody who may: it does not wait with the rest of the world. */
  readonly trust: (address: string) => void;
}

interface Failures {
  count: number;
  seenAt: number;
  waitUntil: number;
  readonly tried: Set<string>;
}

const FIRST_WAIT_MS = 1_000;
const MOST_TRIED = 32;
/** Only who has the secret gets an address in. */
const MOST_TRUSTED = 1_000;

/** @param now milliseconds of a clock that never goes back. */
export function createFailedAttempts(
  { free, longestWaitMs, memoryMs, most }: FailedAttemptsOptions,
  now: () => number = () => performance.now(),
): FailedAttempts {
  const addresses = new Map<string, Failures>();
  const trusted = new Set<string>();
  /** Everybody else, once there is no room. */
  const others: Failures = { count: 0, seenAt: 0, waitUntil: 0, tried: new Set() };

  const known = (group: string): Failures | undefined => {
    const failures = addresses.get(group);
    if (failures === undefined || failures.seenAt + memoryMs > now()) return failures;
    addresses.delete(group);
    return undefined;
  };

  /** Several at once, so that a flood does not make it look through all of them each time. */
  const makeRoom = (): void => {
    for (const group of addresses.keys()) known(group);
    if (addresses.size < most) return;
    [...addresses]
      .filter(([, { waitUntil }]) => waitUntil <= now())
      .sort(([, one], [, other]) => one.count - other.count || one.seenAt - other.seenAt)
      .slice(0, Math.ceil(most / 10))
      .forEach(([group]) => void addresses.delete(group));
  };

  const failuresOf = (group: string): Failures => {
    const found = known(group);
    if (found !== undefined) return found;
    if (addresses.size >= most) makeRoom();
    if (addresses.size >= most) return others;
    const failures = { count: 0, seenAt: now(), waitUntil: 0, tried: new Set<string>() };
    addresses.set(group, failures);
    return failures;
  };

  return {
    waitMs(address) {
      const group = addressGroup(address);
      const failures = known(group) ?? (trusted.has(group) ? undefined : others);
      return Math.max(0, (failures?.waitUntil ?? 0) - now());
    },
    failed(address, what) {
      const failures = failuresOf(addressGroup(address));
      failures.seenAt = now();
      if (what !== undefined) {
        if (failures.tried.has(what)) return undefined;
        addBounded(failures.tried, what, MOST_TRIED);
      }
      failures.count += 1;
      const excess = failures === others ? 1 : failures.count - free;
      if (excess > 0) failures.waitUntil = now() + Math.min(FIRST_WAIT_MS * 2 ** (excess - 1), longestWaitMs);
      return failures.count;
    },
    hasFailedWith: (address, what) => known(addressGroup(address))?.tried.has(what) === true,
    forget: (address) => void addresses.delete(addressGroup(address)),
    trust: (address) => addBounded(trusted, addressGroup(address), MOST_TRUSTED),
  };
}

/** The most recent ones stay. */
export function addBounded<Item>(items: Set<Item>, item: Item, most: number): void {
  items.delete(item);
  items.add(item);
  const [oldest] = items;
  if (oldest !== undefined && items.size > most) items.delete(oldest);
}
