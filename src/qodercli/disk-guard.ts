import { lstat, opendir } from 'node:fs/promises';
import path from 'node:path';
import { guard } from '../observability/guard.ts';
import type { Log } from '../observability/log.ts';

/** What a file takes at least, empty ones included: many of them are a burden, too. */
const BLOCK_BYTES = 4_096;

/** Looks after folders that others write to. */
export interface DiskGuard {
  /**
   * Calls back once if the folder has grown beyond what is allowed, with the bytes that were found by then.
   * Returns how to leave it.
   */
  readonly watch: (folder: string, onExceeded: (bytes: number) => void) => () => void;
  readonly stop: () => void;
}

/**
 * Measures the watched folders one after the other, then pauses: the work is a fraction of the time however
 * many there are. What is written between two looks may exceed the limit.
 * @param maxBytes on the disk, directories included.
 */
export function createDiskGuard(maxBytes: number, pauseMs: number, log: Pick<Log, 'error'>): DiskGuard {
  const watched = new Map<string, (bytes: number) => void>();
  let timer: NodeJS.Timeout | undefined;

  const look = async (): Promise<void> => {
    try {
      for (const [folder, onExceeded] of [...watched]) {
        const bytes = await sizeOf(folder, maxBytes);
        // Left meanwhile: its process has ended.
        if (bytes <= maxBytes || watched.get(folder) !== onExceeded) continue;
        watched.delete(folder);
        onExceeded(bytes);
      }
    } finally {
      // Whatever went wrong with one folder, all are looked at again.
      timer = undefined;
      schedule();
    }
  };
  const lookGuarded = guard(log, 'disk guard', look);
  const schedule = (): void => {
    if (watched.size > 0) timer ??= setTimeout(lookGuarded, pauseMs).unref();
  };

  return {
    watch(folder, onExceeded) {
      watched.set(folder, onExceeded);
      schedule();
      return () => void watched.delete(folder);
    },
    stop() {
      watched.clear();
      clearTimeout(timer);
    },
  };
}

/** Bytes on the disk, counted until they exceed `enough`. Links count as links. What vanishes meanwhile counts 0. */
async function sizeOf(folder: string, enough: number): Promise<number> {
  let total = BLOCK_BYTES;
  const folders = [folder];
  for (let next = folders.pop(); next !== undefined; next = folders.pop()) {
    const entries = await opendir(next).catch(() => undefined);
    if (entries === undefined) continue;
    try {
      for await (const entry of entries) {
        const file = path.join(next, entry.name);
        if (entry.isDirectory()) folders.push(file);
        const blocks = entry.isFile() ? ((await lstat(file).catch(() => undefined))?.blocks ?? 0) : 0;
        total += Math.max(blocks * 512, BLOCK_BYTES);
        if (total > enough) return total;
      }
    } catch {
      // The folder has gone while it was read.
    }
  }
  return total;
}
