import { api, dataOf } from '../api/client.ts';
import type { RequestLogSummary } from '../api/types.ts';
import { downloadJson } from './download.ts';
import { live } from './live.svelte.ts';
import { LiveList } from './live-list.svelte.ts';

/** More than servers keep by default; it bounds a tab that stays open for weeks. */
const MOST = 5_000;

const newestFirst = (a: RequestLogSummary, b: RequestLogSummary): number =>
  b.received_at_ms - a.received_at_ms;

/** The requests that the server remembers, as they come and go. */
class RequestLogs extends LiveList<RequestLogSummary> {
  constructor() {
    super({ compare: newestFirst, most: MOST, oldest: 'last' });
  }

  listen(): () => void {
    const stop = live.listen('requests', (event) => this.take(event));
    return () => {
      stop();
      this.leave();
    };
  }

  /** Says how many were removed. Those that still run stay. */
  async clear(): Promise<number> {
    const { deleted } = dataOf(await api.DELETE('/dashboard/api/requests'));
    this.keep(({ state }) => state === 'running');
    return deleted;
  }

  async exportAll(): Promise<void> {
    const all = dataOf(await api.GET('/dashboard/api/requests/export'));
    downloadJson(`requests-${new Date().toISOString().slice(0, 10)}.json`, all);
  }
}

export const requestLogs = new RequestLogs();
