import { describe, expect, it } from 'vitest';
import { boundedFields } from './bounded-fields.ts';

const LONG = 'x'.repeat(1_000_000);
const bytesOf = (fields: Record<string, unknown>): number =>
  Buffer.byteLength(JSON.stringify(boundedFields(fields)));
const deep = (levels: number): unknown => (levels === 0 ? LONG : { inner: deep(levels - 1) });

describe('boundedFields', () => {
  it('leaves ordinary fields as they are', () => {
    const fields = {
      requestId: 'req_1',
      status: 200,
      key: undefined,
      usage: { promptTokens: 3 },
      list: [1, null],
    };
    expect(boundedFields(fields)).toEqual(fields);
  });

  it.each<[string, Record<string, unknown>]>([
    ['a text', { user: LONG }],
    ['control characters, which JSON writes in six', { user: '\u0001'.repeat(1_000_000) }],
    ['characters of three bytes', { user: '字'.repeat(1_000_000) }],
    ['many texts', Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`field${index}`, LONG]))],
    ['a long name', { [LONG]: 1 }],
    [
      'many long names',
      Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`${index}${LONG}`, 1])),
    ],
    ['a list', { list: Array.from({ length: 100_000 }, () => LONG) }],
    [
      'lists of lists',
      { list: Array.from({ length: 50 }, () => Array.from({ length: 50 }, () => 'x'.repeat(500))) },
    ],
    ['depth', { deep: deep(1_000) }],
    ['an error', { err: new Error(LONG, { cause: new Error(LONG) }) }],
    [
      'an error with fields',
      { err: Object.assign(new Error('no'), { body: { message: LONG, param: LONG } }) },
    ],
  ])('cuts %s to less than 15 kB', (_what, fields) => {
    expect(bytesOf(fields)).toBeLessThan(15_000);
  });

  it('marks a cut, and keeps the beginning', () => {
    expect(boundedFields({ user: LONG })).toEqual({ user: `${'x'.repeat(1_000)}...` });
  });

  it('keeps what an error says, its stack and its cause', () => {
    const cause = Object.assign(new Error('no such file'), { code: 'ENOENT' });
    const { err } = boundedFields({ err: new TypeError('broken', { cause }) }) as {
      err: Record<string, unknown>;
    };
    expect(err).toMatchObject({ type: 'TypeError', message: 'broken', cause: { code: 'ENOENT' } });
    expect(err.stack).toContain('bounded-fields.test');
  });

  it('takes values that JSON does not know', () => {
    expect(boundedFields({ big: 1n, run: () => 1, at: new Date(0) })).toEqual({
      big: '1',
      run: undefined,
      at: new Date(0),
    });
  });
});
