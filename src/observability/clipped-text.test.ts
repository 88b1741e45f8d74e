import { describe, expect, it } from 'vitest';
import { createClippedText } from './clipped-text.ts';

const SECRET = 'sk-secret-secret';
const redact = (text: string): string => text.replaceAll(SECRET, '[redacted]');

function clippedText(maxLength: number, deltas: readonly string[]) {
  const text = createClippedText(maxLength, redact);
  for (const delta of deltas) text.append(delta);
  return text;
}

describe('a clipped text', () => {
  it('is whole up to its cap, however it is read meanwhile', () => {
    const text = createClippedText(10_000, redact);
    for (let index = 0; index < 5000; index += 1) {
      text.append('ab');
      if (index % 777 === 0) expect(text.read().text).toBe('ab'.repeat(index + 1));
    }
    expect(text.read()).toEqual({ text: 'ab'.repeat(5000), truncated: false });
    text.append('c');
    expect(text.read()).toEqual({ text: 'ab'.repeat(5000), truncated: true });
  });

  it('shows the end of all that came, far beyond its cap', () => {
    const text = clippedText(
      100,
      Array.from({ length: 10_000 }, (_, index) => `${index} `),
    );
    expect(text.read()).toMatchObject({ truncated: true });
    expect(text.read().text).toHaveLength(100);
    expect(text.preview()).toMatch(/ 9997 9998 9999 $/);
    expect(text.preview()).toHaveLength(160);
  });

  it('takes a huge delta as well as many small ones', () => {
    const text = clippedText(10, ['x'.repeat(1_000_000), 'end']);
    expect(text.read()).toEqual({ text: 'x'.repeat(10), truncated: true });
    expect(text.preview()).toBe(`${'x'.repeat(157)}end`);
  });

  it('does not split surrogate pairs', () => {
    const text = clippedText(11, ['a', '\ud83d\ude00'.repeat(2000), 'b']);
    expect(text.read().text).toBe(`a${'\ud83d\ude00'.repeat(5)}`);
    expect(text.preview()).toBe(`${'\ud83d\ude00'.repeat(79)}b`);
  });

  it('finds a secret that came in several deltas', () => {
    const text = clippedText(100, ['key: sk-sec', 'ret-sec', 'ret.']);
    expect(text.read()).toEqual({ text: 'key: [redacted].', truncated: false });
    expect(text.preview()).toBe('key: [redacted].');
  });

  it('keeps no part of a secret at any place across its edges', () => {
    for (let before = 0; before < 1400; before += 1) {
      // Redaction shortens the text, so that what lay beyond the cap moves before it.
      const filler = `${SECRET.repeat(40)}${'a'.repeat(before)}`;
      const text = clippedText(700, [filler, SECRET, 'b'.repeat(200 + (before % 900)), SECRET.repeat(20)]);
      for (const shown of [text.read().text, text.preview()]) {
        expect(shown.replaceAll('[redacted]', '')).toMatch(
          /^(?:(?:\[redacted)|[ab])*(?:\[r?e?d?a?c?t?e?d?)?$/,
        );
        expect(shown).not.toContain('sk-');
        expect(shown).not.toContain('secret');
      }
    }
  });

  it('keeps no part of a secret where redaction brings the beginning of what is looked at into sight', () => {
    const secret = `sk-${'secret'.repeat(16)}`;
    for (let after = 0; after < secret.length; after += 1) {
      const text = createClippedText(700, (whole) => whole.replaceAll(secret, '*'));
      text.append(`${secret.repeat(60)}${'b'.repeat(after)}`);
      expect(text.preview()).toMatch(/^\**b*$/);
      expect(text.read().text).toMatch(/^\**$/);
    }
  });

  it('leaves out what comes after it has been cut, and the secret that the cut may go through', () => {
    const text = clippedText(2000, ['a'.repeat(600), 'sk-secret']);
    text.cut();
    text.append('-secret');
    expect(text.read()).toEqual({ text: 'a'.repeat(97), truncated: true });
  });

  it('begins anew when it is cleared', () => {
    const text = clippedText(10, ['x'.repeat(5000)]);
    text.clear();
    expect(text.read()).toEqual({ text: '', truncated: false });
    text.append('new');
    expect([text.read().text, text.preview()]).toEqual(['new', 'new']);
  });
});
