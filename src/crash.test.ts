import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type CrashParts, createCrash } from './crash.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function crashWith(parts: Partial<CrashParts> = {}) {
  const events: string[] = [];
  const note = (event: string) => (fields: object, message: string) =>
    void events.push(`${event} ${message}: ${(fields as { err: Error }).err.message}`);
  const crash = createCrash({
    log: { fatal: note('log') },
    console: { fatal: note('console') },
    flushLog: () => Promise.resolve(true),
    stop: async () => void events.push('stopped'),
    exit: (code) => void events.push(`exit ${code}`),
    ...parts,
  });
  return { crash, events };
}
const never = (): Promise<never> => new Promise(() => undefined);
const error = new Error('a defect');

describe('an error that nobody caught', () => {
  it('is one line of the log, tells the turns, and then ends the process', async () => {
    const { crash, events } = crashWith();
    crash(error, 'it ends', 70);
    await vi.advanceTimersByTimeAsync(0);
    expect(events).toEqual(['log it ends: a defect', 'stopped', 'exit 70']);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(events.length).toBe(3);
  });

  it.each<[string, Partial<CrashParts>]>([
    ['is not written in time', { flushLog: () => Promise.resolve(false) }],
    ['fails to be written', { flushLog: () => Promise.reject(new Error('EPIPE')) }],
    [
      'throws',
      {
        log: {
          fatal: () => {
            throw new Error('no log');
          },
        },
      },
    ],
  ])('is told on the console where the log %s', async (_, parts) => {
    const { crash, events } = crashWith(parts);
    crash(error, 'it ends', 70);
    await vi.advanceTimersByTimeAsync(0);
    expect(events.filter((event) => event.startsWith('console'))).toEqual(['console it ends: a defect']);
    expect(events.at(-1)).toBe('exit 70');
  });

  it.each<[string, Partial<CrashParts>]>([
    ['turns that do not end', { stop: never }],
    ['a log that is never written', { flushLog: never }],
  ])('ends the process within two seconds in spite of %s', async (_, parts) => {
    const { crash, events } = crashWith(parts);
    crash(error, 'it ends', 70);
    await vi.advanceTimersByTimeAsync(1_999);
    expect(events).not.toContain('exit 70');
    await vi.advanceTimersByTimeAsync(1);
    expect(events).toContain('exit 70');
  });

  it.each<[string, Partial<CrashParts>]>([
    [
      'a stop that throws',
      {
        stop: () => {
          throw new Error('no stop');
        },
      },
    ],
    ['a stop that fails', { stop: () => Promise.reject(new Error('no stop')) }],
    [
      'a console that fails',
      {
        flushLog: () => Promise.resolve(false),
        console: {
          fatal: () => {
            throw new Error('EPIPE');
          },
        },
      },
    ],
  ])('ends the process in spite of %s', async (_, parts) => {
    const { crash, events } = crashWith(parts);
    crash(error, 'it ends', 70);
    await vi.advanceTimersByTimeAsync(0);
    expect(events.at(-1)).toBe('exit 70');
  });

  it('begins the end once: what fails as its consequence is not told', async () => {
    const { crash, events } = crashWith();
    crash(error, 'it ends', 70);
    crash(new Error('a consequence'), 'again', 1);
    await vi.advanceTimersByTimeAsync(0);
    expect(events).toEqual(['log it ends: a defect', 'stopped', 'exit 70']);
  });
});
