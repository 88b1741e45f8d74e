import { Boom } from '@hapi/boom';
import type { Plugin, Request } from '@hapi/hapi';
import { type ApiKey, createKeyFinder, keyDigest } from '../api-keys.ts';
import { ApiError } from '../errors.ts';
import type { Log } from '../observability/log.ts';
import { createKeyAttempts } from './key-attempts.ts';

export interface AuthenticationOptions {
  /** Empty: the API is open. */
  readonly keys: readonly ApiKey[];
  readonly log: Log;
}

declare module '@hapi/hapi' {
  interface UserCredentials {
    /** Name of the API key, `anonymous` where the API is open. */
    keyName: string;
  }
}

/** The key, from whichever header OpenAI's, Anthropic's and Azure's clients put it in. */
function presentedKey(request: Request): string | undefined {
  const { headers } = request.raw.req;
  const bearer = /^bearer\s(.*)$/is.exec(headers.authorization?.trim() ?? '')?.[1];
  const key = bearer ?? headers['x-api-key'] ?? headers['api-key'];
  return key?.toString().trim() || undefined;
}

function refused(error: ApiError): Boom {
  return new Boom(error.message, { statusCode: error.status, data: error });
}

/** The scheme and default strategy `api-key`. */
export const authentication: Plugin<AuthenticationOptions> = {
  name: 'authentication',
  register(server, { keys, log }) {
    const find = createKeyFinder(keys);
    const attempts = createKeyAttempts();

    const keyOf = (presented: string, address: string): ApiKey | undefined => {
      const digest = keyDigest(presented);
      const name = digest.toString('latin1');
      const wait = attempts.waitMs(address, name);
      if (wait > 0) {
        const message = `Too many wrong API keys. Try again in ${Math.ceil(wait / 1_000)} s.`;
        throw refused(new ApiError('too_many_attempts', message, { retryAfterMs: wait }));
      }
      const key = find(digest);
      if (key !== undefined) attempts.wasRight(address, name);
      else {
        const count = attempts.wasWrong(address, name);
        if (count !== undefined) log.warn({ address, different: count }, 'wrong API key');
      }
      return key;
    };

    server.auth.scheme('api-key', () => ({
      authenticate(request, h) {
        if (keys.length === 0) return h.authenticated({ credentials: { user: { keyName: 'anonymous' } } });
        const presented = presentedKey(request);
        const key = presented === undefined ? undefined : keyOf(presented, request.app.remoteAddress);
        if (key !== undefined) return h.authenticated({ credentials: { user: { keyName: key.name } } });
        const message =
          presented === undefined
            ? "You didn't provide an API key. Send this server's key as 'Authorization: Bearer KEY'."
            : "Incorrect API key provided. Use this server's PROXY_API_KEY, not a Qoder or OpenAI key.";
        throw refused(new ApiError('invalid_api_key', message));
      },
    }));
    server.auth.strategy('api-key', 'api-key');
    server.auth.default('api-key');
  },
};
