import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { createFailedAttempts, type FailedAttempts } from './failed-attempts.ts';

const OPTIONS = { free: 3, longestWaitMs: 60_000, memoryMs: 3_600_000, most: 100 };
let now = 0;
let failed: FailedAttempts;
beforeEach(() => {
  now = 0;
  failed = createFailedAttempts(OPTIONS, () => now);
});

const other = (number: number): string => `10.${number >> 16}.${(number >> 8) & 255}.${number & 255}`;

/** Fails as fast as the address may. */
function fail(address: string, times: number): void {
  for (let count = 0; count < times; count += 1) {
    now += failed.waitMs(address);
    failed.failed(address);
  }
}

/** Each of so many addresses fails so often, without a pause. */
function flood(addresses: number, times: number): void {
  for (let number = 0; number < addresses; number += 1)
    for (let count = 0; count < times; count += 1) failed.failed(other(number));
}

describe('failed attempts', () => {
  it('wait twice as long each time, up to the longest', () => {
    fail('a', 3);
    const waits = Array.from({ length: 8 }, () => {
      fail('a', 1);
      return failed.waitMs('a');
    });
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
    expect(failed.waitMs('b')).toBe(0);
    now += OPTIONS.memoryMs;
    expect(failed.waitMs('a')).toBe(0);
    expect(failed.failed('a')).toBe(1);
  });

  it.each([
    ['once', 1],
    ['as often as is free', 3],
    ['until they wait', 4],
    ['as often as the one who waits', 9],
    ['more often', 20],
  ])('of one who waits are not forgotten, however many others fail %s', (_, times) => {
    fail('a', 9);
    const wait = failed.waitMs('a');
    flood(10_000, times);
    expect(failed.waitMs('a')).toBe(wait);
    fail('a', 1);
    expect(failed.waitMs('a')).toBe(60_000);
  });

  it('of those who failed most are remembered when their wait is over', () => {
    fail('a', 9);
    now += failed.waitMs('a');
    flood(10_000, 1);
    expect(failed.failed('a')).toBe(10);
  });

  it('of others keep nobody out for longer than a second, and those who may not at all', () => {
    failed.trust('198.51.100.1');
    flood(10_000, 4);
    expect(failed.waitMs('198.51.100.1')).toBe(0);
    expect(failed.waitMs('198.51.100.2')).toBeLessThanOrEqual(1_000);
    now += 1_000;
    expect(failed.waitMs('198.51.100.2')).toBe(0);
  });

  it('from everywhere at once are tried once a second, when all that are remembered wait', () => {
    flood(100, 10);
    let tried = 0;
    for (let number = 1_000; number < 2_000; number += 1) {
      now += 10;
      if (failed.waitMs(other(number)) > 0) continue;
      failed.failed(other(number));
      tried += 1;
    }
    expect(tried).toBeLessThanOrEqual(10);
  });

  it('with the same thing count once', () => {
    expect(failed.failed('a', 'x')).toBe(1);
    expect(failed.failed('a', 'x')).toBeUndefined();
    expect(failed.hasFailedWith('a', 'x')).toBe(true);
    expect(failed.hasFailedWith('b', 'x')).toBe(false);
    for (let count = 0; count < 40; count += 1) failed.failed('a', `${count}`);
    expect(failed.hasFailedWith('a', 'x')).toBe(false);
    expect(failed.failed('a')).toBe(42);
  });

  it('are of a network where the address is one of IPv6, and begin anew when they are forgotten', () => {
    fail('2001:db8::1', 4);
    expect(failed.waitMs('2001:db8::ffff')).toBe(1_000);
    failed.forget('2001:db8::2');
    expect(failed.waitMs('2001:db8::1')).toBe(0);
  });

  it('of nobody who waits are ever forgotten before the wait is over, whatever happens', () => {
    const event = fc.record({
      address: fc.nat(30),
      times: fc.integer({ min: 1, max: 8 }),
      pauseMs: fc.nat(5_000),
    });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 200 }), (events) => {
        now = 0;
        const small = createFailedAttempts({ ...OPTIONS, most: 5 }, () => now);
        const until = new Map<string, number>();
        for (const { address, times, pauseMs } of events) {
          now += pauseMs;
          for (let count = 0; count < times; count += 1) small.failed(other(address));
          until.set(other(address), now + small.waitMs(other(address)));
          for (const [known, end] of until) {
            const isStranger = end - now <= 1_000;
            if (end > now && !isStranger) expect(small.waitMs(known)).toBeGreaterThanOrEqual(end - now);
          }
        }
      }),
    );
  });
});
