import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTokenBudget, estimateTokens, estimateTokensOf } from './token-estimate.ts';

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

describe('the estimate', () => {
  const texts = {
    prose: 'The quick brown fox jumps over the lazy dog, again and again. ',
    code: 'const value = table[index]?.name ?? (count > 0 ? fallback : undefined);\n',
    'Chinese and English': '今天的天气很好，我们去公园散步吧。 and so on, as ever. ',
    'one word': 'x',
  };

  it.each(Object.entries(texts))(
    'of a long text is made from samples, and near what all of it would give: %s',
    (_, piece) => {
      const unit = piece.repeat(Math.ceil(100_000 / piece.length));
      const times = 20;
      const whole = estimateTokens(unit) * times;
      const startedAt = process.cpuUsage();
      const estimate = estimateTokens(unit.repeat(times));
      const { user } = process.cpuUsage(startedAt);
      expect(Math.abs(estimate - whole) / whole).toBeLessThan(0.1);
      const again = process.cpuUsage();
      estimateTokens(unit);
      // Twenty times the text for about the price of once.
      expect(user).toBeLessThan(process.cpuUsage(again).user * 5 + 20_000);
    },
  );

  it('of many texts is that of all together', () => {
    const piece = 'some words of a message, ';
    expect(estimateTokensOf([piece, '', piece])).toBe(2 * estimateTokens(piece));
    const many = Array.from({ length: 100_000 }, () => piece);
    const exact = estimateTokens(piece) * many.length;
    expect(Math.abs(estimateTokensOf(many) - exact) / exact).toBeLessThan(0.15);
  });
});
