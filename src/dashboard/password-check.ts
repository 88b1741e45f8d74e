import { createHash, timingSafeEqual } from 'node:crypto';
import { addressGroup } from '../address-group.ts';
import { ApiError } from '../errors.ts';
import { createFailedAttempts } from '../failed-attempts.ts';
import type { Log } from '../observability/log.ts';

/** Mistypings that cost nothing. */
const FREE_TRIES = 3;
const LONGEST_WAIT_MS = 15 * 60_000;
/** Quiet time after which an address starts anew. */
const MEMORY_MS = 3_600_000;
const MOST_ADDRESSES = 10_000;

export interface PasswordCheck {
  /**
   * Resolves when the password is right. Throws ApiError `invalid_password`, or `too_many_attempts` while the
   * address has to wait: 1 s after the fourth wrong password, doubled by each further one, 15 minutes at most.
   */
  readonly verify: (password: string, address: string) => Promise<void>;
}

/** @param now milliseconds of a clock that never goes back. */
export function createPasswordCheck(
  password: string,
  log: Log,
  now: () => number = () => performance.now(),
): PasswordCheck {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  const expected = digest(password);
  const failed = createFailedAttempts(
    { free: FREE_TRIES, longestWaitMs: LONGEST_WAIT_MS, memoryMs: MEMORY_MS, most: MOST_ADDRESSES },
    now,
  );

  return {
    // Nothing in it waits: of a hundred tries at once each is counted before the next is looked at.
    async verify(given, address) {
      const wait = failed.waitMs(address);
      if (wait > 0) {
        const message = `Too many wrong passwords. Try again in ${Math.ceil(wait / 1_000)} s.`;
        throw new ApiError('too_many_attempts', message, { retryAfterMs: wait });
      }
      // Digests are of equal length, and tell nothing by the time that they take.
      if (timingSafeEqual(digest(given), expected)) {
        failed.forget(address);
        failed.trust(address);
        return;
      }
      log.warn(
        { address: addressGroup(address), failures: failed.failed(address) },
        'wrong password for the dashboard',
      );
      throw new ApiError('invalid_password', 'The password is wrong.');
    },
  };
}
