import { Counter, Gauge, type Registry } from 'prom-client';
import { residentBytes } from '../server-gauges.ts';

/** What the server is doing now. */
export interface ServerState {
  readonly ready: boolean;
  readonly checks: Readonly<Record<'process' | 'login' | 'catalogue' | 'log' | 'tools', boolean>>;
  /** Lines of the log that could not be written, since the start. */
  readonly logLinesDropped: number;
  readonly processes: Readonly<Record<'booting' | 'warm' | 'busy' | 'parked', number>>;
  /** Processes that should wait now. */
  readonly warmTarget: number;
  readonly queued: number;
  readonly running: number;
  /** Looks for a parked session, since the start. */
  readonly lookups: Readonly<Record<'hit' | 'miss', number>>;
  readonly pids: readonly number[];
  readonly qodercliVersion: string | undefined;
}

/** What does not change while the server runs. */
export interface ServerFacts {
  readonly version: string;
  readonly backend: string;
  readonly cli: { readonly kind: string; readonly source: string };
  readonly limits: {
    readonly turns: number;
    readonly queue: number;
    readonly processes: number;
  };
}

/** Read with each scrape; in between nothing is measured. */
export function registerStateMetrics(registry: Registry, facts: ServerFacts, read: () => ServerState): void {
  const registers = [registry];
  const gauge = (name: string, help: string, value: () => number): void => {
    new Gauge({ name, help, registers, collect: byThis((metric: Gauge) => metric.set(value())) });
  };
  const gauges = <Label extends string>(
    name: string,
    help: string,
    label: Label,
    values: () => Readonly<Record<string, number>>,
  ): void => {
    const set = (metric: Gauge<Label>): void => {
      for (const [value, number] of Object.entries(values())) {
        metric.set({ [label]: value } as Record<Label, string>, number);
      }
    };
    new Gauge({ name, help, labelNames: [label], registers, collect: byThis(set) });
  };

  gauge('qoder_ready', '1 if a completion would be served now, else 0.', () => Number(read().ready));
  gauges('qoder_check_ok', '1 if this part of the readiness is well, else 0.', 'check', () =>
    Object.fromEntries(Object.entries(read().checks).map(([name, ok]) => [name, Number(ok)])),
  );
  gauges('qoder_processes', 'Processes of qodercli by state.', 'state', () => read().processes);
  gauge('qoder_processes_limit', 'Processes that may be alive at once.', () => facts.limits.processes);
  gauge(
    'qoder_warm_processes_target',
    'Processes that are kept booted: more after a rush.',
    () => read().warmTarget,
  );
  gauge('qoder_turns_running', 'Turns that hold a slot.', () => read().running);
  gauge('qoder_turns_limit', 'Turns that may run at once.', () => facts.limits.turns);
  gauge('qoder_queue_depth', 'Turns that wait for a slot.', () => read().queued);
  gauge('qoder_queue_limit', 'Turns that may wait.', () => facts.limits.queue);
  gauge(
    'qoder_processes_resident_memory_bytes',
    'Resident memory of all processes of qodercli together; 0 where the system does not tell.',
    () => residentBytes(read().pids) ?? 0,
  );
  new Counter({
    name: 'qoder_parked_session_lookups_total',
    help: 'Requests that go on with a conversation: whether its session was still there.',
    labelNames: ['result'],
    registers,
    collect: byThis((metric: Counter<'result'>) => {
      metric.reset();
      for (const [result, count] of Object.entries(read().lookups)) metric.inc({ result }, count);
    }),
  });
  new Counter({
    name: 'qoder_log_lines_dropped_total',
    help: 'Lines of the log that could not be written: a full disk, a closed pipe, or a reader that is too slow.',
    registers,
    collect: byThis((metric: Counter) => {
      metric.reset();
      metric.inc(read().logLinesDropped);
    }),
  });
  new Gauge({
    name: 'qoder_build_info',
    help: 'Always 1; the labels tell what runs.',
    labelNames: ['version', 'backend', 'qodercli_version'],
    registers,
    collect: byThis((metric: Gauge<'version' | 'backend' | 'qodercli_version'>) => {
      metric.reset();
      const { version, backend } = facts;
      metric.set({ version, backend, qodercli_version: read().qodercliVersion ?? 'unknown' }, 1);
    }),
  });
  new Gauge({
    name: 'qoder_cli_info',
    help: 'Always 1; the labels tell which qodercli runs and where it comes from.',
    labelNames: ['kind', 'version', 'source'],
    registers,
    collect: byThis((metric: Gauge<'kind' | 'version' | 'source'>) => {
      metric.reset();
      metric.set({ ...facts.cli, version: read().qodercliVersion ?? 'unknown' }, 1);
    }),
  });
}

/** prom-client hands the metric over as `this`, and one that throws would take all others along. */
function byThis<Metric>(collect: (metric: Metric) => void): (this: Metric) => void {
  return function collectThis(this: Metric) {
    try {
      collect(this);
    } catch {
      // The last value stays.
    }
  };
}
