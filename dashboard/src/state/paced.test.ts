import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { paced } from './paced.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('runs at once, then at most once in the given time, and never loses the last ask', async () => {
  const run = vi.fn(async () => undefined);
  const asking = paced(run, 500);
  asking.ask();
  expect(run).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(100);
  asking.ask();
  asking.ask();
  expect(run).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(400);
  expect(run).toHaveBeenCalledTimes(2);
});

it('runs again after a slow run that was asked again meanwhile', async () => {
  let finish = (): void => undefined;
  const run = vi.fn(
    () =>
      new Promise<void>((resolve) => {
        finish = resolve;
      }),
  );
  const asking = paced(run, 500);
  asking.ask();
  asking.ask();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(run).toHaveBeenCalledTimes(1);
  finish();
  await vi.advanceTimersByTimeAsync(0);
  expect(run).toHaveBeenCalledTimes(2);
});

it('does nothing once it is stopped', async () => {
  const run = vi.fn(async () => undefined);
  const asking = paced(run, 500);
  asking.ask();
  await vi.advanceTimersByTimeAsync(1);
  asking.ask();
  asking.stop();
  asking.ask();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(run).toHaveBeenCalledTimes(1);
});
