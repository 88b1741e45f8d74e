import { expect, it } from 'vitest';
import { guard } from './guard.ts';

function recorder() {
  const lines: object[] = [];
  return {
    lines,
    log: { error: (fields: object, message: string) => void lines.push({ ...fields, message }) },
  };
}

it('passes arguments on', () => {
  const got: unknown[] = [];
  guard(recorder().log, 'sum', (a: number, b: string) => got.push(a, b))(1, 'b');
  expect(got).toEqual([1, 'b']);
});

it('logs what the callback throws, and throws nothing', () => {
  const { lines, log } = recorder();
  const error = new RangeError('too deep');
  guard(log, 'timer', () => {
    throw error;
  })();
  expect(lines).toEqual([{ err: error, callback: 'timer', message: 'a callback failed' }]);
});

it('logs what the callback rejects with', async () => {
  const { lines, log } = recorder();
  const error = new Error('later');
  guard(log, 'exit', () => Promise.reject(error))();
  await expect.poll(() => lines).toEqual([{ err: error, callback: 'exit', message: 'a callback failed' }]);
});

it('throws nothing when the log itself fails', () => {
  const log = {
    error: () => {
      throw new Error('no log');
    },
  };
  const call = guard(log, 'timer', () => {
    throw new Error('a defect');
  });
  expect(call).not.toThrow();
});
