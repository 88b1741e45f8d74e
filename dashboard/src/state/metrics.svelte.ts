import { api, dataOf } from '../api/client.ts';
import type { MetricsHistory } from '../api/types.ts';

export const RANGES = [5, 15, 60] as const;
export type RangeMinutes = (typeof RANGES)[number];

/** The server keeps steps of ten seconds. */
const REFRESH_MS = 10_000;

/** The last minutes, for the plots. */
class MetricsStore {
  history = $state.raw<MetricsHistory | undefined>();
  error = $state<unknown>();
  minutes = $state<RangeMinutes>(60);
  /** Empty for all models. */
  model = $state('');
  #latest = 0;

  async load(): Promise<void> {
    this.#latest += 1;
    const own = this.#latest;
    const { minutes, model } = this;
    try {
      const query = { minutes, ...(model === '' ? {} : { model }) };
      const history = dataOf(await api.GET('/dashboard/api/metrics', { params: { query } }));
      // An answer to an earlier choice may come later.
      if (own !== this.#latest) return;
      this.history = history;
      this.error = undefined;
    } catch (error) {
      if (own === this.#latest) this.error = error;
    }
  }

  /** Keeps the history fresh while the tab is shown. */
  listen(): () => void {
    const refresh = (): void => {
      if (document.visibilityState === 'visible') void this.load();
    };
    refresh();
    const timer = setInterval(refresh, REFRESH_MS);
    document.addEventListener('visibilitychange', refresh);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', refresh);
    };
  }
}

export const metrics = new MetricsStore();
