import { createHash, timingSafeEqual } from 'node:crypto';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { addressGroup } from '../address-group.ts';
import { ApiError } from '../errors.ts';
import type { Log } from '../observability/log.ts';

/** Mistypings that cost nothing. */
const FREE_TRIES = 3;
const LONGEST_WAIT_SECONDS = 15 * 60;
/** Quiet time after which an address starts anew. */
const MEMORY_SECONDS = 60 * 60;

export interface PasswordCheck {
  /**
   * Resolves when the password is right. Throws ApiError `invalid_password`, or `too_many_attempts` while the
   * address has to wait: 1 s after the fourth wrong password, doubled by each further one, 15 minutes at most.
   */
  readonly verify: (password: string, address: string) => Promise<void>;
}

export function createPasswordCheck(password: string, log: Log): PasswordCheck {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  const expected = digest(password);
  const failures = new RateLimiterMemory({
    keyPrefix: 'failures',
    points: Number.MAX_SAFE_INTEGER,
    duration: MEMORY_SECONDS,
  });
  let last: Promise<unknown> = Promise.resolve();
  const waits = new RateLimiterMemory({ keyPrefix: 'waits', points: 1, duration: LONGEST_WAIT_SECONDS });

  const attempt = async (given: string, address: string): Promise<void> => {
    const wait = await waits.get(address);
    if (wait !== null && wait.msBeforeNext > 0) {
      const seconds = Math.ceil(wait.msBeforeNext / 1_000);
      throw new ApiError('too_many_attempts', `Too many wrong passwords. Try again in ${seconds} s.`, {
        retryAfterMs: wait.msBeforeNext,
      });
    }
    // Digests are of equal length, and tell nothing by the time that they take.
    if (timingSafeEqual(digest(given), expected)) {
      await failures.delete(address);
      return;
    }
    const { consumedPoints } = await failures.consume(address);
    log.warn({ address, failures: consumedPoints }, 'wrong password for the dashboard');
    const excess = consumedPoints - FREE_TRIES;
    if (excess > 0) await waits.block(address, Math.min(2 ** (excess - 1), LONGEST_WAIT_SECONDS));
    throw new ApiError('invalid_password', 'The password is wrong.');
  };

  return {
    verify(given, address) {
      // One by one: a hundred tries at once would all pass before the first of them is counted.
      const result = last.then(() => attempt(given, addressGroup(address)));
      last = result.catch(() => undefined);
      return result;
    },
  };
}
