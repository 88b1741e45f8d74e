import { Boom } from '@hapi/boom';
import type { Plugin, Request, ResponseToolkit } from '@hapi/hapi';
import type { ApiKey } from '../api-keys.ts';
import { ApiError } from '../errors.ts';
import type { Log } from '../observability/log.ts';
import { createKeyAttempts } from './key-attempts.ts';
import { type CheckKey, createKeyCheck, presentedKey } from './key-check.ts';

export interface AuthenticationOptions {
  /** Empty: the API is open. */
  readonly keys: readonly ApiKey[];
  /** The one key that reads the metrics. Absent: an API key that is the only one may. */
  readonly metricsKey: string | undefined;
  readonly log: Log;
}

declare module '@hapi/hapi' {
  interface UserCredentials {
    /** Name of the API key, `anonymous` where the API is open, `metrics` for the key that reads the metrics. */
    keyName: string;
  }
}

const NO_KEY = "You didn't provide an API key. Send this server's key as 'Authorization: Bearer KEY'.";
const WRONG_API_KEY =
  "Incorrect API key provided. Use this server's PROXY_API_KEY, not a Qoder or OpenAI key.";
const WRONG_METRICS_KEY = 'Incorrect key provided. METRICS_KEY alone reads the metrics.';
const NO_METRICS_KEY =
  'The metrics tell the usage of every API key, so none of several reads them. Set METRICS_KEY, or METRICS_PORT, on the server.';

/** @throws Boom with the ApiError that says why not. */
function keyOf(request: Request, check: CheckKey, wrong: string): ApiKey {
  try {
    const presented = presentedKey(request.raw.req);
    if (presented === undefined) throw new ApiError('invalid_api_key', NO_KEY);
    const key = check(presented, request.app.remoteAddress);
    if (key === undefined) throw new ApiError('invalid_api_key', wrong);
    return key;
  } catch (error) {
    throw error instanceof ApiError ? refused(error) : error;
  }
}

function refused(error: ApiError): Boom {
  return new Boom(error.message, { statusCode: error.status, data: error });
}

function admitted(h: ResponseToolkit, keyName: string) {
  return h.authenticated({ credentials: { user: { keyName } } });
}

/** The default strategy `api-key`, and `metrics` for what tells the usage of every key. */
export const authentication: Plugin<AuthenticationOptions> = {
  name: 'authentication',
  register(server, { keys, metricsKey, log }) {
    const attempts = createKeyAttempts();
    const checkApiKey = createKeyCheck(keys, attempts, log);
    server.auth.scheme('api-key', () => ({
      authenticate(request, h) {
        if (keys.length === 0) return admitted(h, 'anonymous');
        return admitted(h, keyOf(request, checkApiKey, WRONG_API_KEY).name);
      },
    }));
    server.auth.strategy('api-key', 'api-key');
    server.auth.default('api-key');

    const readers = metricsKey === undefined ? keys : [{ name: 'metrics', key: metricsKey }];
    const wrong = metricsKey === undefined ? WRONG_API_KEY : WRONG_METRICS_KEY;
    const checkReader = createKeyCheck(readers, attempts, log);
    server.auth.scheme('metrics', () => ({
      authenticate(request, h) {
        if (readers.length === 0) return admitted(h, 'anonymous');
        const { name } = keyOf(request, checkReader, wrong);
        if (readers.length > 1) throw refused(new ApiError('metrics_key_required', NO_METRICS_KEY));
        return admitted(h, name);
      },
    }));
    server.auth.strategy('metrics', 'metrics');
  },
};
