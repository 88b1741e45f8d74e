import type { Plugin, Request } from '@hapi/hapi';
import { ApiError } from '../errors.ts';

/** What RFC 9112 demands of `Host` and node does not look at: exactly one, and of the form of an authority. */
const AUTHORITY = /^(\[[0-9a-f:.]{2,45}\]|[\w.~!$&'()*+,;=%-]{0,255})(:\d{0,5})?$/i;

function hostProblem({ raw }: Request): string | undefined {
  const { rawHeaders, httpVersion } = raw.req;
  const hosts = rawHeaders.filter(
    (_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === 'host',
  );
  if (hosts.length > 1) return "it has several 'Host' headers";
  const [host] = hosts;
  if (host === undefined) return httpVersion === '1.1' ? "it has no 'Host' header" : undefined;
  return AUTHORITY.test(host.trim()) ? undefined : "its 'Host' header is malformed";
}

/** Refuses requests that a proxy might read otherwise than this server. */
export const wellFormed: Plugin<undefined> = {
  name: 'well-formed',
  register(server) {
    server.ext('onRequest', (request, h) => {
      const problem = hostProblem(request);
      if (problem === undefined) return h.continue;
      request.raw.req.resume();
      const message = `The request could not be read: ${problem}.`;
      throw new ApiError('invalid_request', message, { headers: { connection: 'close' } });
    });
  },
};
