import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';

/** What the start of a child takes for a moment: both ends of three pipes and of one that tells of errors, and some to spare. */
const DESCRIPTORS = 12;

/**
 * Throws EMFILE or ENFILE where there are too few descriptors to start a child. Node would notice halfway: it hands out a
 * child without streams, and its pipes are never closed.
 */
export function requireDescriptors(): void {
  const opened: number[] = [];
  try {
    while (opened.length < DESCRIPTORS) opened.push(openSync('/dev/null', 'r'));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Anything else says nothing of descriptors.
    if (code === 'EMFILE' || code === 'ENFILE') throw error;
  } finally {
    for (const fd of opened) closeSync(fd);
  }
}

/** As node's `spawn`, for which there are descriptors. Throws what keeps the child from being started, or emits it. */
export function spawnChild(file: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  requireDescriptors();
  return spawn(file, [...args], options);
}
