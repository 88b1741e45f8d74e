import { ApiProblem, api, dataOf } from '../api/client.ts';
import type { RequestLog } from '../api/types.ts';
import { paced } from './paced.ts';
import { requestLogs } from './request-logs.svelte.ts';

const RELOAD_MS = 500;

/** All that the server keeps of one request, loaded anew while the request changes. */
export class RequestDetail {
  log = $state.raw<RequestLog | undefined>();
  problem = $state.raw<unknown>();
  readonly gone = $derived(this.problem instanceof ApiProblem && this.problem.status === 404);
  #reload: () => void = () => undefined;

  /** Follows the request until the returned function is called. */
  follow(id: string): () => void {
    this.log = undefined;
    this.problem = undefined;
    let stopped = false;
    const load = async (): Promise<void> => {
      try {
        const params = { path: { request_id: id } };
        const log = dataOf(await api.GET('/dashboard/api/requests/{request_id}', { params }));
        if (stopped) return;
        this.log = log;
        this.problem = undefined;
      } catch (error) {
        // What was there stays legible: a request that the log has forgotten meanwhile was still read.
        if (!stopped) this.problem = error;
      }
    };
    const loading = paced(load, RELOAD_MS);
    this.#reload = () => loading.ask();
    const unwatch = requestLogs.watch((rows) => {
      if (rows.some((row) => row.id === id)) loading.ask();
    });
    loading.ask();
    return () => {
      stopped = true;
      unwatch();
      loading.stop();
    };
  }

  retry(): void {
    this.#reload();
  }
}
