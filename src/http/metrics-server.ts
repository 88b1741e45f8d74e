import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Log } from '../observability/log.ts';
import { createAcceptErrorReport } from './accept-errors.ts';

export interface MetricsServerOptions {
  readonly host: string;
  readonly port: number;
  readonly contentType: string;
  readonly read: () => Promise<string>;
  readonly log: Log;
}

/** Serves `/metrics` at a port of its own, to whoever reaches it. */
export interface MetricsServer {
  readonly start: () => Promise<void>;
  readonly stop: () => void;
}

export function createMetricsServer(options: MetricsServerOptions): MetricsServer {
  const { log } = options;
  const server = createServer((request, response) => {
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
    options.read().then(
      (text) => answer(200, options.contentType, text),
      (error: unknown) => {
        log.error({ err: error }, 'the metrics could not be read');
        answer(500, 'text/plain', 'The metrics could not be read.\n');
      },
    );
  });

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
