import { randomUUID } from 'node:crypto';
import type { Plugin } from '@hapi/hapi';
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

/** Every answer carries `x-request-id`, every log line of a request the same id. */
export const requestId: Plugin<undefined> = {
  name: 'request-id',
  register(server) {
    server.ext('onRequest', (request, h) => {
      request.app.requestId = newRequestId();
      return h.continue;
    });
    server.ext('onPreResponse', (request, h) => {
      setHeader(request, 'x-request-id', request.app.requestId);
      return h.continue;
    });
  },
};
