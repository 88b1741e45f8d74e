import { beforeEach, describe, expect, it } from 'vitest';
import { createKeyAttempts, type KeyAttempts } from './key-attempts.ts';

const HOUR_MS = 3_600_000;
let now = 0;
let sequence = 0;
let attempts: KeyAttempts;
beforeEach(() => {
  now = 1_000;
  attempts = createKeyAttempts(() => now);
});

/** Presents new wrong keys, as fast as that is allowed. */
function guess(times: number, address = 'a'): void {
  for (let count = 0; count < times; count += 1) {
    sequence += 1;
    const key = `wrong ${sequence}`;
    now += attempts.waitMs(address, key);
    attempts.wasWrong(address, key);
  }
}

describe('attempts at a key', () => {
  it('are free ten times, then wait twice as long each time, a minute at most', () => {
    guess(10);
    expect(attempts.waitMs('a', 'next')).toBe(0);
    const waits = Array.from({ length: 8 }, () => {
      guess(1);
      return attempts.waitMs('a', 'next');
    });
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
  });

  it('do not hold up a key that was right from there, nor another address', () => {
    attempts.wasRight('a', 'right');
    guess(15);
    expect(attempts.waitMs('a', 'right')).toBe(0);
    expect(attempts.waitMs('a', 'another right one')).toBeGreaterThan(0);
    expect(attempts.waitMs('b', 'another right one')).toBe(0);
  });

  it('count each wrong key once, however often a client repeats it', () => {
    for (let count = 0; count < 100; count += 1) attempts.wasWrong('a', 'old');
    expect(attempts.waitMs('a', 'right')).toBe(0);
  });

  it('that repeat a recent wrong key do not wait', () => {
    guess(12);
    attempts.wasWrong('a', 'old');
    expect(attempts.waitMs('a', 'old')).toBe(0);
    expect(attempts.waitMs('a', 'new')).toBeGreaterThan(0);
  });

  it('from elsewhere push out no right key', () => {
    attempts.wasRight('a', 'right');
    guess(15);
    for (let count = 0; count < 30_000; count += 1)
      attempts.wasWrong(`10.0.${count >> 8}.${count & 255}`, 'x');
    expect(attempts.waitMs('a', 'right')).toBe(0);
    now += HOUR_MS;
    guess(11);
    expect(attempts.waitMs('a', 'right')).toBeGreaterThan(0);
  });

  it('are forgotten after an hour', () => {
    guess(15);
    now += HOUR_MS;
    expect(attempts.waitMs('a', 'next')).toBe(0);
    expect(attempts.wasWrong('a', 'next')).toBe(1);
  });

  it('gain no new address from an IPv6 network, and get rid of no wait by those of others', () => {
    for (let count = 0; count < 10; count += 1) attempts.wasWrong(`2001:db8::${count}`, `wrong ${count}`);
    expect(attempts.wasWrong('2001:db8::ff', 'wrong')).toBe(11);
    for (let count = 0; count < 30_000; count += 1)
      attempts.wasWrong(`10.0.${count >> 8}.${count & 255}`, 'x');
    expect(attempts.waitMs('2001:db8::1', 'next')).toBe(1_000);
    // Who has not been seen before is let in.
    expect(attempts.waitMs('192.0.2.1', 'right')).toBe(0);
  });
});
