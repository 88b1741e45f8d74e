import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ApiError } from '../errors.ts';
import { readJsonBody } from './json-body.ts';

const read = (text: string): unknown => readJsonBody(Buffer.from(text));
const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

describe('a body', () => {
  it('is what JSON.parse makes of it', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 8 }), (text) => {
        expect(read(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each(['"\\"[[["', '"\\\\"', '["a\\\\\\"]",1]', '"[{,"', '{"a\\u005f":"\\u005f_proto__"}'])(
    'may hold anything in its texts: %s',
    (text) => {
      expect(read(text)).toEqual(JSON.parse(text));
    },
  );

  it('may be empty', () => {
    expect(read('')).toBeNull();
    expect(read('\ufeff')).toBeNull();
  });

  it('may begin with a byte order mark, as files of PowerShell and Notepad do', () => {
    expect(readJsonBody(Buffer.from([0xef, 0xbb, 0xbf, ...Buffer.from('{"a":"\ufeff"}')]))).toEqual({
      a: '\ufeff',
    });
  });

  it.each(['{', '"', '"\\', ']', '{"a":1}}', 'x', '\ufeff\ufeff{}', '{}\ufeff'])(
    'that is no JSON is refused: %j',
    (text) => {
      expect(() => read(text)).toThrow('Invalid request payload JSON format');
    },
  );

  it('may be nested 256 levels deep and no deeper', () => {
    expect(read(nested(256))).toBeDefined();
    expect(() => read(nested(257))).toThrow('nested more than 256 levels');
    expect(() => read('['.repeat(1_000_000))).toThrow(ApiError);
  });

  it('may hold 250,000 values and no more', () => {
    expect(read(`[${'1,'.repeat(249_997)}1]`)).toHaveLength(249_998);
    expect(() => read(`[${'1,'.repeat(250_000)}1]`)).toThrow('more than 250000 values');
    expect(() => read(`[${'[],'.repeat(250_000)}1]`)).toThrow('more than 250000 values');
  });

  it.each(['{"__proto__":1}', '[{"a":{"\\u005f_proto__":{}}}]', '{"__pr\\u006fto__":1}'])(
    'that means the prototype is refused: %s',
    (text) => {
      expect(() => read(text)).toThrow('__proto__');
    },
  );
});
