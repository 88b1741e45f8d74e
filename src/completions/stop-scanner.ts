export interface StopScanner {
  /** @returns the text that may go out, and the stop sequence that ended it. */
  readonly push: (text: string) => { readonly text: string; readonly stoppedBy: string | undefined };
  /** What was held back, once no more text comes. */
  readonly flush: () => string;
}

/**
 * Ends a text at the first of some stop sequences, which it leaves out, also when one is spread over many
 * deltas. Holds back only as much as may be the beginning of one.
 */
export function createStopScanner(sequences: readonly string[]): StopScanner {
  const matchers = sequences.map(createMatcher);
  let held = '';

  return {
    push(delta) {
      if (matchers.length === 0) return { text: delta, stoppedBy: undefined };
      const text = held + delta;
      const ends = matchers.map((matcher) => matcher.feed(delta));
      const found = ends.flatMap((end, index) => {
        const sequence = sequences[index] ?? '';
        return end === undefined ? [] : [{ sequence, start: held.length + end - sequence.length }];
      });
      const [first, ...others] = found;
      if (first !== undefined) {
        held = '';
        const earliest = others.reduce((best, each) => (each.start < best.start ? each : best), first);
        return { text: text.slice(0, earliest.start), stoppedBy: earliest.sequence };
      }
      const length = Math.max(...matchers.map((matcher) => matcher.matched()));
      held = text.slice(text.length - length);
      return { text: text.slice(0, text.length - length), stoppedBy: undefined };
    },
    flush() {
      const rest = held;
      held = '';
      for (const matcher of matchers) matcher.reset();
      return rest;
    },
  };
}

/** What of a whole text is left, and the stop sequence that ended it. */
export function cutAtStop(
  text: string,
  sequences: readonly string[],
): { readonly text: string; readonly stoppedBy: string | undefined } {
  const scanner = createStopScanner(sequences);
  const { text: kept, stoppedBy } = scanner.push(text);
  return { text: kept + scanner.flush(), stoppedBy };
}

interface Matcher {
  /** Index after the first occurrence that ends in this text, if one does. */
  readonly feed: (text: string) => number | undefined;
  /** How much of the sequence the text so far ends with. */
  readonly matched: () => number;
  readonly reset: () => void;
}

/**
 * Knuth, Morris and Pratt's search: each character is looked at once, however long the sequence is that a
 * client has chosen and however nearly the answer matches it.
 */
function createMatcher(sequence: string): Matcher {
  const shorter = bordersOf(sequence);
  let matched = 0;
  return {
    feed(text) {
      for (let index = 0; index < text.length; index += 1) {
        while (matched > 0 && sequence[matched] !== text[index]) matched = shorter[matched - 1] ?? 0;
        if (sequence[matched] === text[index]) matched += 1;
        if (matched === sequence.length) return index + 1;
      }
      return undefined;
    },
    matched: () => matched,
    reset() {
      matched = 0;
    },
  };
}

/** For each beginning of a text, the length of the longest shorter beginning that it also ends with. */
function bordersOf(text: string): Int32Array {
  const borders = new Int32Array(text.length);
  for (let index = 1, length = 0; index < text.length; index += 1) {
    while (length > 0 && text[length] !== text[index]) length = borders[length - 1] ?? 0;
    if (text[length] === text[index]) length += 1;
    borders[index] = length;
  }
  return borders;
}
