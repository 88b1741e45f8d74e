import type { IncomingMessage } from 'node:http';
import { type ApiKey, createKeyFinder, keyDigest } from '../api-keys.ts';
import { ApiError } from '../errors.ts';
import type { Log } from '../observability/log.ts';
import type { KeyAttempts } from './key-attempts.ts';

/**
 * Whose key this is; undefined when it is nobody's, which then counts as an attempt of the address.
 * @throws ApiError `too_many_attempts` while the address has to wait.
 */
export type CheckKey = (presented: string, address: string) => ApiKey | undefined;

/** The key, from whichever header OpenAI's, Anthropic's and Azure's clients put it in. */
export function presentedKey({ headers }: IncomingMessage): string | undefined {
  const bearer = /^bearer\s(.*)$/is.exec(headers.authorization?.trim() ?? '')?.[1];
  const key = bearer ?? headers['x-api-key'] ?? headers['api-key'];
  return key?.toString().trim() || undefined;
}

export function createKeyCheck(keys: readonly ApiKey[], attempts: KeyAttempts, log: Log): CheckKey {
  const find = createKeyFinder(keys);
  return (presented, address) => {
    const digest = keyDigest(presented);
    const name = digest.toString('latin1');
    const wait = attempts.waitMs(address, name);
    if (wait > 0) {
      const message = `Too many wrong API keys. Try again in ${Math.ceil(wait / 1_000)} s.`;
      throw new ApiError('too_many_attempts', message, { retryAfterMs: wait });
    }
    const key = find(digest);
    if (key !== undefined) attempts.wasRight(address, name);
    else {
      const count = attempts.wasWrong(address, name);
      if (count !== undefined) log.warn({ address, different: count }, 'wrong API key');
    }
    return key;
  };
}
