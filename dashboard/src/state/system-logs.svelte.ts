import { api, dataOf } from '../api/client.ts';
import type { LogLevel, SystemLogEntry } from '../api/types.ts';
import { live } from './live.svelte.ts';
import { LiveList } from './live-list.svelte.ts';

const MOST = 2_000;

export const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const satisfies LogLevel[];

/** The last lines of the server's own log. */
class SystemLogs extends LiveList<SystemLogEntry> {
  constructor() {
    super({ compare: (a, b) => a.id - b.id, most: MOST, oldest: 'first' });
  }

  listen(): () => void {
    const stop = live.listen('system_logs', (event) => this.take(event));
    return () => {
      stop();
      this.leave();
    };
  }

  /** Says how many were removed. */
  async clear(): Promise<number> {
    const { deleted } = dataOf(await api.DELETE('/dashboard/api/system-logs'));
    this.keep(() => false);
    return deleted;
  }
}

export const systemLogs = new SystemLogs();

const texts = new WeakMap<SystemLogEntry, string>();

/** What a search looks through; kept, since each key stroke asks for all of them. */
function textOf(entry: SystemLogEntry): string {
  let text = texts.get(entry);
  if (text === undefined) {
    text = `${entry.message}\n${JSON.stringify(entry.fields)}`.toLowerCase();
    texts.set(entry, text);
  }
  return text;
}

/** Which lines are shown. */
export class SystemLogFilters {
  /** The least level. */
  level = $state<LogLevel>('trace');
  source = $state('');
  search = $state('');
  readonly active = $derived(this.level !== 'trace' || this.source !== '' || this.search.trim() !== '');

  clear(): void {
    this.level = 'trace';
    this.source = '';
    this.search = '';
  }

  select(entries: readonly SystemLogEntry[]): readonly SystemLogEntry[] {
    if (!this.active) return entries;
    const least = LEVELS.indexOf(this.level);
    const wanted = this.search.trim().toLowerCase();
    return entries.filter(
      (entry) =>
        LEVELS.indexOf(entry.level) >= least &&
        (this.source === '' || entry.source === this.source) &&
        (wanted === '' || textOf(entry).includes(wanted)),
    );
  }
}
