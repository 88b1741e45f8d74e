import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTokenBudget, estimateTokens } from './token-estimate.ts';

function take(pieces: readonly string[], limit: number | undefined) {
  const budget = createTokenBudget(limit);
  let text = '';
  for (const piece of pieces) {
    const out = budget.take(piece);
    text += out.text;
    if (out.exceeded) return { text, exceeded: true };
  }
  return { text, exceeded: false };
}

describe('the token budget', () => {
  const words = fc.array(fc.constantFrom('one', 'seven', 'a', '日本', 'x=1;', ' ', '\n', '...'), {
    maxLength: 30,
  });

  it('lets through what fits, and never more, however the text is cut', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 30 }), (pieces, limit) => {
        const whole = pieces.join('');
        const { text, exceeded } = take(pieces, limit);
        expect(whole.startsWith(text)).toBe(true);
        if (!exceeded) expect(text).toBe(whole);
        // One token of slack: the estimate of a word that is cut is that of its beginning.
        expect(estimateTokens(text)).toBeLessThanOrEqual(limit + 1);
      }),
    );
  });

  it('cuts after so many words', () => {
    expect(take(['one two thr', 'ee four five'], 3).text.trim()).toBe('one two three');
    expect(take(['one two three'], 3)).toEqual({ text: 'one two three', exceeded: false });
    expect(take(['one', ' two'], undefined)).toEqual({ text: 'one two', exceeded: false });
  });

  it('takes no longer for what an exact tokenizer chokes on', () => {
    const startedAt = performance.now();
    for (const letter of ['a', '日', ' ', '😀', '\n']) estimateTokens(letter.repeat(200_000));
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    expect(estimateTokens('')).toBe(0);
    expect(estimateTokens(' ')).toBe(1);
  });
});
