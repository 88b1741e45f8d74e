import os from 'node:os';
import { memoryLimit } from './machine-limits.ts';

/** How much may run at once. */
export interface Capacity {
  readonly warmProcesses: number;
  /** How many may wait after a rush. */
  readonly maxWarmProcesses: number;
  readonly maxProcesses: number;
  readonly maxConcurrency: number;
}

/** What the operator has set of it. */
export interface CapacitySettings {
  readonly warmProcesses: number;
  readonly maxWarmProcesses: number | undefined;
  readonly maxProcesses: number | undefined;
  readonly maxConcurrency: number | undefined;
}

/** After a rush, unless the operator says otherwise: a chat client asks for a title, tags and the like at once. */
const RUSH_PROCESSES = 4;

/**
 * Completes what is not set.
 * @param processMemory what one process takes, in bytes: it depends on the kind of qodercli.
 * @param available in bytes.
 */
export function capacityOf(
  settings: CapacitySettings,
  processMemory: number,
  available = memoryLimit(),
): Capacity {
  const maxProcesses = settings.maxProcesses ?? Math.max(1, Math.floor(available / processMemory));
  return {
    warmProcesses: Math.min(settings.warmProcesses, maxProcesses),
    maxWarmProcesses: maxWarmProcesses(settings, maxProcesses),
    maxProcesses,
    maxConcurrency: settings.maxConcurrency ?? Math.min(maxProcesses, 2 * os.availableParallelism()),
  };
}

function maxWarmProcesses(settings: CapacitySettings, maxProcesses: number): number {
  const least = Math.min(settings.warmProcesses, maxProcesses);
  if (settings.maxWarmProcesses !== undefined) {
    return Math.min(Math.max(least, settings.maxWarmProcesses), maxProcesses);
  }
  // An operator who wants no process to wait gets none after a rush either.
  if (least === 0) return 0;
  return Math.max(least, Math.min(RUSH_PROCESSES, Math.floor(maxProcesses / 2)));
}
