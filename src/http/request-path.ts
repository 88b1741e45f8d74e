import type { Plugin } from '@hapi/hapi';
import type { Operation } from '../contract/load.ts';
import { ApiError } from '../errors.ts';

/** First segments of the API's paths, which clients also send without `/v1`. */
const API_SEGMENTS = new Set(['chat', 'completions', 'responses', 'messages', 'models', 'embeddings']);
/**
 * A path in one spelling alone: no empty segments but the last, and no escape of what has a meaning in a path (null, `#`,
 * `%`, `/`, `?`, `\`). hapi has taken dot segments and other needless escapes out.
 */
const PLAIN = /^(\/([\w.~-]|%(?!00|23|25|2F|3F|5C)[\dA-F]{2})+)*\/?$/;

/**
 * Says which path of the server a request means.
 * @param target as in the request line.
 * @param path what hapi made of it: without the query, unreserved characters decoded, dot segments removed.
 * @returns the path to serve; undefined for another spelling of a path that has one spelling alone.
 */
export type FindPath = (target: string, path: string) => string | undefined;

/**
 * The paths of the API are found in every spelling that real clients send: without `/v1`, with it doubled (a base
 * URL that ends in it), behind the `/cursor` prefix that other gateways taught their users, with doubled or trailing
 * slashes. All other paths (dashboard, metrics, probes, documents) are found as they are written: a proxy in front may
 * have rules for them, which another spelling would pass by.
 * @param apiPaths templates of the paths that an API key opens.
 */
export function createFindPath(apiPaths: readonly string[]): FindPath {
  const patterns = apiPaths.map(patternOf);
  return (target, path) => {
    const canonical = contractPath(path);
    if (patterns.some((pattern) => pattern.test(canonical))) return canonical;
    return path === writtenPath(target) && PLAIN.test(path) ? path : undefined;
  };
}

function contractPath(path: string): string {
  const segments = path.split('/').filter((segment) => segment !== '');
  while (segments[0] === 'cursor') segments.shift();
  let versioned = false;
  while (segments[0] === 'v1') {
    segments.shift();
    versioned = true;
  }
  const [first] = segments;
  if (versioned || (first !== undefined && API_SEGMENTS.has(first))) segments.unshift('v1');
  return `/${segments.join('/')}`;
}

/** A parameter at the end takes the rest of the path, since a model's id may hold slashes. */
function patternOf(template: string): RegExp {
  const source = template
    .replace(/[.*+?^$()|[\]\\]/g, '\\$&')
    .replace(/\{\w+\}$/, '.+')
    .replace(/\{\w+\}/g, '[^/]+');
  return new RegExp(`^${source}$`);
}

/** The path as it stands in a request line, which may hold a whole URL. */
function writtenPath(target: string): string {
  const [beforeQuery = ''] = target.split('?', 1);
  const written = beforeQuery.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]+/i, '');
  return written === '' ? '/' : written;
}

export interface RequestPathOptions {
  readonly operations: readonly Operation[];
}

declare module '@hapi/hapi' {
  interface RequestApplicationState {
    /** The path is another spelling of one that has one spelling alone, or of none. */
    isMisspelt?: boolean;
  }
}

/** Routes each request by the path that it means. */
export const requestPath: Plugin<RequestPathOptions> = {
  name: 'request-path',
  register(server, { operations }) {
    const keyed = operations.filter(({ access }) => access === 'key');
    const findPath = createFindPath([...new Set(keyed.map(({ path }) => path))]);
    server.ext('onRequest', (request, h) => {
      // `OPTIONS *` asks for no path at all.
      if (!request.path.startsWith('/')) return h.continue;
      const path = findPath(request.raw.req.url ?? '', request.path);
      if (path === undefined) request.app.isMisspelt = true;
      // Not `setUrl`: that parses the URL anew, and throws where the `Host` header is malformed.
      else Object.assign(request, { path });
      return h.continue;
    });
  },
};

/** Comes once a request has its id and its log entry, so that its 404 is like any other. */
export const misspeltPath: Plugin<undefined> = {
  name: 'misspelt-path',
  register(server) {
    server.ext('onRequest', (request, h) => {
      if (request.app.isMisspelt !== true) return h.continue;
      request.raw.req.resume();
      const { method, path } = request;
      throw new ApiError('unknown_url', `Unknown request URL: ${method.toUpperCase()} ${path}.`);
    });
  },
};
