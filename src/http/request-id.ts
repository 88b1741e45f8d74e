import { randomUUID } from 'node:crypto';
import type { Plugin, Request } from '@hapi/hapi';
import { errorFormatOf } from './error-formats.ts';
import { setHeader } from './response-headers.ts';

declare module '@hapi/hapi' {
  interface RequestApplicationState {
    /** Ours alone: hapi's own id tells the host's name. */
    requestId: string;
  }
}

export function newRequestId(): string {
  return `req_${randomUUID().replaceAll('-', '')}`;
}

/** The request's id, under each name that the clients of its operation read. */
export function requestIdHeaders(request: Request): Readonly<Record<string, string>> {
  const { requestId: id } = request.app;
  return errorFormatOf(request) === 'anthropic'
    ? { 'x-request-id': id, 'request-id': id }
    : { 'x-request-id': id };
}

/** Every answer carries `x-request-id`, every log line of a request the same id. */
export const requestId: Plugin<undefined> = {
  name: 'request-id',
  register(server) {
    server.ext('onRequest', (request, h) => {
      request.app.requestId = newRequestId();
      return h.continue;
    });
    server.ext('onPreResponse', (request, h) => {
      for (const [name, value] of Object.entries(requestIdHeaders(request))) setHeader(request, name, value);
      return h.continue;
    });
  },
};
