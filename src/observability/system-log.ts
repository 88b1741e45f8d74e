import { createChangeFeed } from './change-feed.ts';
import { detached, headOf } from './text-ends.ts';

export type SystemLogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';

export interface SystemLogEntry {
  /** Grows with time. */
  readonly id: number;
  /** In milliseconds since 1970. */
  readonly timeMs: number;
  readonly level: SystemLogLevel;
  /** The part of the server that wrote the line. */
  readonly source: string;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export type SystemLogChange =
  | { readonly type: 'added'; readonly entry: SystemLogEntry }
  | { readonly type: 'cleared' };

/** The last lines of the server's own log, in memory. Those of requests are left to the request log. */
export interface SystemLog {
  /** Takes a line as pino writes it, already without secrets. */
  readonly push: (line: string) => void;
  /** Oldest first. */
  readonly entries: () => readonly SystemLogEntry[];
  /** Returns how many have gone. */
  readonly clear: () => number;
  /** Listeners are called at once and must be cheap. Returns how to end it. */
  readonly subscribe: (listener: (change: SystemLogChange) => void) => () => void;
}

export interface SystemLogOptions {
  /** None are kept, and nobody hears of any, if it is 0. */
  readonly maxEntries: number;
  /** For lines without a time, in milliseconds since 1970. */
  readonly now?: () => number;
}

/** In UTF-16 units. The fields of a longer line are left out. */
const LONGEST_LINE = 8192;
const DEFAULT_SOURCE = 'server';
const LEVELS: readonly (readonly [number, SystemLogLevel])[] = [
  [60, 'fatal'],
  [50, 'error'],
  [40, 'warn'],
  [30, 'info'],
  [20, 'debug'],
];

export function createSystemLog({ maxEntries, now = Date.now }: SystemLogOptions): SystemLog {
  const entries: SystemLogEntry[] = [];
  const feed = createChangeFeed<SystemLogChange>();
  let lastId = 0;

  return {
    push(line) {
      if (maxEntries <= 0) return;
      const read = readLine(line.trimEnd(), now);
      if (read === undefined) return;
      lastId += 1;
      const entry = { id: lastId, ...read };
      entries.push(entry);
      if (entries.length > maxEntries) entries.shift();
      feed.publish({ type: 'added', entry });
    },
    entries: () => [...entries],
    clear() {
      const removed = entries.splice(0).length;
      feed.publish({ type: 'cleared' });
      return removed;
    },
    subscribe: feed.subscribe,
  };
}

/** Undefined for a line that does not belong here. */
function readLine(line: string, now: () => number): Omit<SystemLogEntry, 'id'> | undefined {
  if (line === '') return undefined;
  const parsed = parseObject(line);
  if (parsed === undefined) {
    return { timeMs: now(), level: 'info', source: DEFAULT_SOURCE, message: bounded(line), fields: {} };
  }
  const { level, time, msg, source, ...fields } = parsed;
  if (msg === 'request') return undefined;
  return {
    timeMs: typeof time === 'number' ? time : now(),
    level: levelOf(level),
    source: typeof source === 'string' && source !== '' ? bounded(source) : DEFAULT_SOURCE,
    message: typeof msg === 'string' ? bounded(msg) : '',
    fields: line.length > LONGEST_LINE ? { truncated: true } : fields,
  };
}

function parseObject(line: string): Readonly<Record<string, unknown>> | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    // What begins with a brace and is JSON is an object.
    return JSON.parse(line) as Readonly<Record<string, unknown>>;
  } catch {
    return undefined;
  }
}

/** Levels in between, which pino allows, count as the next lower one. */
function levelOf(level: unknown): SystemLogLevel {
  if (typeof level !== 'number') return 'info';
  return LEVELS.find(([least]) => level >= least)?.[1] ?? 'trace';
}

function bounded(text: string): string {
  return detached(headOf(text, LONGEST_LINE));
}
