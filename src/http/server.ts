import { createServer } from 'node:http';
import { server as createHapiServer, type Server } from '@hapi/hapi';
import { type AccessLogOptions, accessLog } from './access-log.ts';
import { type AuthenticationOptions, authentication } from './authentication.ts';
import { boundConnections, type ConnectionCountOptions } from './connection-count.ts';
import { answerBrokenConnections } from './connection-errors.ts';
import { type ConnectionGateOptions, gateConnections } from './connection-gate.ts';
import { contentEncodings } from './content-encodings.ts';
import { type CorsOptions, cors } from './cors.ts';
import { type DashboardFilesOptions, dashboardFiles } from './dashboard-files.ts';
import { type ErrorResponseOptions, errorResponse } from './error-response.ts';
import { keyLimitHeaders } from './key-limits.ts';
import { type ReferenceFilesOptions, referenceFiles } from './reference-files.ts';
import { type RemoteAddressOptions, remoteAddress } from './remote-address.ts';
import { requestId } from './request-id.ts';
import { misspeltPath, requestPath } from './request-path.ts';
import { contractRoutes, type RouteParts } from './routes.ts';
import { type SessionAuthenticationOptions, sessionAuthentication } from './session-authentication.ts';
import { type SlowBodyOptions, slowBody } from './slow-body.ts';
import { wellFormed } from './well-formed.ts';

/** Longer than the pools of clients keep a connection idle, so that ours is not the side that closes it. */
const KEEP_ALIVE_TIMEOUT_MS = 75_000;
/** Connections with slow headers are looked for this often. */
const SLOW_HEADERS_EVERY_MS = 1_000;

export interface HttpServerOptions
  extends Omit<RouteParts, 'dashboardEnabled'>,
    AccessLogOptions,
    ConnectionGateOptions,
    ConnectionCountOptions,
    SlowBodyOptions,
    AuthenticationOptions,
    CorsOptions,
    ErrorResponseOptions,
    RemoteAddressOptions {
  readonly host: string;
  readonly port: number;
  /** How long the headers of a request may take to arrive, in milliseconds. */
  readonly headersTimeoutMs: number;
  /** Absent: there is no dashboard. */
  readonly dashboard: (SessionAuthenticationOptions & DashboardFilesOptions) | undefined;
  /** Absent: there is no API reference. */
  readonly reference: ReferenceFilesOptions | undefined;
  /** Load balancers are to turn away; everything may still be served. */
  readonly isLeaving: () => boolean;
  /** On every answer; names in lower case. */
  readonly fixedHeaders: Readonly<Record<string, string>>;
}

/** The server with all its routes, not yet listening. */
export async function createHttpServer(options: HttpServerOptions): Promise<Server> {
  // A request without a host gets an answer like any other: well-formed.ts looks at it.
  const listener = createServer({
    requireHostHeader: false,
    headersTimeout: options.headersTimeoutMs,
    // An answer may take as long as it takes; slow bodies have a limit of their own.
    requestTimeout: 0,
    connectionsCheckingInterval: SLOW_HEADERS_EVERY_MS,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
  });
  const server = createHapiServer({
    listener,
    host: options.host,
    port: options.port,
    // hapi would print the stack of every 500 to stderr; they are logged with their request instead.
    debug: false,
    // The API has no cookies; a malformed one is no reason to refuse a request. The dashboard's routes differ.
    routes: { state: { parse: false, failAction: 'ignore' } },
  });
  const { isIdle } = gateConnections(listener, options);
  boundConnections(listener, isIdle, options);
  answerBrokenConnections(listener, options.log);

  // In this order: what runs first in onPreResponse turns an error into the response that the others complete.
  await server.register([
    { plugin: requestPath, options: options.contract },
    { plugin: errorResponse, options },
    { plugin: requestId },
    { plugin: remoteAddress, options },
    { plugin: accessLog, options },
    { plugin: wellFormed },
    { plugin: misspeltPath },
    { plugin: contentEncodings },
    { plugin: slowBody, options },
    { plugin: cors, options },
    { plugin: authentication, options },
    { plugin: keyLimitHeaders, options },
  ]);
  server.ext('onPreResponse', (request, h) => {
    const { response } = request;
    if (!('isBoom' in response)) {
      for (const [name, value] of Object.entries(options.fixedHeaders)) response.header(name, value);
      // The next request had better go to a server that stays. Not in a stream's head: clients (undici) would take the cut of the
      // connection, if this process was killed, for the stream's end.
      const isStream = String(response.headers['content-type']).startsWith('text/event-stream');
      if (options.isLeaving() && !isStream) response.header('connection', 'close');
    }
    return h.continue;
  });
  const { dashboard, reference } = options;
  if (dashboard !== undefined) {
    await server.register([
      { plugin: sessionAuthentication, options: dashboard },
      { plugin: dashboardFiles, options: dashboard },
    ]);
  }
  if (reference !== undefined) await server.register({ plugin: referenceFiles, options: reference });
  server.route([...contractRoutes({ ...options, dashboardEnabled: dashboard !== undefined })]);
  return server;
}
