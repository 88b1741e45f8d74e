type Row = { readonly id: string | number };
type Change<T> = { readonly snapshot: boolean; readonly data: readonly T[] };
type Watcher<T> = (rows: readonly T[], snapshot: boolean) => void;

interface Options<T> {
  /** The order in which the rows stand. */
  readonly compare: (a: T, b: T) => number;
  /** How many rows are kept, and at which end the old ones are dropped. */
  readonly most: number;
  readonly oldest: 'first' | 'last';
}

/**
 * Rows that the event stream tells of: a snapshot replaces them, other events add or replace by id. What has
 * not changed keeps its identity, so that only the rows of an event are drawn anew.
 */
export class LiveList<T extends Row> {
  rows = $state.raw<readonly T[]>([]);
  /** Whether the first snapshot is there. */
  loaded = $state(false);
  paused = $state(false);
  /** How many rows have changed since the pause. */
  waiting = $state(0);

  readonly #options: Options<T>;
  readonly #watchers = new Set<Watcher<T>>();
  #held: readonly T[] = [];
  readonly #changed = new Set<Row['id']>();

  constructor(options: Options<T>) {
    this.#options = options;
  }

  take({ snapshot, data }: Change<T>): void {
    if (this.paused) this.#hold(snapshot, data);
    else this.rows = this.#merge(this.rows, snapshot, data);
    this.loaded = true;
    for (const watcher of this.#watchers) watcher(data, snapshot);
  }

  togglePause(): void {
    if (this.paused) this.rows = this.#held;
    else this.#held = this.rows;
    this.#reset(!this.paused);
  }

  /** What is left after the server was asked to forget; shown at once, even when paused. */
  keep(stays: (row: T) => boolean): void {
    this.rows = (this.paused ? this.#held : this.rows).filter(stays);
    this.#held = this.rows;
    this.#reset(this.paused);
  }

  /** Called for every event, paused or not. */
  watch(watcher: Watcher<T>): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** When nobody looks any more: a later visit starts unpaused, with a snapshot of its own. */
  leave(): void {
    this.#reset(false);
  }

  #reset(paused: boolean): void {
    this.paused = paused;
    this.#changed.clear();
    this.waiting = 0;
  }

  #hold(snapshot: boolean, data: readonly T[]): void {
    // A snapshot repeats what is known; only what differs counts as changed.
    const shown = snapshot ? new Map(this.rows.map((row) => [row.id, JSON.stringify(row)])) : undefined;
    for (const row of data) {
      if (shown?.get(row.id) !== JSON.stringify(row)) this.#changed.add(row.id);
    }
    this.#held = this.#merge(this.#held, snapshot, data);
    this.waiting = this.#changed.size;
  }

  #merge(rows: readonly T[], snapshot: boolean, data: readonly T[]): readonly T[] {
    const { compare, most, oldest } = this.#options;
    const fresh = new Map(data.map((row) => [row.id, row]));
    const merged = snapshot ? [] : rows.map((row) => take(fresh, row));
    if (fresh.size > 0) merged.push(...fresh.values());
    if (fresh.size > 0) merged.sort(compare);
    return oldest === 'first' ? merged.slice(-most) : merged.slice(0, most);
  }
}

/** The newer form of a row, if there is one; what remains in `fresh` are rows that are new. */
function take<T extends Row>(fresh: Map<Row['id'], T>, row: T): T {
  const newer = fresh.get(row.id);
  if (newer === undefined) return row;
  fresh.delete(row.id);
  return newer;
}
