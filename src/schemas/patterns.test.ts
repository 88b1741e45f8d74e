import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toRe2 } from './pattern-translation.ts';
import { compilePattern } from './patterns.ts';
import { SchemaRefusal } from './schema-refusal.ts';

describe('a pattern', () => {
  it('matches in linear time what a backtracking engine does not', () => {
    const pattern = compilePattern('^(a+)+$');
    const startedAt = performance.now();
    expect(pattern.test(`${'a'.repeat(100_000)}!`)).toBe(false);
    // A backtracking engine needs longer than the universe exists.
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });

  it.each([
    ['^(?!a)', 'b', 'a'],
    ['^(a|b)\\1$', 'aa', 'ab'],
    ['^.{1,2000}$', 'a'.repeat(2_000), 'a'.repeat(2_001)],
    ['^\\ud83d\\ude00$', '😀', '🙂'],
    ['^\\p{Script=Greek}+$', 'λ', 'l'],
    ['^\\p{Letter}$', 'λ', '1'],
    ['\\Aab\\Z', 'ab', 'abc'],
    ['^[a-z', undefined, undefined],
  ])('is run by one engine or the other: %s', (source, right, wrong) => {
    if (right === undefined || wrong === undefined) {
      expect(() => compilePattern(source)).toThrow(SchemaRefusal);
      return;
    }
    expect(compilePattern(source).test(right)).toBe(true);
    expect(compilePattern(source).test(wrong)).toBe(false);
  });

  it('means the same in RE2 as in JavaScript', () => {
    const atom = fc.constantFrom(
      ...[
        'a',
        'b',
        '.',
        '\\d',
        '\\D',
        '\\w',
        '\\W',
        '\\s',
        '\\S',
        '\\n',
        '\\v',
        '\\0',
        '\\x41',
        '\\u00e9',
        '\\cA',
      ],
      ...[
        '[ab]',
        '[^ab]',
        '[\\s\\d]',
        '[\\S]',
        '[^\\S]',
        '[\\]\\^-]',
        '[&|]',
        '[[:]',
        '[]',
        '[^]',
        '[^^]',
        '\\/',
        '\\.',
      ],
      ...[
        '\\b',
        '\\B',
        '^',
        '$',
        '(?:a|b)',
        '(a)',
        '\\u{1F600}',
        '😀',
        'é',
        '[\\u0000-\\u001f]',
        '[a\\-z]',
        '\\p{L}',
        '\\P{Lu}',
      ],
    );
    const piece = fc
      .tuple(atom, fc.constantFrom('', '', '*', '+?', '?', '{2}', '{1,3}'))
      .map(([one, times]) => (/^(?:\\b|\\B|\^|\$)$/i.test(one) ? one : one + times));
    const text = fc.array(
      fc.constantFrom(
        'a',
        'b',
        'A',
        '1',
        '_',
        ' ',
        '\n',
        '\r',
        '\v',
        '\u2028',
        '\u00a0',
        '\ufeff',
        'é',
        '😀',
        '^',
        ']',
        '-',
        '[',
        ':',
        '\0',
        '\x01',
        '/',
        '.',
        '&',
        '|',
      ),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(
        fc.array(piece, { minLength: 1, maxLength: 4 }),
        fc.array(text, { minLength: 5 }),
        (pieces, texts) => {
          const source = pieces.join('');
          const own = new RegExp(source, 'u');
          expect(toRe2(source)).toBeDefined();
          const pattern = compilePattern(source);
          for (const each of texts.map((chars) => chars.join('')))
            expect(pattern.test(each), JSON.stringify([source, each])).toBe(own.test(each));
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
