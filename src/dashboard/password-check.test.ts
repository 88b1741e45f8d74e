import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '../errors.ts';
import { createPasswordCheck, type PasswordCheck } from './password-check.ts';

const PASSWORD = 'pässword-of-a-test';
const HOUR_MS = 3_600_000;
const logged: object[] = [];
const ignore = (): void => undefined;
const log = {
  debug: ignore,
  info: ignore,
  error: ignore,
  warn: (fields: object) => void logged.push(fields),
};
let check: PasswordCheck;

beforeEach(() => {
  vi.useFakeTimers();
  logged.length = 0;
  check = createPasswordCheck(PASSWORD, log);
});
afterEach(() => {
  vi.useRealTimers();
});

/** `right`, or the error's name and how long to wait in seconds. */
async function outcome(password: string, address = 'a'): Promise<string> {
  try {
    await check.verify(password, address);
    return 'right';
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return [error.error, error.headers['retry-after'] ?? ''].join(' ').trim();
  }
}

async function fail(times: number, address = 'a'): Promise<void> {
  for (let count = 0; count < times; count += 1) {
    await expect(outcome('wrong', address)).resolves.toBe('invalid_password');
  }
}

describe('the password check', () => {
  it.each([PASSWORD.toUpperCase(), `${PASSWORD} `, PASSWORD.normalize('NFD'), PASSWORD.slice(0, -1), ''])(
    'takes nothing but the password, not %j',
    async (given) => {
      expect(await outcome(given)).toBe('invalid_password');
      expect(await outcome(PASSWORD)).toBe('right');
    },
  );

  it('forgives three wrong ones; each further one doubles the wait, up to a quarter of an hour', async () => {
    await fail(3);
    const waits: number[] = [];
    for (let tries = 0; tries < 13; tries += 1) {
      await fail(1);
      const seconds = Number(/^too_many_attempts (\d+)$/.exec(await outcome(PASSWORD))?.[1]);
      waits.push(seconds);
      vi.advanceTimersByTime(seconds * 1_000 - 1);
      expect(await outcome(PASSWORD)).toBe('too_many_attempts 1');
      vi.advanceTimersByTime(1);
      if (tries === 9) break;
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512]);
    await fail(1);
    expect(await outcome('wrong')).toBe('too_many_attempts 900');
  });

  it('does not wait longer for tries that come while one has to wait', async () => {
    await fail(4);
    for (let count = 0; count < 50; count += 1) expect(await outcome('wrong')).toBe('too_many_attempts 1');
    vi.advanceTimersByTime(1_000);
    expect(await outcome(PASSWORD)).toBe('right');
  });

  it('forgets what was wrong once it is right, and after an hour', async () => {
    await fail(3);
    expect(await outcome(PASSWORD)).toBe('right');
    await fail(4);
    expect(await outcome('wrong')).toBe('too_many_attempts 1');
    vi.advanceTimersByTime(HOUR_MS + 1_000);
    await fail(4);
    expect(await outcome('wrong')).toBe('too_many_attempts 1');
  });

  it('lets one address not wait for another', async () => {
    await fail(4, 'a');
    expect(await outcome(PASSWORD, 'a')).toBe('too_many_attempts 1');
    expect(await outcome(PASSWORD, 'b')).toBe('right');
    expect(await outcome(PASSWORD, 'a')).toBe('too_many_attempts 1');
  });

  it('counts tries that come at once one by one', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => outcome('wrong')));
    expect(answers.slice(0, 4)).toEqual(Array.from({ length: 4 }, () => 'invalid_password'));
    expect(answers.slice(4)).toEqual(Array.from({ length: 16 }, () => 'too_many_attempts 1'));
  });

  it('keeps a guesser waiting, and lets everybody else in, however many addresses a flood has', async () => {
    await fail(4);
    vi.advanceTimersByTime(1_000);
    await fail(1);
    for (let count = 0; count < 30_000; count += 1)
      await outcome('wrong', `10.${count >> 16}.${(count >> 8) & 255}.${count & 255}`);
    expect(await outcome(PASSWORD)).toBe('too_many_attempts 2');
    expect(await outcome(PASSWORD, 'b')).toBe('right');
  });

  it('logs who was wrong and how often, but not with what', async () => {
    await outcome('a-wrong-one', '192.0.2.1');
    await outcome('a-wrong-one', '192.0.2.1');
    expect(logged).toEqual([
      { address: '192.0.2.1', failures: 1 },
      { address: '192.0.2.1', failures: 2 },
    ]);
  });
});
