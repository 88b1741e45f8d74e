import type { Plugin, Request, ResponseToolkit } from '@hapi/hapi';
import { setHeader } from './response-headers.ts';

export interface CorsOptions {
  readonly origins: '*' | readonly string[];
  /** Headers that scripts may read. */
  readonly exposedHeaders: readonly string[];
}

const MAX_AGE_SECONDS = 86_400;
const METHODS = 'GET, POST, DELETE, OPTIONS';
/** RFC 9110 field names, listed. Anything else is not echoed. */
const HEADER_LIST = /^[\w!#$%&'*+.^`|~-]+(\s*,\s*[\w!#$%&'*+.^`|~-]+)*$/;

/** The dashboard is for its own pages: no other site may ask it or read its answers. */
function isDashboards({ path }: Request): boolean {
  return /^\/dashboard(\/|$)/.test(path);
}

/**
 * CORS for API keys in headers: never with credentials. hapi's own cannot echo the headers that a browser
 * asks for, and the OpenAI client sends eight of its own.
 */
export const cors: Plugin<CorsOptions> = {
  name: 'cors',
  register(server, options) {
    const allowedOrigin = (request: Request): string | undefined => {
      if (isDashboards(request)) return undefined;
      const { origin } = request.raw.req.headers;
      if (origin === undefined) return undefined;
      if (options.origins === '*') return '*';
      return options.origins.includes(origin) ? origin : undefined;
    };

    const preflight = (request: Request, h: ResponseToolkit) => {
      const response = h.response().code(204);
      const { headers } = request.raw.req;
      const asked = headers['access-control-request-headers'];
      response.header('access-control-allow-methods', METHODS);
      response.header('access-control-max-age', String(MAX_AGE_SECONDS));
      response.vary('access-control-request-headers');
      if (asked !== undefined && HEADER_LIST.test(asked))
        response.header('access-control-allow-headers', asked);
      if (headers['access-control-request-private-network'] === 'true') {
        response.header('access-control-allow-private-network', 'true');
      }
      return response.takeover();
    };

    // Before authentication: a preflight carries no key.
    server.ext('onRequest', (request, h) =>
      request.method === 'options' && !isDashboards(request) ? preflight(request, h) : h.continue,
    );

    server.ext('onPreResponse', (request, h) => {
      const origin = allowedOrigin(request);
      if (options.origins !== '*') setHeader(request, 'vary', 'origin', { append: true });
      if (origin !== undefined) {
        setHeader(request, 'access-control-allow-origin', origin);
        setHeader(request, 'access-control-expose-headers', options.exposedHeaders.join(', '));
      }
      return h.continue;
    });
  },
};
