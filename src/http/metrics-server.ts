import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiError } from '../errors.ts';
import type { Log } from '../observability/log.ts';
import { createAcceptErrorReport } from './accept-errors.ts';
import { boundConnections } from './connection-count.ts';
import { gateConnections } from './connection-gate.ts';
import { createKeyAttempts } from './key-attempts.ts';
import { createKeyCheck, presentedKey } from './key-check.ts';

/** A few scrapers at once, each with a connection or two. */
const MAX_CONNECTIONS = 32;
/** How long a scrape may take to be sent, and its answer to be read, in milliseconds. */
const REQUEST_TIMEOUT_MS = 10_000;
const STALL_MS = 10_000;

export interface MetricsServerOptions {
  readonly host: string;
  readonly port: number;
  /** Absent: everyone who can reach the port may read them. */
  readonly key: string | undefined;
  readonly contentType: string;
  readonly read: () => Promise<string>;
  readonly log: Log;
}

/** Serves `/metrics` at a port of its own. */
export interface MetricsServer {
  readonly start: () => Promise<void>;
  readonly stop: () => void;
}

export function createMetricsServer(options: MetricsServerOptions): MetricsServer {
  const { key, log } = options;
  const check =
    key === undefined ? undefined : createKeyCheck([{ name: 'metrics', key }], createKeyAttempts(), log);
  /** The error that a scrape without the right key gets. */
  const refusalOf = (request: IncomingMessage): ApiError | undefined => {
    if (check === undefined) return undefined;
    try {
      const presented = presentedKey(request);
      const address = request.socket.remoteAddress ?? '';
      if (presented !== undefined && check(presented, address) !== undefined) return undefined;
    } catch (error) {
      if (error instanceof ApiError) return error;
      throw error;
    }
    return new ApiError('invalid_api_key', "Send METRICS_KEY as 'Authorization: Bearer KEY'.");
  };
  const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS }, (request, response) => {
    const answer = (status: number, type: string, body: string): void => {
      response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) });
      response.end(request.method === 'HEAD' ? undefined : body);
    };
    const path = request.url?.split('?')[0];
    if (path !== '/metrics') return answer(404, 'text/plain', 'Only /metrics is served here.\n');
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD');
      return answer(405, 'text/plain', 'Only GET is allowed.\n');
    }
    const refusal = refusalOf(request);
    if (refusal !== undefined) {
      for (const [name, value] of Object.entries(refusal.headers)) response.setHeader(name, value);
      return answer(refusal.status, 'text/plain', `${refusal.message}\n`);
    }
    options.read().then(
      (text) => answer(200, options.contentType, text),
      (error: unknown) => {
        log.error({ err: error }, 'the metrics could not be read');
        answer(500, 'text/plain', 'The metrics could not be read.\n');
      },
    );
  });

  const { isIdle } = gateConnections(server, { stallMs: STALL_MS });
  boundConnections(server, isIdle, { maxConnections: MAX_CONNECTIONS, log });

  return {
    async start() {
      server.listen(options.port, options.host);
      await once(server, 'listening');
      server.on('error', createAcceptErrorReport(log));
      const { port } = server.address() as AddressInfo;
      log.info({ port, host: options.host }, 'metrics are served');
    },
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
