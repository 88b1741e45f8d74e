import { Counter, Histogram, type Registry } from 'prom-client';
import { BOOT_BUCKETS, QUEUE_WAIT_BUCKETS } from './buckets.ts';

/** What the driver tells of its processes and turns, in its own few words. */
export interface ProcessMetrics {
  readonly booted: (milliseconds: number) => void;
  readonly bootFailed: (kind: string) => void;
  readonly died: (cause: string) => void;
  readonly admitted: (milliseconds: number) => void;
  readonly foreignCall: () => void;
  readonly turnFailed: (kind: string) => void;
  readonly toolDenied: () => void;
}

export interface ProcessWords {
  readonly deathCauses: readonly string[];
  readonly failureKinds: readonly string[];
}

const BOOT_FAILED = 'boot_failed';

/** Each counter begins at 0: one that appears with its first event does not rise, as Prometheus sees it. */
export function createProcessMetrics(
  registry: Registry,
  { deathCauses, failureKinds }: ProcessWords,
): ProcessMetrics {
  const registers = [registry];
  const boots = new Counter({
    name: 'qoder_process_boots_total',
    help: 'Boots of qodercli, by how they ended: ok, or the kind of failure.',
    labelNames: ['outcome'],
    registers,
  });
  const deaths = new Counter({
    name: 'qoder_process_deaths_total',
    help: 'Processes of qodercli that are gone, by cause.',
    labelNames: ['cause'],
    registers,
  });
  const failures = new Counter({
    name: 'qoder_turn_failures_total',
    help: 'Turns that failed, by kind of failure.',
    labelNames: ['kind'],
    registers,
  });
  const foreignCalls = new Counter({
    name: 'qoder_foreign_tool_calls_total',
    help: 'Calls of tools that were not offered; each was refused.',
    registers,
  });
  const bootTime = new Histogram({
    name: 'qoder_process_boot_duration_seconds',
    help: 'How long qodercli took to boot and log in.',
    buckets: BOOT_BUCKETS,
    registers,
  });
  const queueWait = new Histogram({
    name: 'qoder_queue_wait_seconds',
    help: 'How long turns waited for their slot.',
    buckets: QUEUE_WAIT_BUCKETS,
    registers,
  });
  const denials = new Counter({
    name: 'qoder_tool_denials_total',
    help: "Calls of clients' tools that qodercli refused to run.",
    registers,
  });
  boots.inc({ outcome: 'ok' }, 0);
  for (const kind of ['not_logged_in', 'login_unreachable', 'unavailable', 'unresponsive'])
    boots.inc({ outcome: kind }, 0);
  for (const cause of [...deathCauses, BOOT_FAILED]) deaths.inc({ cause }, 0);
  for (const kind of failureKinds) failures.inc({ kind }, 0);

  return {
    booted(milliseconds) {
      boots.inc({ outcome: 'ok' });
      bootTime.observe(milliseconds / 1_000);
    },
    bootFailed(kind) {
      boots.inc({ outcome: kind });
      deaths.inc({ cause: BOOT_FAILED });
    },
    died: (cause) => deaths.inc({ cause }),
    admitted: (milliseconds) => queueWait.observe(milliseconds / 1_000),
    foreignCall: () => foreignCalls.inc(),
    turnFailed: (kind) => failures.inc({ kind }),
    toolDenied: () => denials.inc(),
  };
}
