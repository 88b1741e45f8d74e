import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLineSplitter, LineTooLongError } from './ndjson.ts';

/** Feeds bytes in pieces that end at the given places. */
function split(bytes: Buffer, cuts: readonly number[], limit = 1_000_000): readonly string[] {
  const splitter = createLineSplitter(limit);
  const places = [...cuts.map((cut) => cut % (bytes.length + 1)), 0, bytes.length].sort((a, b) => a - b);
  return places.slice(1).flatMap((end, index) => splitter.push(bytes.subarray(places[index], end)));
}

describe('the line splitter', () => {
  it('gives the same lines wherever the bytes are split', () => {
    const line = fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) => text.replaceAll('\n', ' '));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), fc.array(fc.nat(), { maxLength: 20 }), (lines, cuts) => {
        const bytes = Buffer.from(lines.map((text) => `${text}\n`).join(''));
        expect(split(bytes, cuts)).toEqual(lines);
      }),
    );
  });

  it('splits at newlines alone, not at what Unicode takes for one', () => {
    expect(split(Buffer.from('a\u2028b\u2029c\u0085d\re\nf\n'), [3])).toEqual([
      'a\u2028b\u2029c\u0085d\re',
      'f',
    ]);
  });

  it('keeps an unfinished line to itself', () => {
    const splitter = createLineSplitter(100);
    expect(splitter.push(Buffer.from('whole\nhalf'))).toEqual(['whole']);
    expect(splitter.pendingBytes()).toBe(4);
  });

  it('refuses a line beyond its limit before it is complete, and after', () => {
    expect(() => split(Buffer.from('x'.repeat(20)), [5, 10], 10)).toThrow(LineTooLongError);
    expect(() => split(Buffer.from(`${'x'.repeat(20)}\n`), [8], 10)).toThrow(LineTooLongError);
    expect(split(Buffer.from('x'.repeat(10).concat('\n').repeat(5)), [7, 15], 10).length).toBe(5);
  });
});
