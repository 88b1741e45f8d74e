import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createStopScanner } from './stop-scanner.ts';

/** What goes out of a text that comes in these pieces. */
function scan(pieces: readonly string[], sequences: readonly string[]) {
  const scanner = createStopScanner(sequences);
  let text = '';
  for (const piece of pieces) {
    const out = scanner.push(piece);
    text += out.text;
    if (out.stoppedBy !== undefined) return { text, stoppedBy: out.stoppedBy };
  }
  return { text: text + scanner.flush(), stoppedBy: undefined };
}

describe('the stop scanner', () => {
  it('ends where the first sequence begins in the whole text, however that is cut', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 4 });
    const sequences = fc.array(
      letters.filter((sequence) => sequence !== ''),
      { minLength: 1, maxLength: 3 },
    );
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 8 }), sequences, (pieces, stops) => {
        const whole = pieces.join('');
        // Of sequences that end the text, the one that is complete first decides.
        const ends = stops
          .map((stop) => [whole.indexOf(stop), stop.length] as const)
          .filter(([at]) => at !== -1);
        const { text, stoppedBy } = scan(pieces, stops);
        expect(stoppedBy !== undefined).toBe(ends.length > 0);
        expect(whole.startsWith(text)).toBe(true);
        for (const stop of stops) expect(text.includes(stop)).toBe(false);
        if (stoppedBy === undefined) expect(text).toBe(whole);
        else expect(whole.startsWith(text + stoppedBy)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('holds back no more than may be a beginning', () => {
    const scanner = createStopScanner(['STOP']);
    expect(scanner.push('one ST').text).toBe('one ');
    expect(scanner.push('AR').text).toBe('STAR');
    expect(scanner.push('ST').text).toBe('');
    expect(scanner.flush()).toBe('ST');
    expect(scanner.push('OP').text).toBe('OP');
    expect(createStopScanner([]).push('anything')).toEqual({ text: 'anything', stoppedBy: undefined });
  });
});
