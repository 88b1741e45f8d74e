import type { ApiKey } from '../../api-keys.ts';
import type { RevealedApiKey } from '../../contract/operations.ts';
import type { PasswordCheck } from '../../dashboard/password-check.ts';
import { ApiError } from '../../errors.ts';
import type { Log } from '../../observability/log.ts';
import type { Handler } from '../handler.ts';

/** The one way by which a key leaves the server: to somebody who has just given the password once more. */
export function revealApiKeyHandler(
  keys: readonly ApiKey[],
  passwordCheck: PasswordCheck,
  log: Log,
): Handler<'revealApiKey'> {
  return async ({ body: { name, password }, remoteAddress }) => {
    await passwordCheck.verify(password, remoteAddress);
    const found = keys.find((key) => key.name === name);
    if (found === undefined) {
      throw new ApiError('not_found', `No API key is named '${name}'.`, { param: 'name' });
    }
    log.info({ address: remoteAddress, key: name }, 'an API key was shown on the dashboard');
    return { status: 200, body: { name, key: found.key } satisfies RevealedApiKey };
  };
}
