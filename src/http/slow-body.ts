import type { Plugin } from '@hapi/hapi';
import { ApiError } from '../errors.ts';
import { errorBodyFor } from './error-formats.ts';
import { requestIdHeaders } from './request-id.ts';

export interface SlowBodyOptions {
  /** How long a request body may take to arrive, in milliseconds. */
  readonly bodyTimeoutMs: number;
}

/**
 * Answers 408 to a client that does not finish its request, and hangs up. hapi's own timeout waits for the
 * rest of the body before it answers, which is the very thing that does not come.
 */
export const slowBody: Plugin<SlowBodyOptions> = {
  name: 'slow-body',
  register(server, { bodyTimeoutMs }) {
    server.ext('onRequest', (request, h) => {
      const { req, res } = request.raw;
      const hasBody =
        req.headers['content-length'] !== undefined || req.headers['transfer-encoding'] !== undefined;
      if (!hasBody || req.complete) return h.continue;
      const timer = setTimeout(() => {
        if (req.complete || res.headersSent) return;
        const error = new ApiError('request_timeout', 'The request body did not arrive in time.');
        const body = JSON.stringify(errorBodyFor(request, error, (text) => text));
        request.app.observer.refused({ ...error.body, status: error.status });
        res.writeHead(error.status, {
          'content-length': Buffer.byteLength(body),
          'content-type': 'application/json; charset=utf-8',
          ...requestIdHeaders(request),
          connection: 'close',
        });
        res.end(body, () => req.destroy());
      }, bodyTimeoutMs);
      req.once('end', () => clearTimeout(timer));
      res.once('close', () => clearTimeout(timer));
      return h.continue;
    });
  },
};
