import type { Config } from './config.ts';
import type { Capacity } from './config-capacity.ts';
import { ApiError } from './errors.ts';
import type { Handlers } from './handlers/handler.ts';
import { isHealthy } from './handlers/health.ts';
import { getMetricsHandler } from './handlers/metrics.ts';
import type { RequestStart } from './http/access-log.ts';
import { createMetricsServer, type MetricsServer } from './http/metrics-server.ts';
import type { Log } from './observability/log.ts';
import type { LogSink } from './observability/log-sink.ts';
import { createMetrics, METRICS_CONTENT_TYPE } from './observability/metrics/metrics.ts';
import type { ServerState } from './observability/metrics/state-metrics.ts';
import type { RequestWatcher } from './observability/observer-group.ts';
import type { ChosenCli } from './qodercli/choice/choose-cli.ts';
import { deathCauses } from './qodercli/death.ts';
import type { DriverStatus } from './qodercli/driver.ts';
import type { DriverHooks } from './qodercli/driver-hooks.ts';
import { failureKinds } from './qodercli/failure.ts';

export interface AppMetricsParts {
  readonly config: Config;
  readonly capacity: Capacity;
  readonly cli: Pick<ChosenCli, 'kind' | 'source'>;
  readonly version: string;
  /** Not called before the first scrape. */
  readonly status: () => DriverStatus;
  readonly isLeaving: () => boolean;
  readonly sink: Pick<LogSink, 'health' | 'dropped'>;
  readonly log: Log;
}

export interface AppMetrics {
  readonly hooks: DriverHooks | undefined;
  readonly observe: (start: RequestStart) => readonly RequestWatcher[];
  readonly handler: Handlers['getMetrics'];
  /** Whether they are served beside the API. */
  readonly onMainPort: boolean;
  readonly ownServer: MetricsServer | undefined;
}

/** The part of the composition that the metrics need. Switched off, nothing is kept. */
export function createAppMetrics({
  config,
  capacity,
  cli,
  version,
  status,
  isLeaving,
  sink,
  log,
}: AppMetricsParts): AppMetrics {
  if (!config.metrics.enabled) {
    const handler = () => Promise.reject(new ApiError('unknown_url', 'There are no metrics.'));
    return { hooks: undefined, observe: () => [], handler, onMainPort: false, ownServer: undefined };
  }
  const metrics = createMetrics({
    words: { deathCauses, failureKinds },
    facts: {
      version,
      backend: config.backend,
      cli: { kind: cli.kind, source: cli.source },
      limits: {
        turns: capacity.maxConcurrency,
        queue: config.queueSize,
        processes: capacity.maxProcesses,
      },
    },
    state: () => stateOf(status(), isLeaving(), sink),
  });
  const { host } = config;
  const { key, port } = config.metrics;
  return {
    hooks: metrics.processes,
    // A browser's question whether it may ask is no request that counts.
    observe: ({ method }) => (method === 'OPTIONS' ? [] : [metrics.requests.begin()]),
    handler: getMetricsHandler(metrics.text, METRICS_CONTENT_TYPE),
    onMainPort: port === undefined,
    ownServer:
      port === undefined
        ? undefined
        : createMetricsServer({
            host,
            port,
            key,
            contentType: METRICS_CONTENT_TYPE,
            read: metrics.text,
            log,
          }),
  };
}

function stateOf(
  { health, tools, pool, warmTarget, continuation, running, pids, version }: DriverStatus,
  draining: boolean,
  sink: AppMetricsParts['sink'],
) {
  const { booting, warm, busy, parked, queued } = pool;
  return {
    ready: isHealthy(health) && !draining,
    checks: {
      process: health.process.ok,
      login: health.login.ok,
      catalogue: health.catalogue.ok,
      log: sink.health().ok,
      tools: tools.ok,
    },
    logLinesDropped: sink.dropped(),
    processes: { booting, warm, busy, parked },
    warmTarget,
    queued,
    running,
    lookups: { hit: continuation.hits, miss: continuation.misses },
    pids,
    qodercliVersion: version,
  } satisfies ServerState;
}
