import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { DiagLogLevel, diag } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import {
  ATTR_SERVICE_INSTANCE_ID,
  ATTR_SERVICE_NAME,
  ATTR_SERVICE_VERSION,
} from '@opentelemetry/semantic-conventions';
import type { Log } from '../log.ts';
import { createRequestSpans, type RequestSpans } from './request-spans.ts';
import type { TracedRoute } from './traced-request.ts';

// Imported only where traces are wanted: nobody else pays for OpenTelemetry.

export interface TracesOptions {
  /** Base URL of a collector that takes OTLP over HTTP. */
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly serviceName: string;
  readonly version: string;
  /** What is traced, by operation. */
  readonly routes: ReadonlyMap<string, TracedRoute>;
  readonly log: Log;
}

export interface Traces {
  readonly requests: RequestSpans;
  /** Sends what is left, for at most so many milliseconds. Never rejects. */
  readonly stop: (patienceMs: number) => Promise<void>;
}

const LONGEST_REASON = 300;

export function createTraces(options: TracesOptions): Traces {
  const { log } = options;
  const complain = (reason: unknown): void =>
    log.warn({ reason: String(reason).slice(0, LONGEST_REASON) }, 'OpenTelemetry has a problem');
  const ignore = (): void => undefined;
  diag.setLogger(
    { error: complain, warn: complain, info: ignore, debug: ignore, verbose: ignore },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
  const exporter = new OTLPTraceExporter({
    url: `${options.endpoint}/v1/traces`,
    headers: { ...options.headers },
  });
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({
      [ATTR_SERVICE_NAME]: options.serviceName,
      [ATTR_SERVICE_VERSION]: options.version,
      [ATTR_SERVICE_INSTANCE_ID]: randomUUID(),
    }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  return {
    requests: createRequestSpans(provider.getTracer('qoder-gateway', options.version), options.routes),
    async stop(patienceMs) {
      const ended = new AbortController();
      await Promise.race([
        provider.shutdown().catch(complain),
        delay(patienceMs, undefined, { signal: ended.signal }).catch(ignore),
      ]);
      ended.abort();
    },
  };
}
