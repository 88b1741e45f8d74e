import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { guard } from './guard.ts';
import type { Log } from './log.ts';

export interface ServerGauges {
  readonly memoryBytes: number;
  /** Undefined where the system does not tell. */
  readonly childrenMemoryBytes: number | undefined;
  /** The longest that the event loop was held up in the last interval. */
  readonly eventLoopLagMs: number;
}

export interface GaugeSampler {
  readonly read: () => ServerGauges;
  readonly stop: () => void;
}

const RESOLUTION_MS = 20;

/** Resident memory of the processes that are alive, from Linux's /proc. Their own children are not counted. */
export function residentBytes(pids: readonly number[], root = '/proc'): number | undefined {
  let total: number | undefined;
  for (const pid of pids) {
    try {
      const status = readFileSync(`${root}/${pid}/status`, 'utf8');
      const kilobytes = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0);
      total = (total ?? 0) + kilobytes * 1_024;
    } catch {
      // It has just exited, or there is no /proc.
    }
  }
  return pids.length === 0 ? 0 : total;
}

/** Takes the gauges every `intervalMs`, and tells each of them to `onSample`. A beat that fails is skipped. */
export function startGauges(
  log: Pick<Log, 'error'>,
  intervalMs: number,
  pids: () => readonly number[],
  onSample: (gauges: ServerGauges) => void,
): GaugeSampler {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  const sample = (): ServerGauges => ({
    memoryBytes: process.memoryUsage.rss(),
    childrenMemoryBytes: residentBytes(pids()),
    // What the timer itself waits is no lag; before the first measurement the maximum is no number of ours.
    eventLoopLagMs: Math.max(0, Math.round(delay.max / 1e5) / 10 - RESOLUTION_MS),
  });
  let last: ServerGauges = { memoryBytes: 0, childrenMemoryBytes: undefined, eventLoopLagMs: 0 };
  const beat = (): void => {
    last = sample();
    delay.reset();
  };
  // Without a descriptor to spare, the system does not tell: the last sample stays.
  guard(log, 'gauges', beat)();
  const timer = setInterval(
    guard(log, 'gauges', () => {
      beat();
      onSample(last);
    }),
    intervalMs,
  );
  timer.unref();
  return {
    read: () => last,
    stop() {
      clearInterval(timer);
      delay.disable();
    },
  };
}
