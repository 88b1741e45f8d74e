import { setTimeout as delay } from 'node:timers/promises';
import { dataFrame } from '../../completions/server-sent-events.ts';
import type { DashboardEvent, Overview } from '../../contract/operations.ts';
import type { RequestLog } from '../../observability/request-log.ts';
import type { SystemLog, SystemLogEntry } from '../../observability/system-log.ts';
import type { Handler } from '../handler.ts';
import { summaryBody } from './request-logs.ts';
import { systemLogBody } from './system-logs.ts';

export interface DashboardEventParts {
  readonly overview: () => Overview;
  readonly requests: RequestLog;
  readonly lines: SystemLog;
  readonly isOpen: (sessionId: string) => boolean;
  /** Aborted when the server begins to shut down: a page that watches is no reason to wait. */
  readonly closing: AbortSignal;
}

type Topic = DashboardEvent['type'];

const OVERVIEW_EVERY_MS = 2_000;
/** How soon a stream without news notices that its session is over. */
const SESSION_CHECK_MS = 1_000;
/** Changes in between go out together. */
const PACE_MS = 250;
/** What a slow reader may have pending; beyond that it gets a snapshot instead. */
const MOST_PENDING = 1_000;

/** A topic's news since the last frame. */
interface Feed {
  /** The event that tells them, if there are any. */
  readonly take: () => DashboardEvent | undefined;
  readonly stop: () => void;
}

export function streamDashboardEventsHandler(parts: DashboardEventParts): Handler<'streamDashboardEvents'> {
  return async ({ query, sessionId = '', signal }) => {
    const topics = new Set(query.topics.split(',') as Topic[]);
    const ending = AbortSignal.any([signal, parts.closing]);
    return { status: 200, frames: watch(parts, topics, () => parts.isOpen(sessionId), ending) };
  };
}

async function* watch(
  parts: DashboardEventParts,
  topics: ReadonlySet<Topic>,
  isOpen: () => boolean,
  ending: AbortSignal,
): AsyncGenerator<string> {
  let wake = (): void => undefined;
  const onNews = (): void => wake();
  ending.addEventListener('abort', onNews);
  const checking = setInterval(onNews, SESSION_CHECK_MS);
  checking.unref();
  const feeds = [...topics].map((topic) => openFeed[topic](parts, onNews));
  try {
    while (!ending.aborted && isOpen()) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      const events = feeds.flatMap((feed) => feed.take() ?? []);
      if (events.length > 0) yield events.map((event) => dataFrame(event)).join('');
      else await woken;
      await delay(PACE_MS, undefined, { signal: ending }).catch(() => undefined);
    }
    // The last that a page hears of a server that shuts down is that it does.
    if (parts.closing.aborted && topics.has('overview') && isOpen()) {
      yield dataFrame({ type: 'overview', overview: parts.overview() } satisfies DashboardEvent);
    }
  } finally {
    ending.removeEventListener('abort', onNews);
    clearInterval(checking);
    for (const feed of feeds) feed.stop();
  }
}

const openFeed: Readonly<Record<Topic, (parts: DashboardEventParts, onNews: () => void) => Feed>> = {
  overview({ overview }, onNews) {
    let due = true;
    const timer = setInterval(() => {
      due = true;
      onNews();
    }, OVERVIEW_EVERY_MS);
    timer.unref();
    return {
      take() {
        if (!due) return undefined;
        due = false;
        return { type: 'overview', overview: overview() };
      },
      stop: () => clearInterval(timer),
    };
  },

  requests({ requests }, onNews) {
    let snapshot = true;
    const changed = new Set<string>();
    const stop = requests.subscribe((change) => {
      if (change.type === 'cleared' || changed.size >= MOST_PENDING) snapshot = true;
      else changed.add(change.id);
      onNews();
    });
    return {
      take() {
        if (!snapshot && changed.size === 0) return undefined;
        const found = snapshot
          ? requests.summaries()
          : [...changed].flatMap((id) => requests.summary(id) ?? []);
        const event = { type: 'requests', snapshot, data: found.map(summaryBody) } as const;
        snapshot = false;
        changed.clear();
        return event;
      },
      stop,
    };
  },

  system_logs({ lines }, onNews) {
    let snapshot = true;
    let added: SystemLogEntry[] = [];
    const stop = lines.subscribe((change) => {
      if (change.type === 'cleared' || added.length >= MOST_PENDING) snapshot = true;
      else added.push(change.entry);
      onNews();
    });
    return {
      take() {
        if (!snapshot && added.length === 0) return undefined;
        const found = snapshot ? lines.entries() : added;
        const event = { type: 'system_logs', snapshot, data: found.map(systemLogBody) } as const;
        snapshot = false;
        added = [];
        return event;
      },
      stop,
    };
  },
};
