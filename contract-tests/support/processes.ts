import { readdirSync, readFileSync } from 'node:fs';

interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  readonly command: string;
}

/** Every process that runs (zombies do not), with its group. Linux. */
function running(): readonly ProcessEntry[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        const [state, parent, group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        if (state === 'Z' || state === 'X') return [];
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return [{ pid: Number(name), parent: Number(parent), group: Number(group), command }];
      } catch (error) {
        // It ended while it was looked at.
        if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
        throw error;
      }
    });
}

/** The processes of some process groups that are still alive, grandchildren included. */
export function aliveInGroups(groups: readonly number[]): readonly ProcessEntry[] {
  return running().filter((entry) => groups.includes(entry.group));
}

function environmentOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8');
  } catch {
    // It ended while it was looked at, or is somebody else's.
    return '';
  }
}

/** A process's memory in bytes: what it holds now, or the most that it ever held. Linux. */
export function memoryOf(pid: number | undefined, which: 'now' | 'peak' = 'now'): number {
  const field = { now: 'VmRSS', peak: 'VmHWM' }[which];
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) * 1_024;
}

/** The children of a process. */
export function childrenOf(pid: number): readonly ProcessEntry[] {
  return running().filter(({ parent }) => parent === pid);
}

/** The processes whose environment bears a mark: descendants inherit it, in whichever group or session. */
export function bearing(mark: string): readonly ProcessEntry[] {
  return running().filter(({ pid }) => environmentOf(pid).includes(mark));
}
