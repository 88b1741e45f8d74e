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
  /** Of all conversations together, as JSON. */
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

/**
 * Keeps them in memory: as many as the limits allow, those that were used last.
 * @param now milliseconds of a clock that never goes back.
 */
export function createStoredResponses(
  limits: StoreLimits,
  now: () => number = () => performance.now(),
): StoredResponses {
  /** The least recently used first. */
  const entries = new Map<string, Entry>();
  /** Of each with all that it goes on from, which the store may have let go of meanwhile. */
  const sizes = new WeakMap<StoredResponse, number>();
  /** What the model wrote, by owner and id. */
  const items = new Map<string, InputItem>();
  let bytes = 0;
  let timer: NodeJS.Timeout | undefined;

  const drop = (id: string, entry: Entry): void => {
    entries.delete(id);
    bytes -= entry.bytes;
    for (const item of entry.stored.response.output) items.delete(itemKey(entry.owner, item.id));
  };

  /** Lets go of what is too old or too much, and comes back for the next that grows old. */
  const tidy = (): void => {
    clearTimeout(timer);
    for (const [id, entry] of entries) {
      const left = entry.usedAt + limits.lifeMs - now();
      if (left <= 0 || entries.size > limits.maxEntries || bytes > limits.maxBytes) {
        drop(id, entry);
        continue;
      }
      timer = setTimeout(tidy, left).unref();
      return;
    }
  };

  const entryOf = (owner: string, id: string): Entry | undefined => {
    tidy();
    const entry = entries.get(id);
    return entry?.owner === owner ? entry : undefined;
  };

  const put = (id: string, entry: Entry): void => {
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
