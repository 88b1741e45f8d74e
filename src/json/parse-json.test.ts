import { describe, expect, it } from 'vitest';
import { JsonLimitError, parseJson, readJson } from './parse-json.ts';

const nested = (levels: number, inner = '1'): string =>
  `${'{"a":['.repeat(levels / 2)}${inner}${']}'.repeat(levels / 2)}`;

describe('parseJson', () => {
  it.each(['{"a":[1,"2",null]}', '"text"', '1', nested(256), `[${'1,'.repeat(200_000)}1]`])(
    'reads what JSON.parse reads: %.40s',
    (text) => {
      expect(parseJson(text)).toEqual(JSON.parse(text));
    },
  );

  it.each([
    ['objects and arrays', nested(258)],
    ['arrays', '['.repeat(9_000) + ']'.repeat(9_000)],
    ['objects behind strings that look like their end', `${'{"\\"}]":'.repeat(300)}1${'}'.repeat(300)}`],
    ['arrays behind many that have ended', `[${'[],'.repeat(1_000)}${nested(256)}]`],
    ['arrays that never end', '['.repeat(100_000)],
  ])('refuses %s that are too deep, before it parses them', (_what, text) => {
    expect(() => parseJson(text)).toThrow(JsonLimitError);
    expect(() => parseJson(text)).toThrow('it is nested more than 256 levels deep');
  });

  it.each([
    ['commas', `[${'1,'.repeat(250_000)}1]`],
    ['empty arrays', `[${'[],'.repeat(130_000)}1]`],
  ])('refuses too many values, told by their %s', (_what, text) => {
    expect(() => parseJson(text)).toThrow('it holds more than 250000 values');
  });

  it.each([
    ['brackets in a string', JSON.stringify({ text: '[{'.repeat(100_000) })],
    ['brackets behind an escaped quote', JSON.stringify({ text: `\\"${'["\\'.repeat(1_000)}` })],
    ['commas in a string', JSON.stringify({ text: ','.repeat(500_000) })],
  ])('does not count %s', (_what, text) => {
    expect(parseJson(text)).toEqual(JSON.parse(text));
  });

  it('throws a SyntaxError for what is no JSON, whatever is wrong with it', () => {
    for (const text of ['', '{', nested(300), `${'x'.repeat(1_000)}`]) {
      expect(() => parseJson(text)).toThrow(SyntaxError);
    }
  });
});

describe('readJson', () => {
  it('tells null, which is a value, from what is not JSON', () => {
    expect(readJson('null')).toEqual({ value: null });
    expect(readJson('{"a": 1}')).toEqual({ value: { a: 1 } });
    for (const text of ['', 'nil', '{"a"', nested(258)]) expect(readJson(text)).toBeUndefined();
  });
});
