import { api, dataOf } from '../api/client.ts';
import { paced } from './paced.ts';
import { requestLogs } from './request-logs.svelte.ts';

const DEBOUNCE_MS = 250;
const REFRESH_MS = 1_000;

/** The server's search through whole requests and answers, which the list has only the ends of. */
export class RequestSearch {
  /** What was found; undefined when nothing is searched for. */
  ids = $state.raw<ReadonlySet<string> | undefined>();
  busy = $state(false);
  problem = $state.raw<unknown>();
  #refresh: () => void = () => undefined;

  /** Searches, and again as requests change, until the returned function is called. */
  follow(text: string): () => void {
    this.problem = undefined;
    this.busy = text !== '';
    if (text === '') {
      this.ids = undefined;
      return () => undefined;
    }
    const aborter = new AbortController();
    const find = async (): Promise<void> => {
      try {
        const { signal } = aborter;
        const found = dataOf(
          await api.GET('/dashboard/api/requests', { params: { query: { search: text } }, signal }),
        );
        if (signal.aborted) return;
        this.ids = new Set(found.data.map(({ id }) => id));
        this.problem = undefined;
      } catch (error) {
        if (aborter.signal.aborted) return;
        this.problem = error;
      }
      this.busy = false;
    };
    const finding = paced(find, REFRESH_MS);
    this.#refresh = () => finding.ask();
    const timer = setTimeout(() => finding.ask(), DEBOUNCE_MS);
    const unwatch = requestLogs.watch(() => {
      // Before the first search there is nothing to refresh; while paused, nothing may move.
      if (!this.busy && !requestLogs.paused) finding.ask();
    });
    return () => {
      clearTimeout(timer);
      unwatch();
      finding.stop();
      aborter.abort();
    };
  }

  retry(): void {
    this.#refresh();
  }
}
