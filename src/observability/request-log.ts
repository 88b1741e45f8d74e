import { createChangeFeed } from './change-feed.ts';
import { createRequestEntry, type RequestEntry } from './request-entry.ts';
import type { RequestDetail, RequestRecord, RequestStart, RequestSummary } from './request-facts.ts';

export type RequestLogChange =
  | { readonly type: 'changed'; readonly id: string }
  | { readonly type: 'cleared' };

/** The last requests, in memory. Everything that can be read is without secrets. */
export interface RequestLog {
  /** The request is in the log from now on. One with the same id leaves it. */
  readonly begin: (start: RequestStart) => RequestRecord;
  /** Newest first, as all lists here. */
  readonly summaries: () => readonly RequestSummary[];
  readonly summary: (id: string) => RequestSummary | undefined;
  readonly detail: (id: string) => RequestDetail | undefined;
  /** Made one by one as they are asked for: all at once they take hundreds of megabytes. */
  readonly details: () => Iterable<RequestDetail>;
  /** Those that hold the text, whatever its case, in request, answer, error, model, key, client or id. */
  readonly search: (text: string) => readonly RequestSummary[];
  /** Running requests stay. Returns how many have gone. */
  readonly clear: () => number;
  readonly counts: () => { readonly running: number; readonly total: number };
  /** Listeners are called at once, for each delta, and must be cheap. Returns how to end it. */
  readonly subscribe: (listener: (change: RequestLogChange) => void) => () => void;
}

export interface RequestLogOptions {
  /** None are kept if it is 0. */
  readonly maxEntries: number;
  /** Of the request's JSON in bytes; of the text, the reasoning and the arguments each in UTF-16 units. */
  readonly maxBodyBytes: number;
  readonly redact: (text: string) => string;
}

export function createRequestLog({ maxEntries, maxBodyBytes, redact }: RequestLogOptions): RequestLog {
  /** In the order in which they came in. */
  const entries = new Map<string, RequestEntry>();
  const feed = createChangeFeed<RequestLogChange>();

  const newestFirst = (): readonly RequestEntry[] => [...entries.values()].reverse();

  const dropOne = (): void => {
    const [oldest] = entries.keys();
    let dropped = oldest;
    for (const [id, entry] of entries) {
      if (entry.isRunning()) continue;
      dropped = id;
      break;
    }
    if (dropped !== undefined) entries.delete(dropped);
  };

  return {
    begin(start) {
      if (maxEntries <= 0) return UNRECORDED;
      // Nothing may hold on to `start`: its texts can be parts of far longer ones.
      const { id } = start;
      const change = { type: 'changed', id } as const;
      const entry = createRequestEntry(start, {
        maxBodyBytes,
        redact,
        onChange() {
          if (feed.hasListeners() && entries.get(id) === entry) feed.publish(change);
        },
      });
      // Set anew, a known id would keep its old place.
      entries.delete(id);
      if (entries.size >= maxEntries) dropOne();
      entries.set(id, entry);
      feed.publish(change);
      return entry.record;
    },
    summaries: () => newestFirst().map((entry) => entry.summary()),
    summary: (id) => entries.get(id)?.summary(),
    detail: (id) => entries.get(id)?.detail(),
    *details() {
      for (const entry of newestFirst()) yield entry.detail();
    },
    search(text) {
      const pattern = patternOf(text);
      return newestFirst()
        .filter((entry) => entry.matches(pattern))
        .map((entry) => entry.summary());
    },
    clear() {
      const ended = [...entries].filter(([, entry]) => !entry.isRunning());
      for (const [id] of ended) entries.delete(id);
      feed.publish({ type: 'cleared' });
      return ended.length;
    },
    counts() {
      let running = 0;
      for (const entry of entries.values()) if (entry.isRunning()) running += 1;
      return { running, total: entries.size };
    },
    subscribe: feed.subscribe,
  };
}

/** A regular expression finds text in any case without a lower-cased copy of everything that is searched. */
function patternOf(text: string): RegExp {
  // In the request's JSON and in arguments, a text may stand escaped.
  const forms = new Set([text, JSON.stringify(text).slice(1, -1)]);
  return new RegExp([...forms].map((form) => form.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|'), 'i');
}

const nothing = (): void => undefined;

/** Takes whatever it is told, for all requests that are not kept. */
export const UNRECORDED: RequestRecord = {
  annotate: nothing,
  request: nothing,
  text: nothing,
  reasoning: nothing,
  toolCall: nothing,
  restart: nothing,
  end: nothing,
};
