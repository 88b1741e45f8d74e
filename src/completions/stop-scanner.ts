export interface StopScanner {
  /** @returns the text that may go out, and whether a stop sequence ended it. */
  readonly push: (text: string) => { readonly text: string; readonly stopped: boolean };
  /** What was held back, once no more text comes. */
  readonly flush: () => string;
}

/**
 * Ends a text at the first of some stop sequences, which it leaves out, also when one is spread over many
 * deltas. Holds back only as much as may be the beginning of one.
 */
export function createStopScanner(sequences: readonly string[]): StopScanner {
  let held = '';

  /** Length of the longest end of `text` that begins a stop sequence. */
  const openEnd = (text: string): number => {
    let longest = 0;
    for (const sequence of sequences) {
      for (let length = Math.min(sequence.length - 1, text.length); length > longest; length -= 1) {
        if (sequence.startsWith(text.slice(text.length - length))) longest = length;
      }
    }
    return longest;
  };

  return {
    push(delta) {
      if (sequences.length === 0) return { text: delta, stopped: false };
      const text = held + delta;
      const found = sequences.map((sequence) => text.indexOf(sequence)).filter((index) => index !== -1);
      if (found.length > 0) {
        held = '';
        return { text: text.slice(0, Math.min(...found)), stopped: true };
      }
      const length = openEnd(text);
      held = text.slice(text.length - length);
      return { text: text.slice(0, text.length - length), stopped: false };
    },
    flush() {
      const rest = held;
      held = '';
      return rest;
    },
  };
}
