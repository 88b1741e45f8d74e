import { collectDefaultMetrics, Registry } from 'prom-client';
import { createProcessMetrics, type ProcessMetrics, type ProcessWords } from './process-metrics.ts';
import { createRequestMetrics, type RequestMetrics } from './request-metrics.ts';
import { registerStateMetrics, type ServerFacts, type ServerState } from './state-metrics.ts';

export interface MetricsOptions {
  readonly words: ProcessWords;
  readonly facts: ServerFacts;
  readonly state: () => ServerState;
}

/** All metrics of the server. `docs/observability.md` lists them. */
export interface Metrics {
  readonly requests: RequestMetrics;
  readonly processes: ProcessMetrics;
  /** In Prometheus' text format. */
  readonly text: () => Promise<string>;
}

export const METRICS_CONTENT_TYPE = Registry.PROMETHEUS_CONTENT_TYPE;

export function createMetrics({ words, facts, state }: MetricsOptions): Metrics {
  const registry = new Registry();
  const requests = createRequestMetrics(registry);
  const processes = createProcessMetrics(registry, words);
  registerStateMetrics(registry, facts, state);
  collectDefaultMetrics({ register: registry });
  return { requests, processes, text: () => registry.metrics() };
}
