import type { DashboardEvent } from './types.ts';

export type Topic = DashboardEvent['type'];
type EventOf<T extends Topic> = Extract<DashboardEvent, { type: T }>;
type Listener = (event: DashboardEvent) => void;

export type LiveState = 'connecting' | 'open' | 'lost' | 'idle';

const RETRY_MS = 2_000;

/**
 * One event stream for all that the page shows: browsers allow six connections to a server, over all tabs. It
 * is closed while the tab is hidden and opened anew, with fresh snapshots, when it is shown.
 */
export function createLive(open: (url: string) => EventSource = (url) => new EventSource(url)) {
  const listeners = new Map<Topic, Set<Listener>>();
  const stateListeners = new Set<(state: LiveState) => void>();
  let source: EventSource | undefined;
  let connected = '';
  let scheduled = false;
  let retry: ReturnType<typeof setTimeout> | undefined;

  const tell = (state: LiveState): void => {
    for (const listener of stateListeners) listener(state);
  };

  const close = (): void => {
    clearTimeout(retry);
    source?.close();
    source = undefined;
    connected = '';
  };

  const connect = (): void => {
    scheduled = false;
    const topics = [...listeners.keys()].sort().join(',');
    const wanted = document.visibilityState === 'hidden' ? '' : topics;
    if (wanted === connected && source !== undefined) return;
    close();
    tell(wanted === '' ? 'idle' : 'connecting');
    if (wanted === '') return;
    connected = wanted;
    const opened = open(`/dashboard/api/events?topics=${wanted}`);
    source = opened;
    opened.onopen = () => tell('open');
    opened.onmessage = ({ data }) => {
      const event = JSON.parse(data) as DashboardEvent;
      for (const listener of listeners.get(event.type) ?? []) listener(event);
    };
    opened.onerror = () => {
      if (source !== opened) return;
      // A browser gives up on a refusal; a session that is over is found out by the next request.
      close();
      tell('lost');
      retry = setTimeout(connect, RETRY_MS);
    };
  };

  /** Together: a page that asks for three topics opens one stream. */
  const schedule = (): void => {
    if (scheduled) return;
    scheduled = true;
    queueMicrotask(connect);
  };

  document.addEventListener('visibilitychange', schedule);

  return {
    /** Listens until the returned function is called. The first event of a topic is a snapshot. */
    listen<T extends Topic>(topic: T, listener: (event: EventOf<T>) => void): () => void {
      const own = listener as Listener;
      const set = listeners.get(topic) ?? new Set();
      // A newcomer to a topic that is open already needs its snapshot too.
      if (set.size > 0) connected = '';
      listeners.set(topic, set.add(own));
      schedule();
      return () => {
        set.delete(own);
        if (set.size === 0) listeners.delete(topic);
        schedule();
      };
    },
    onState(listener: (state: LiveState) => void): () => void {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
  };
}
