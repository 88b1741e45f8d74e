import { estimateTokenCount, sliceByTokens } from 'tokenx';

/** Text without a word border is counted in pieces of this many characters. */
const LONGEST_OPEN_WORD = 256;

/** Longer texts are estimated by samples: whatever is counted, the event loop is held up for some milliseconds only. */
const LONGEST_EXACT = 131_072;
const SAMPLES = 64;
const SAMPLE_LENGTH = 1_024;

/**
 * Estimated tokens of a text. Linear in its length whatever it holds: an exact tokenizer takes seconds for
 * some texts of 20 kB (docs/adr/0006).
 */
export function estimateTokens(text: string): number {
  if (text === '') return 0;
  return Math.max(1, text.length > LONGEST_EXACT ? estimateBySamples(text) : estimateTokenCount(text));
}

/** Estimated tokens of several texts together: of many as quickly as of one. */
export function estimateTokensOf(texts: readonly string[]): number {
  const length = texts.reduce((total, text) => total + text.length, 0);
  if (length > LONGEST_EXACT) return estimateTokens(texts.join(''));
  return texts.reduce((total, text) => total + estimateTokens(text), 0);
}

/** From all over the text, at the same distance. */
function estimateBySamples(text: string): number {
  const distance = (text.length - SAMPLE_LENGTH) / (SAMPLES - 1);
  let tokens = 0;
  for (let index = 0; index < SAMPLES; index += 1) {
    const from = Math.floor(index * distance);
    tokens += estimateTokenCount(text.slice(from, from + SAMPLE_LENGTH));
  }
  return Math.ceil((tokens * text.length) / (SAMPLES * SAMPLE_LENGTH));
}

export interface TokenBudget {
  /** @returns as much of the text as fits, and whether some did not. */
  readonly take: (text: string) => { readonly text: string; readonly exceeded: boolean };
}

/**
 * Cuts a stream of deltas after `limit` tokens, by estimate; where the deltas were cut makes no difference
 * but for very long words. No limit: everything fits.
 */
export function createTokenBudget(limit: number | undefined): TokenBudget {
  if (limit === undefined) return { take: (text) => ({ text, exceeded: false }) };
  /** Tokens of the words that are complete. */
  let counted = 0;
  /** The last word so far: its estimate changes while it grows. */
  let open = '';
  return {
    take(text) {
      const candidate = open + text;
      if (counted + estimateTokens(candidate) > limit) {
        const fitting = sliceByTokens(candidate, 0, limit - counted);
        return { text: fitting.slice(open.length), exceeded: true };
      }
      const border = Math.max(candidate.search(/\s\S*$/), 0);
      const complete = candidate.length - border > LONGEST_OPEN_WORD ? candidate.length : border;
      counted += estimateTokens(candidate.slice(0, complete));
      open = candidate.slice(complete);
      return { text, exceeded: false };
    },
  };
}
