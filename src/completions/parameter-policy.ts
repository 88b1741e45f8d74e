import { isDeepStrictEqual } from 'node:util';
import { ApiError } from '../errors.ts';

/**
 * What the server does with a request parameter:
 *
 * - `mapped`: it has its effect.
 * - `ignored`: it has none; the answer says so in `x-unsupported-params`.
 * - `ignoredBut`: the same, but for the API's own defaults, which ask for nothing.
 * - `irrelevant`: it has none, and nobody could tell.
 * - a function: the reason why this value changes the answer's shape and cannot be honoured; undefined where
 *   the value asks for nothing special.
 */
export type ParameterRule =
  | 'mapped'
  | 'ignored'
  | 'irrelevant'
  | { readonly defaults: readonly unknown[] }
  | ((value: unknown, request: Readonly<Record<string, unknown>>) => string | undefined);

/** One rule for each parameter of a request type: a parameter that the contract gains fails to compile. */
export type ParameterPolicy<Request> = { readonly [Name in keyof Required<Request>]: ParameterRule };

/**
 * Applies a policy to a request.
 * @returns the names of the ignored parameters that the client has set, in the order of the request.
 * @throws ApiError 400 `unsupported_parameter` for a refused value, and with `strict` for an ignored one.
 */
export function applyParameterPolicy<Request extends object>(
  request: Request,
  policy: ParameterPolicy<Request>,
  strict: boolean,
): readonly string[] {
  const ignored: string[] = [];
  for (const [name, value] of Object.entries(request)) {
    const rule = Object.hasOwn(policy, name) ? policy[name as keyof Request] : 'irrelevant';
    if (value === null || value === undefined || rule === 'mapped' || rule === 'irrelevant') continue;
    if (rule === 'ignored' || typeof rule === 'object') {
      if (typeof rule === 'object' && rule.defaults.some((known) => isDeepStrictEqual(known, value)))
        continue;
      if (strict)
        throw unsupported(name, 'it has no effect here, and this server is set to refuse such parameters');
      ignored.push(name);
      continue;
    }
    const reason = rule(value, request as Readonly<Record<string, unknown>>);
    if (reason !== undefined) throw unsupported(name, reason);
  }
  return ignored;
}

function unsupported(param: string, reason: string): ApiError {
  return new ApiError('unsupported_parameter', `Unsupported value for '${param}': ${reason}.`, { param });
}

/** Without effect; these values, the API's documented defaults, lose nothing by that. */
export function ignoredBut(...defaults: readonly unknown[]): ParameterRule {
  return { defaults };
}

/** Refuses all but one value. */
export function only(allowed: unknown, reason: string): ParameterRule {
  return (value) => (value === allowed ? undefined : reason);
}
