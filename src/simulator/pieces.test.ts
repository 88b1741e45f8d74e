import { describe, expect, it } from 'vitest';
import { pieces } from './pieces.ts';

describe('pieces', () => {
  it.each(['one two  three\n', ' leading', '', '\n\n', 'x'.repeat(50_000)])('loses nothing of %j', (text) => {
    expect(pieces(text).join('')).toBe(text);
  });

  it('cuts between words', () => {
    expect(pieces('one two  three')).toEqual(['one ', 'two  ', 'three']);
  });

  it('cuts into a number of pieces without breaking a character', () => {
    expect(pieces('a😀b😀', 4)).toEqual(['a', '😀', 'b', '😀']);
    expect(pieces('ab', 9)).toEqual(['a', 'b']);
  });
});
