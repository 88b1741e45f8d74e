import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { ApiError } from '../errors.ts';
import { durationText } from './duration.ts';
import { createKeyLimits, type Grant, type KeyLimits } from './key-limits.ts';
import type { Limits } from './settings.ts';

const NOON = Date.UTC(2026, 6, 1, 12);
const HOUR = 3_600_000;

let time: number;
beforeEach(() => {
  time = 0;
});

function limitsOf(others: Limits, named: Readonly<Record<string, Limits>> = {}): KeyLimits {
  const clock = { now: () => NOON + time, elapsed: () => time };
  return createKeyLimits({ others, named: new Map(Object.entries(named)) }, clock);
}

function refusal(limits: KeyLimits, key = 'a', turns = 1): ApiError | undefined {
  try {
    limits.admit(key, turns).release();
    return undefined;
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
}

const waitOf = (error: ApiError | undefined): number => Number(error?.headers['retry-after']) * 1_000;

describe('requests per minute', () => {
  it('are counted within any 60 seconds, key by key', () => {
    const limits = limitsOf({ rpm: 2 }, { b: { rpm: 1 }, free: {} });
    expect(refusal(limits)).toBeUndefined();
    time = 40_000;
    expect(refusal(limits)).toBeUndefined();
    time = 45_500;
    expect(refusal(limits)).toMatchObject({ status: 429, error: 'rate_limit_exceeded' });
    expect(refusal(limits)?.headers).toEqual({ 'retry-after': '15' });
    expect(refusal(limits, 'c')).toBeUndefined();
    expect(refusal(limits, 'b')).toBeUndefined();
    expect(refusal(limits, 'b')).toBeDefined();
    for (let n = 0; n < 100; n += 1) expect(refusal(limits, 'free')).toBeUndefined();
    expect(limits.headers('free')).toEqual({});
    time = 60_000;
    expect(refusal(limits)).toBeUndefined();
    expect(refusal(limits)).toBeDefined();
  });

  it('never exceed the limit, and are free again exactly when Retry-After says, whatever comes when', () => {
    const pauses = fc.array(fc.integer({ min: 0, max: 30_000 }), { maxLength: 60 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), pauses, (rpm, waits) => {
        time = 0;
        const limits = limitsOf({ rpm });
        const taken: number[] = [];
        for (const wait of waits) {
          time += wait;
          const error = refusal(limits);
          if (error === undefined) taken.push(time);
          else {
            const wouldWait = waitOf(error);
            expect(wouldWait).toBeGreaterThan(0);
            expect(wouldWait).toBeLessThanOrEqual(60_000);
            time += wouldWait - 1_000;
            // Whole seconds: the true moment lies within the last of them.
            const early = refusal(limits);
            if (early === undefined) taken.push(time);
            else expect(waitOf(early)).toBe(1_000);
          }
          expect(taken.filter((at) => at > time - 60_000).length).toBeLessThanOrEqual(rpm);
        }
      }),
    );
  });

  it('are told in headers', () => {
    const limits = limitsOf({ rpm: 3 });
    expect(limits.headers('a')).toEqual({
      'x-ratelimit-limit-requests': '3',
      'x-ratelimit-remaining-requests': '3',
      'x-ratelimit-reset-requests': '0s',
    });
    refusal(limits);
    time = 1_500;
    refusal(limits);
    time = 3_000;
    expect(limits.headers('a')).toMatchObject({
      'x-ratelimit-remaining-requests': '1',
      'x-ratelimit-reset-requests': '59s',
    });
  });
});

