import type { Plugin, Request } from '@hapi/hapi';
import { guard } from '../observability/guard.ts';
import type { Log } from '../observability/log.ts';
import type { RequestObserver } from '../observability/request-observer.ts';
import { CLIENT_CLOSED_REQUEST } from '../observability/request-outcome.ts';
import { excerptOf } from '../observability/text-ends.ts';

export interface RequestStart {
  readonly id: string;
  readonly method: string;
  /** Without the query: clients have been seen to put keys there. */
  readonly path: string;
  /** The user agent. */
  readonly client: string | undefined;
  /** The `Host` header. */
  readonly host: string | undefined;
  /** W3C trace context, as it came. */
  readonly traceparent: string | undefined;
  readonly tracestate: string | undefined;
}

export interface AccessLogOptions {
  readonly log: Log;
  /** Called as each request comes in. */
  readonly observe: (start: RequestStart) => RequestObserver;
}

declare module '@hapi/hapi' {
  interface RequestApplicationState {
    observer: RequestObserver;
  }
}

const CLIENT_CHARACTERS = 200;
const PROBES = new Set(['getLiveness', 'getReadiness', 'getMetrics']);

function statusOf({ app, raw: { res } }: Request): number {
  // Many clients hang up when they have read the error.
  if (app.hasFailed === true) return res.statusCode;
  // Once the client is gone, hapi's response is its own error or none. What was cut counts as finished, too.
  if (!res.writableFinished || res.errored) return CLIENT_CLOSED_REQUEST;
  return res.statusCode;
}

/** One line per request, written when its last byte has gone out or its client has gone away. */
export const accessLog: Plugin<AccessLogOptions> = {
  name: 'access-log',
  register(server, { log, observe }) {
    server.ext('onRequest', (request, h) => {
      const { requestId } = request.app;
      const { path } = request;
      const method = request.method.toUpperCase();
      const { host, traceparent, tracestate, 'user-agent': agent } = request.raw.req.headers;
      const client = agent === undefined ? undefined : excerptOf(agent, CLIENT_CHARACTERS);
      const receivedAt = performance.now();
      const observer = observe({
        id: requestId,
        method,
        path,
        client,
        host,
        traceparent: traceparent?.toString(),
        tracestate: tracestate?.toString(),
      });
      request.app.observer = observer;
      const ended = (): void => {
        // hapi fills in the route once it is found; 'close' comes last in any case.
        const { operationId = '', dashboard } = request.route.settings.app ?? {};
        const status = statusOf(request);
        const key = request.auth.credentials?.user?.keyName;
        observer.ended(status);
        const fields = {
          requestId,
          method,
          path,
          operationId: operationId || undefined,
          status,
          durationMs: Math.round(performance.now() - receivedAt),
          key,
          client,
          ...observer.fields(),
        };
        // What the dashboard reads, several times a minute; what an operator does has lines of its own.
        const isWatching = dashboard === true && !operationId.startsWith('createPlayground');
        if (PROBES.has(operationId) || isWatching) log.debug(fields, 'request');
        else log.info(fields, 'request');
      };
      request.raw.res.once('close', guard(log, 'access log', ended));
      return h.continue;
    });
    // Before authentication: a request without a key has an operation, too.
    server.ext('onPreAuth', (request, h) => {
      const { operationId } = request.route.settings.app ?? {};
      if (operationId !== undefined) request.app.observer.dispatched(operationId, undefined);
      return h.continue;
    });
  },
};
