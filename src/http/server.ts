import { server as createHapiServer, type Server } from '@hapi/hapi';
import { type AccessLogOptions, accessLog } from './access-log.ts';
import { type AuthenticationOptions, authentication } from './authentication.ts';
import { type CorsOptions, cors } from './cors.ts';
import { type DashboardFilesOptions, dashboardFiles } from './dashboard-files.ts';
import { type ErrorResponseOptions, errorResponse } from './error-response.ts';
import { keyLimitHeaders } from './key-limits.ts';
import { requestId } from './request-id.ts';
import { contractPath } from './request-path.ts';
import { contractRoutes, type RouteParts } from './routes.ts';
import { type SessionAuthenticationOptions, sessionAuthentication } from './session-authentication.ts';
import { type SlowBodyOptions, slowBody } from './slow-body.ts';

/** Longer than the pools of clients keep a connection idle, so that ours is not the side that closes it. */
const KEEP_ALIVE_TIMEOUT_MS = 75_000;

export interface HttpServerOptions
  extends Omit<RouteParts, 'dashboardEnabled'>,
    AccessLogOptions,
    SlowBodyOptions,
    AuthenticationOptions,
    CorsOptions,
    ErrorResponseOptions {
  readonly host: string;
  readonly port: number;
  /** Absent: there is no dashboard. */
  readonly dashboard: (SessionAuthenticationOptions & DashboardFilesOptions) | undefined;
  /** On every answer; names in lower case. */
  readonly fixedHeaders: Readonly<Record<string, string>>;
}

/** The server with all its routes, not yet listening. */
export async function createHttpServer(options: HttpServerOptions): Promise<Server> {
  const server = createHapiServer({
    host: options.host,
    port: options.port,
    // hapi would print the stack of every 500 to stderr; they are logged with their request instead.
    debug: false,
    // The API has no cookies; a malformed one is no reason to refuse a request. The dashboard's routes differ.
    routes: { state: { parse: false, failAction: 'ignore' } },
  });
  server.listener.keepAliveTimeout = KEEP_ALIVE_TIMEOUT_MS;
  // An answer may take as long as it takes; slow headers and bodies have limits of their own.
  server.listener.requestTimeout = 0;

  server.ext('onRequest', (request, h) => {
    const path = contractPath(request.path);
    if (path !== request.path) request.setUrl(`${path}${request.url.search}`);
    return h.continue;
  });
  // In this order: what runs first in onPreResponse turns an error into the response that the others complete.
  await server.register([
    { plugin: errorResponse, options },
    { plugin: requestId },
    { plugin: accessLog, options },
    { plugin: slowBody, options },
    { plugin: cors, options },
    { plugin: authentication, options },
    { plugin: keyLimitHeaders, options },
  ]);
  server.ext('onPreResponse', (request, h) => {
    const { response } = request;
    if (!('isBoom' in response)) {
      for (const [name, value] of Object.entries(options.fixedHeaders)) response.header(name, value);
      // The next request had better go to a server that stays.
      if (options.isDraining()) response.header('connection', 'close');
    }
    return h.continue;
  });
  const { dashboard } = options;
  if (dashboard !== undefined) {
    await server.register([
      { plugin: sessionAuthentication, options: dashboard },
      { plugin: dashboardFiles, options: dashboard },
    ]);
  }
  server.route([...contractRoutes({ ...options, dashboardEnabled: dashboard !== undefined })]);
  return server;
}
