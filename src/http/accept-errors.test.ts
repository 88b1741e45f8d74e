import { expect, it } from 'vitest';
import { createAcceptErrorReport } from './accept-errors.ts';

it('tells of the first error at once, and of those that follow in one line', () => {
  const lines: object[] = [];
  let now = 0;
  const report = createAcceptErrorReport({ error: (fields) => void lines.push(fields) }, () => now);
  const failure = new Error('accept EMFILE');
  report(failure);
  expect(lines).toEqual([{ err: failure, count: 1 }]);
  for (let count = 0; count < 500; count += 1) report(failure);
  expect(lines.length).toBe(1);
  now = 10_000;
  report(failure);
  expect(lines[1]).toEqual({ err: failure, count: 501 });
});
