import { describe, expect, it } from 'vitest';
import { createRedactor } from './redactor.ts';
import { excerptOf } from './text-ends.ts';

const SECRET = 'pt-a.b*c(d)e[f]/g\\h"i-0123456789';
const redact = createRedactor([SECRET, undefined, 'short']);

describe('the redactor', () => {
  it('takes secrets out, also escaped as in JSON', () => {
    expect(redact(`a ${SECRET} b`)).toBe('a [redacted] b');
    expect(redact(JSON.stringify({ a: SECRET }))).toBe('{"a":"[redacted]"}');
    expect(redact('short')).toBe('short');
  });

  it('takes out what a cut has left of a secret, wherever it went through', () => {
    for (let left = 4; left <= SECRET.length; left += 1) {
      const text = `key ${SECRET}, and so on`;
      expect(redact(excerptOf(text, 4 + left))).toBe('key [redacted]...');
      const json = JSON.stringify({ text: excerptOf(text, 4 + left) });
      expect(redact(json)).toBe('{"text":"key [redacted]..."}');
    }
  });

  it('leaves other words alone', () => {
    for (const text of ['pt-a and more', 'wait ...', 'pt-...', 'other...', 'x'.repeat(500)]) {
      expect(redact(text)).toBe(text);
    }
  });

  it('takes secrets of any length', () => {
    const long = 'x1'.repeat(5_000);
    const clean = createRedactor([long]);
    expect(clean(`a ${long} b`)).toBe('a [redacted] b');
    expect(clean(`a ${long.slice(0, 100)}...`)).toBe('a [redacted]...');
  });
});
