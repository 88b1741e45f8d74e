import type { InputItem, ResponseObject } from '../contract/operations.ts';

export interface StoredResponse {
  readonly response: ResponseObject;
  /** The items that its request added to the conversation. */
  readonly added: readonly InputItem[];
  /** What it went on from. */
  readonly previous: StoredResponse | undefined;
}

export interface StoreLimits {
  /** None are kept with 0. */
  readonly maxEntries: number;
  /** Of all conversations of all owners together, as JSON. */
  readonly maxBytes: number;
  /** How long one is kept after it was last used, in milliseconds. */
  readonly lifeMs: number;
}

/** Responses that can be asked for again, each by the key that it was made with. Nobody else knows of them. */
export interface StoredResponses {
  /** Whether any response is kept. */
  readonly keeps: boolean;
  readonly keep: (owner: string, stored: StoredResponse) => void;
  readonly find: (owner: string, id: string) => StoredResponse | undefined;
  /** An item that the model wrote in some response of the owner's. */
  readonly findItem: (owner: string, id: string) => InputItem | undefined;
  /** @returns whether there was one. */
  readonly remove: (owner: string, id: string) => boolean;
}

interface Entry {
  readonly owner: string;
  readonly stored: StoredResponse;
  /** With all that it goes on from: what it holds on to, others may have let go. */
  readonly bytes: number;
  readonly usedAt: number;
}

/** What one owner has; the least recently used first. */
interface Holding {
  readonly entries: Map<string, Entry>;
  bytes: number;
}

/**
 * Keeps them in memory, as many as the limits allow. Beyond that it lets go of the least recently used of the owner
 * that has most: one with no more than an even share of the limits loses nothing to others.
 * @param now milliseconds of a clock that never goes back.
 */
export function createStoredResponses(
  limits: StoreLimits,
  now: () => number = () => performance.now(),
): StoredResponses {
  /** The least recently used first. */
  const entries = new Map<string, Entry>();
  /** The same by owner; of none that has nothing. */
  const holdings = new Map<string, Holding>();
  /** Of each with all that it goes on from, which the store may have let go of meanwhile. */
  const sizes = new WeakMap<StoredResponse, number>();
  /** What the model wrote, by owner and id. */
  const items = new Map<string, InputItem>();
  let bytes = 0;
  let timer: NodeJS.Timeout | undefined;

  const drop = (id: string, entry: Entry): void => {
    entries.delete(id);
    bytes -= entry.bytes;
    const holding = holdings.get(entry.owner);
    holding?.entries.delete(id);
    if (holding !== undefined) holding.bytes -= entry.bytes;
    if (holding?.entries.size === 0) holdings.delete(entry.owner);
    for (const item of entry.stored.response.output) items.delete(itemKey(entry.owner, item.id));
  };

  const dropOldestOf = (holding: Holding | undefined): void => {
    const [oldest] = holding?.entries ?? [];
    if (oldest !== undefined) drop(...oldest);
  };

  /** Lets go of what is too old or too much, and comes back for the next that grows old. */
  const tidy = (): void => {
    clearTimeout(timer);
    for (const [id, entry] of entries) {
      if (entry.usedAt + limits.lifeMs > now()) break;
      drop(id, entry);
    }
    while (bytes > limits.maxBytes) dropOldestOf(largest(holdings.values(), (holding) => holding.bytes));
    while (entries.size > limits.maxEntries)
      dropOldestOf(largest(holdings.values(), (holding) => holding.entries.size));
    const [next] = entries.values();
    if (next !== undefined) timer = setTimeout(tidy, next.usedAt + limits.lifeMs - now()).unref();
  };

  const entryOf = (owner: string, id: string): Entry | undefined => {
    tidy();
    const entry = entries.get(id);
    return entry?.owner === owner ? entry : undefined;
  };

  const put = (id: string, entry: Entry): void => {
    const holding = holdings.get(entry.owner) ?? { entries: new Map(), bytes: 0 };
    holdings.set(entry.owner, holding);
    holding.entries.set(id, entry);
    holding.bytes += entry.bytes;
    entries.set(id, entry);
    bytes += entry.bytes;
    for (const item of entry.stored.response.output) items.set(itemKey(entry.owner, item.id), item);
    tidy();
  };

  const keeps = limits.maxEntries > 0;
  return {
    keeps,
    keep(owner, stored) {
      if (!keeps) return;
      const { response, added, previous } = stored;
      const before = previous === undefined ? 0 : (sizes.get(previous) ?? 0);
      const size = before + Buffer.byteLength(JSON.stringify([response, added]));
      sizes.set(stored, size);
      // It would push out all that its owner has, and go itself.
      if (size > limits.maxBytes) return;
      put(response.id, { owner, stored, bytes: size, usedAt: now() });
    },
    find(owner, id) {
      const entry = entryOf(owner, id);
      if (entry === undefined) return undefined;
      drop(id, entry);
      put(id, { ...entry, usedAt: now() });
      return entry.stored;
    },
    findItem(owner, id) {
      tidy();
      return items.get(itemKey(owner, id));
    },
    remove(owner, id) {
      const entry = entryOf(owner, id);
      if (entry !== undefined) drop(id, entry);
      return entry !== undefined;
    },
  };
}

function largest(holdings: Iterable<Holding>, size: (holding: Holding) => number): Holding | undefined {
  let found: Holding | undefined;
  for (const holding of holdings) if (found === undefined || size(holding) > size(found)) found = holding;
  return found;
}

function itemKey(owner: string, id: string): string {
  return JSON.stringify([owner, id]);
}

/** The conversation up to a response, oldest first. */
export function inputOf(stored: StoredResponse): readonly InputItem[] {
  const parts: (readonly InputItem[])[] = [stored.added];
  let before = stored.previous;
  while (before !== undefined) {
    parts.push(before.response.output, before.added);
    before = before.previous;
  }
  return parts.reverse().flat();
}
