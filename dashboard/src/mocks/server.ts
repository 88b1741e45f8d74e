import { HttpResponse, http, type RequestHandler } from 'msw';
import { setupServer } from 'msw/node';
import type { paths } from '../../../generated/openapi.ts';
import { modelOf, overviewOf, requestLogOf, summaryOf, systemLogOf } from './factories.ts';

type Answer<Path extends keyof paths, Method extends 'get' | 'post' | 'delete'> = paths[Path] extends {
  [M in Method]: { responses: { 200: { content: { 'application/json': infer Body } } } };
}
  ? Body
  : never;

const url = (path: string): string => `${location.origin}${path.replace(/\{(\w+)\}/g, ':$1')}`;

/** A handler whose answer is what the contract says of that path. */
export function answering<Path extends keyof paths, Method extends 'get' | 'post' | 'delete'>(
  method: Method,
  path: Path,
  body: Answer<Path, Method>,
): RequestHandler {
  return http[method](url(path), () => HttpResponse.json(body as object));
}

/** A handler that refuses, as the contract words refusals. */
export function refusing(
  method: 'get' | 'post' | 'delete',
  path: keyof paths,
  status: number,
  error: { readonly message: string; readonly code: string; readonly retryAfter?: number },
): RequestHandler {
  const headers = error.retryAfter === undefined ? {} : { 'retry-after': String(error.retryAfter) };
  const body = { message: error.message, type: 'invalid_request_error', param: null, code: error.code };
  return http[method](url(path), () => HttpResponse.json({ error: body }, { status, headers }));
}

/** A server where all is well. */
export const mockServer = setupServer(
  answering('get', '/dashboard/api/session', { object: 'session', expires_at: 1_790_000_000 }),
  answering('post', '/dashboard/api/session', { object: 'session', expires_at: 1_790_000_000 }),
  answering('delete', '/dashboard/api/session', { deleted: 1 }),
  answering('get', '/dashboard/api/overview', overviewOf()),
  answering('get', '/dashboard/api/models', {
    object: 'list',
    data: [
      modelOf(),
      modelOf({ id: 'lite', name: 'Lite', vision: false, reasoning: false, price_factor: 0 }),
    ],
  }),
  answering('get', '/dashboard/api/requests', { data: [summaryOf()] }),
  answering('delete', '/dashboard/api/requests', { deleted: 1 }),
  answering('get', '/dashboard/api/requests/export', { data: [requestLogOf()] }),
  answering('get', '/dashboard/api/requests/{request_id}', requestLogOf()),
  answering('get', '/dashboard/api/system-logs', { data: [systemLogOf()] }),
  answering('delete', '/dashboard/api/system-logs', { deleted: 1 }),
  answering('post', '/dashboard/api/api-keys/reveal', { name: 'default', key: 'sk-q-the-whole-key-x9f2' }),
);
