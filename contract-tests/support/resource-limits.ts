import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Whether the limits of a process that runs can be changed here. */
export const canSetLimits = spawnSync('prlimit', ['--version']).status === 0;

/** Sets a soft limit of a process that runs. @returns how to put it back. */
export function limit(pid: number, resource: 'nofile' | 'fsize', soft: number): () => void {
  const name = { nofile: 'Max open files', fsize: 'Max file size' }[resource];
  const before = new RegExp(`^${name}\\s+(\\S+)`, 'm').exec(readFileSync(`/proc/${pid}/limits`, 'utf8'))?.[1];
  const set = (value: string): void => {
    execFileSync('prlimit', ['--pid', String(pid), `--${resource}=${value}:`]);
  };
  set(String(soft));
  return () => set(before ?? 'unlimited');
}

/** Takes all descriptors from a process but so many. @returns how to give them back. */
export function leaveDescriptors(pid: number, spare: number): () => void {
  const open = readdirSync(`/proc/${pid}/fd`).map(Number);
  // The limit is one of numbers, and new descriptors take the lowest that are free.
  let soft = 0;
  for (let free = 0; free < spare || open.includes(soft); soft += 1) if (!open.includes(soft)) free += 1;
  return limit(pid, 'nofile', soft);
}

/** A small file system; undefined where mounting is not allowed. */
export function mountTiny(
  options: string,
): { readonly folder: string; readonly unmount: () => void } | undefined {
  const folder = mkdtempSync(path.join(tmpdir(), 'chaos-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    rmSync(folder, { recursive: true });
    return undefined;
  }
  return {
    folder,
    unmount() {
      // Lazily: what was killed may need a moment to let go.
      execFileSync('umount', ['-l', folder]);
      rmSync(folder, { recursive: true });
    },
  };
}
