import type { RequestLogState, RequestLogSummary } from '../api/types.ts';

export type StatusFilter = 'all' | RequestLogState;
export type StreamFilter = 'any' | 'streamed' | 'whole';

export const STATUSES = ['all', 'running', 'succeeded', 'failed', 'cancelled'] as const;
const STREAMS = ['any', 'streamed', 'whole'] as const;

/** The longest text that the server searches for. */
export const SEARCH_MAX = 256;

const oneOf = <T extends string>(values: readonly T[], value: string | null): T =>
  values.find((known) => known === value) ?? (values[0] as T);

/** The model that a row is listed under. */
export const modelOfRow = (row: RequestLogSummary): string | null => row.model ?? row.requested_model;

/** Which requests are shown. An empty text is no filter. */
export class RequestFilters {
  status = $state<StatusFilter>('all');
  model = $state('');
  key = $state('');
  stream = $state<StreamFilter>('any');
  search = $state('');

  readonly active = $derived(
    this.status !== 'all' ||
      this.model !== '' ||
      this.key !== '' ||
      this.stream !== 'any' ||
      this.search.trim() !== '',
  );

  /** The query string of the view, with its question mark; empty when nothing is filtered. */
  readonly query = $derived.by(() => {
    const query = new URLSearchParams();
    if (this.status !== 'all') query.set('status', this.status);
    if (this.model !== '') query.set('model', this.model);
    if (this.key !== '') query.set('key', this.key);
    if (this.stream !== 'any') query.set('stream', this.stream);
    if (this.search.trim() !== '') query.set('search', this.search.trim());
    return query.size === 0 ? '' : `?${query}`;
  });

  constructor(query: string) {
    const given = new URLSearchParams(query);
    this.status = oneOf(STATUSES, given.get('status'));
    this.stream = oneOf(STREAMS, given.get('stream'));
    this.model = given.get('model') ?? '';
    this.key = given.get('key') ?? '';
    this.search = (given.get('search') ?? '').slice(0, SEARCH_MAX);
  }

  clear(): void {
    this.status = 'all';
    this.stream = 'any';
    this.model = '';
    this.key = '';
    this.search = '';
  }

  /** All but the status, so that the statuses can say how many each would show. */
  matchesRest(row: RequestLogSummary): boolean {
    return (
      (this.model === '' || modelOfRow(row) === this.model) &&
      (this.key === '' || row.key === this.key) &&
      (this.stream === 'any' || row.stream === (this.stream === 'streamed'))
    );
  }

  matchesStatus(row: RequestLogSummary): boolean {
    return this.status === 'all' || row.state === this.status;
  }
}
