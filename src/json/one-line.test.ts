import fc from 'fast-check';
import { expect, it } from 'vitest';
import { onOneLine } from './one-line.ts';

/** Where Python's `str.splitlines` cuts: httpx and httpx-sse read lines with it. */
const LINE_BREAKS = [...'\n\r\u000b\u000c\u001c\u001d\u001e\u0085\u2028\u2029'];
const PYTHON_LINE_BREAK = new RegExp(`[${LINE_BREAKS.join('')}]`);

it.each(LINE_BREAKS)('leaves no line break %j in values and names', (character) => {
  const value = { [`a${character}b`]: [`${character}${character}`, 'c'] };
  const line = onOneLine(JSON.stringify(value));
  expect(line).not.toMatch(PYTHON_LINE_BREAK);
  expect(JSON.parse(line)).toEqual(value);
});

it('means the same as before, and is the same where there is nothing to escape', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'é', '\\', '"', '\u2027', '\u2028', '\u0085', '😀') });
  fc.assert(
    fc.property(text, (value) => {
      const json = JSON.stringify(value);
      const line = onOneLine(json);
      expect(line).not.toMatch(PYTHON_LINE_BREAK);
      expect(JSON.parse(line)).toBe(value);
      if (!PYTHON_LINE_BREAK.test(value)) expect(line).toBe(json);
    }),
  );
});
