import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundedJson } from './bounded-json.ts';

const KIB = 1024;

function bytesOf(text: string): number {
  return Buffer.byteLength(text);
}

function nested(levels: number): unknown {
  let value: unknown = 'bottom';
  for (let level = 0; level < levels; level += 1) value = [value];
  return value;
}

describe('bounded JSON', () => {
  it('is exact where the value fits', () => {
    const value = {
      text: 'ä "quoted" \u2028 \ud83d\ude00 \ud83d',
      list: [1, -0, 1e21, true, null, {}, []],
      many: Array(100).fill(1),
    };
    const json = JSON.stringify(value);
    expect(boundedJson(value, bytesOf(json))).toEqual({ json, truncated: false });
    expect(boundedJson(value, bytesOf(json) - 1).truncated).toBe(true);
  });

  it('is valid and within its bound for any value, and exact if and only if it says so', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 8, stringUnit: 'binary' }),
        fc.integer({ min: 5, max: 300 }),
        (value, max) => {
          const { json, truncated } = boundedJson(value, max);
          expect(bytesOf(json)).toBeLessThanOrEqual(max);
          JSON.parse(json);
          const whole = JSON.stringify(value);
          expect(truncated).toBe(bytesOf(whole) > max);
          if (!truncated) expect(json).toBe(whole);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('cuts long strings and says how much is missing', () => {
    const { json, truncated } = boundedJson({ text: 'a'.repeat(10_000) }, 1000);
    expect(truncated).toBe(true);
    expect(JSON.parse(json)).toEqual({ text: `${'a'.repeat(250)}… [9750 more characters]` });
  });

  it('does not split surrogate pairs', () => {
    const { json } = boundedJson([`a${'\ud83d\ude00'.repeat(1000)}`], 1000);
    const [text] = JSON.parse(json) as [string];
    expect(text).toMatch(/^a(?:\ud83d\ude00)+… \[\d+ more characters\]$/);
  });

  it('keeps the beginning and the end of long lists', () => {
    const { json } = boundedJson(
      Array.from({ length: 100_000 }, (_, index) => index),
      KIB,
    );
    const list = JSON.parse(json) as unknown[];
    expect(list).toHaveLength(25);
    expect(list.slice(0, 6)).toEqual([0, 1, 2, 3, '… [99976 more items]', 99_980]);
    expect(list.at(-1)).toBe(99_999);
  });

  it('keeps the first keys of wide objects', () => {
    const wide = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`key${index}`, index]));
    const kept = JSON.parse(boundedJson(wide, 2 * KIB).json) as Record<string, unknown>;
    expect(Object.keys(kept)).toHaveLength(65);
    expect(kept).toMatchObject({ key0: 0, key63: 63, '…': '[936 more keys]' });
  });

  it('shortens texts before lists, and lists further if it must', () => {
    const messages = Array.from({ length: 24 }, () => ({ role: 'user', content: 'x'.repeat(1000) }));
    const some = JSON.parse(boundedJson(messages, 8 * KIB).json) as unknown[];
    expect(some).toHaveLength(24);
    const few = JSON.parse(boundedJson(messages, 900).json) as unknown[];
    expect(few).toHaveLength(11);
    expect(few[2]).toBe('… [14 more items]');
  });

  it('leaves out what is nested too deeply, be it ever so small', () => {
    const { json, truncated } = boundedJson(nested(10_000), 64 * KIB);
    expect({ json, truncated }).toEqual({ json: `${'['.repeat(24)}"…"${']'.repeat(24)}`, truncated: true });
    expect(boundedJson(nested(900), 64 * KIB)).toEqual({
      json: JSON.stringify(nested(900)),
      truncated: false,
    });
  });

  it('treats __proto__ as any other key', () => {
    const value: unknown = JSON.parse(`{"__proto__":{"admin":true},"text":"${'a'.repeat(5000)}"}`);
    expect(boundedJson(value, 500).json).toMatch(/^{"__proto__":{"admin":true},"text":"a+… /);
    expect(boundedJson(value, 10_000).json).toBe(JSON.stringify(value));
  });

  it('always shortens data URLs, and leaves the rest whole where it fits', () => {
    const url = `data:image/png;base64,${'A'.repeat(1000)}`;
    const { json, truncated } = boundedJson({ url, list: Array(100).fill(0) }, 64 * KIB);
    expect(truncated).toBe(true);
    expect(JSON.parse(json)).toEqual({
      url: `data:image/png;base64,${'A'.repeat(26)}… [974 more characters]`,
      list: Array(100).fill(0),
    });
    const small = `data:image/png;base64,${'A'.repeat(200)}`;
    expect(boundedJson(small, KIB)).toEqual({ json: JSON.stringify(small), truncated: false });
  });

  it('keeps no part of a secret that a cut goes through', () => {
    const redact = (text: string) => text.replaceAll('sk-secret-secret', '[redacted]');
    for (let before = 200; before < 260; before += 1) {
      const value = `${'sk-secret-secret'.repeat(3)}${'a'.repeat(before - 48)}sk-secret-secret${'b'.repeat(5000)}`;
      expect(redact(boundedJson([value], 1000, redact).json)).not.toContain('sk-');
    }
  });

  it('settles for an ellipsis when nothing fits', () => {
    expect(boundedJson({ a: [1, 2, 3], b: 'text' }, 5)).toEqual({ json: '"…"', truncated: true });
    expect(boundedJson('text', 0)).toEqual({ json: '"…"', truncated: true });
    expect(boundedJson(undefined, 10)).toEqual({ json: 'null', truncated: false });
  });

  it.each<[string, unknown]>([
    ['a string of 20 MB', 'x'.repeat(20_000_000)],
    ['a string of 20 MB that grows when it is escaped', '\u0000'.repeat(20_000_000)],
    ['a million strings', Array(1_000_000).fill('abcdefgh')],
    ['lists of lists', Array(1000).fill(Array(1000).fill(Array(1000).fill('abc')))],
    ['wide objects in wide objects', wideObject(64, wideObject(64, wideObject(64, wideObject(64, 1))))],
  ])('takes little time for %s', (_, value) => {
    boundedJson(value, 64 * KIB);
    const startedAt = performance.now();
    const { json } = boundedJson(value, 64 * KIB);
    // Some milliseconds; the rest is for a busy machine. Serialising the whole takes longer by far.
    expect(performance.now() - startedAt).toBeLessThan(100);
    expect(bytesOf(json)).toBeLessThanOrEqual(64 * KIB);
  });
});

function wideObject(width: number, value: unknown): object {
  return Object.fromEntries(Array.from({ length: width }, (_, index) => [`key${index}`, value]));
}
