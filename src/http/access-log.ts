import type { Plugin, Request } from '@hapi/hapi';
import type { Log } from '../observability/log.ts';

export interface AccessLogOptions {
  readonly log: Log;
}

const CLIENT_CLOSED_REQUEST = 499;

function statusOf(request: Request): number {
  // Once the client is gone, hapi's response is its own error or none.
  if (!request.raw.res.writableFinished) return CLIENT_CLOSED_REQUEST;
  return request.raw.res.statusCode;
}

/** One line per request, written when its last byte has gone out or its client has gone away. */
export const accessLog: Plugin<AccessLogOptions> = {
  name: 'access-log',
  register(server, { log }) {
    server.ext('onRequest', (request, h) => {
      request.app.annotations = {};
      request.app.receivedAt = performance.now();
      request.raw.res.once('close', () => {
        // hapi fills in the route once it is found; 'close' comes last in any case.
        const { operationId } = request.route.settings.app ?? {};
        const fields = {
          requestId: request.app.requestId,
          method: request.method.toUpperCase(),
          // Without the query: clients have been seen to put keys there.
          path: request.path,
          operationId,
          status: statusOf(request),
          durationMs: Math.round(performance.now() - request.app.receivedAt),
          key: request.auth.credentials?.user?.keyName,
          client: request.raw.req.headers['user-agent']?.slice(0, 200),
          ...request.app.annotations,
        };
        const isProbe = operationId === 'getLiveness' || operationId === 'getReadiness';
        if (isProbe) log.debug(fields, 'request');
        else log.info(fields, 'request');
      });
      return h.continue;
    });
  },
};

declare module '@hapi/hapi' {
  interface RequestApplicationState {
    receivedAt: number;
  }
  interface RouteOptionsApp {
    operationId?: string;
  }
}
