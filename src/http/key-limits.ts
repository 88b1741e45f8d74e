import type { Plugin, Request } from '@hapi/hapi';
import type { OperationId } from '../contract/operations.ts';
import type { KeyLimits } from '../limits/key-limits.ts';
import { observeTogether } from '../observability/observer-group.ts';
import type { FinishedTurn, RequestObserver } from '../observability/request-observer.ts';

export interface KeyLimitsOptions {
  /** Absent: no key is limited. */
  readonly keyLimits: KeyLimits | undefined;
  /** How many turns a valid body asks for; operations without an entry run none and are not limited. */
  readonly turnsOf: { readonly [Id in OperationId]?: (body: unknown) => number };
}

/** The headers that `keyLimitHeaders` may set. */
export const KEY_LIMIT_HEADERS: readonly string[] = ['requests', 'tokens'].flatMap((what) =>
  ['limit', 'remaining', 'reset'].map((fact) => `x-ratelimit-${fact}-${what}`),
);

/**
 * Lets a request in and watches it to its end, however that comes.
 * @returns the observer that counts what it costs.
 * @throws ApiError as `KeyLimits.admit` does.
 */
export function admitRequest(
  { keyLimits, turnsOf }: KeyLimitsOptions,
  operation: OperationId,
  body: unknown,
  keyName: string,
  request: Request,
): RequestObserver {
  const { observer } = request.app;
  const turns = turnsOf[operation]?.(body);
  if (keyLimits === undefined || turns === undefined) return observer;
  const grant = keyLimits.admit(keyName, turns);
  const { res } = request.raw;
  if (res.closed) grant.release();
  else res.once('close', grant.release);
  const spend = ({ usage, credits }: Pick<FinishedTurn, 'usage' | 'credits'>): void =>
    grant.spend(usage.promptTokens + usage.completionTokens, credits ?? 0);
  return observeTogether(observer, [{ finished: spend, abandoned: (cost) => spend(cost()) }]);
}

/** Tells with each answer of an operation that runs turns for a key what is left to it, errors included. */
export const keyLimitHeaders: Plugin<KeyLimitsOptions> = {
  name: 'key-limit-headers',
  register(server, { keyLimits, turnsOf }) {
    if (keyLimits === undefined) return;
    const limited = new Set<string>(Object.keys(turnsOf));
    server.ext('onPreResponse', (request, h) => {
      const { response } = request;
      const keyName = request.auth.credentials?.user?.keyName;
      const { operationId, access } = request.route.settings.app ?? {};
      const tells = access === 'key' && limited.has(operationId ?? '');
      if ('isBoom' in response || keyName === undefined || !tells) return h.continue;
      for (const [name, value] of Object.entries(keyLimits.headers(keyName))) response.header(name, value);
      return h.continue;
    });
  },
};
