import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { softLimit } from './process-limits.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'process-limits-'));
  file = path.join(folder, 'limits');
  writeFileSync(
    file,
    [
      'Limit                     Soft Limit           Hard Limit           Units     ',
      'Max core file size        0                    unlimited            bytes     ',
      'Max open files            1024                 524288               files     ',
      'Max cpu time              unlimited            unlimited            seconds   ',
    ].join('\n'),
  );
});
afterEach(() => rmSync(folder, { recursive: true }));

it.each([
  ['Max core file size', 0],
  ['Max open files', 1_024],
  ['Max cpu time', Number.POSITIVE_INFINITY],
  ['Max open', undefined],
  ['Max nonsense', undefined],
])('reads %s', (name, expected) => {
  expect(softLimit(name, file)).toBe(expected);
});

it('is unknown where there is no such file', () => {
  expect(softLimit('Max open files', path.join(folder, 'none'))).toBeUndefined();
});