describe('turns at once', () => {
  it('are free when a request ends, once', () => {
    const limits = limitsOf({ concurrency: 2 });
    const first = limits.admit('a', 1);
    limits.admit('a', 1);
    expect(refusal(limits)).toMatchObject({ error: 'rate_limit_exceeded', headers: { 'retry-after': '5' } });
    first.release();
    first.release();
    limits.admit('a', 1);
    expect(refusal(limits)).toBeDefined();
  });

  it('are as many as there are prompts; more than may ever run are a mistake', () => {
    const limits = limitsOf({ concurrency: 3 });
    const held: Grant = limits.admit('a', 2);
    expect(refusal(limits, 'a', 2)).toMatchObject({ status: 429 });
    expect(refusal(limits, 'a', 4)).toMatchObject({ status: 400, body: { param: 'prompt' } });
    held.release();
    expect(refusal(limits, 'a', 3)).toBeUndefined();
  });

  it('cost no request when they are refused, and tell the longer wait', () => {
    const limits = limitsOf({ concurrency: 1, rpm: 2 });
    const held = limits.admit('a', 1);
    for (let n = 0; n < 10; n += 1) expect(waitOf(refusal(limits))).toBe(5_000);
    held.release();
    const second = limits.admit('a', 1);
    time = 10_000;
    expect(waitOf(refusal(limits))).toBe(50_000);
    time = 58_000;
    expect(waitOf(refusal(limits))).toBe(5_000);
    second.release();
    expect(waitOf(refusal(limits))).toBe(2_000);
  });
});

describe('tokens and credits of a day', () => {
  it.each([
    ['tokens', { tokens: 100 }, [100, 0]],
    ['credits', { credits: 0.3 }, [7, 0.31]],
  ] as const)('%s are counted when a turn is over, and renewed at midnight UTC', (what, of, spent) => {
    const limits = limitsOf(of);
    const running = limits.admit('a', 1);
    expect(refusal(limits)).toBeUndefined();
    running.spend(spent[0], spent[1]);
    const error = refusal(limits);
    expect(error).toMatchObject({ error: 'daily_limit_exceeded', status: 429 });
    expect(error?.message).toContain(what);
    expect(error?.headers).toEqual({ 'retry-after': String(12 * 3_600), 'x-should-retry': 'false' });
    expect(refusal(limits, 'b')).toBeUndefined();
    time = 12 * HOUR - 1;
    expect(waitOf(refusal(limits))).toBe(1_000);
    time += 1;
    expect(refusal(limits)).toBeUndefined();
  });

  it('are not renewed by a clock that is set back, and are at the next midnight after it', () => {
    const limits = limitsOf({ tokens: 100 });
    limits.admit('a', 1).spend(100, 0);
    time = -3 * 24 * HOUR;
    expect(refusal(limits)).toMatchObject({ error: 'daily_limit_exceeded' });
    time += 12 * HOUR;
    expect(refusal(limits)).toBeUndefined();
  });

  it('are no matter to what runs no turn, which is a request all the same', () => {
    const limits = limitsOf({ tokens: 10, concurrency: 1, rpm: 2 });
    limits.admit('a', 1).spend(20, 0);
    expect(refusal(limits, 'a', 1)).toMatchObject({ error: 'daily_limit_exceeded' });
    expect(refusal(limits, 'a', 0)).toBeUndefined();
    expect(refusal(limits, 'a', 0)).toMatchObject({ error: 'rate_limit_exceeded' });
  });

  it('are told in headers, never below 0', () => {
    const limits = limitsOf({ tokens: 100 });
    limits.admit('a', 1).spend(30, 0);
    expect(limits.headers('a')).toEqual({
      'x-ratelimit-limit-tokens': '100',
      'x-ratelimit-remaining-tokens': '70',
      'x-ratelimit-reset-tokens': '12h0m0s',
    });
    limits.admit('a', 1).spend(100, 0);
    expect(limits.headers('a')['x-ratelimit-remaining-tokens']).toBe('0');
    time = 30 * HOUR;
    expect(limits.headers('a')['x-ratelimit-remaining-tokens']).toBe('100');
  });
});

it.each([
  [0, '0s'],
  [-5, '0s'],
  [0.4, '1ms'],
  [20, '20ms'],
  [999.5, '1s'],
  [1_000, '1s'],
  [1_001, '2s'],
  [60_000, '1m0s'],
  [360_000, '6m0s'],
  [3_600_000, '1h0m0s'],
  [86_341_000, '23h59m1s'],
])('a wait of %d ms reads %s', (milliseconds, text) => {
  expect(durationText(milliseconds)).toBe(text);
});
