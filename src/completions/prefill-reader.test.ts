import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { QoderEvent } from '../qodercli/events.ts';
import { createPrefillReader } from './prefill-reader.ts';

const ended: QoderEvent = { type: 'ended', stopReason: 'end_turn' };
const textOf = (events: readonly QoderEvent[]): string =>
  events.map((event) => (event.type === 'text' ? event.text : '')).join('');
/** What goes out of an answer that comes in these pieces. */
const answer = (prefill: string, ...pieces: readonly string[]): string => {
  const read = createPrefillReader(prefill);
  const events = pieces.map((text): QoderEvent => ({ type: 'text', text }));
  return textOf([...events, ended].flatMap((event) => read([event])));
};

describe('an answer with a beginning that the client has', () => {
  it.each([
    ['goes on with it', '{"city":', [' "Paris"}'], ' "Paris"}'],
    ['says it again', '{"city":', ['{"city": "Paris"}'], ' "Paris"}'],
    ['says it again in pieces', '{"city":', ['{"c', 'ity"', ': "Paris"}'], ' "Paris"}'],
    ['says it again behind a blank line', 'Dear Ann,', ['\n\nDear Ann', ',\nhi'], '\nhi'],
    ['says it again with other white space', '{"city":', ['{\n  "city": "Paris"}'], ' "Paris"}'],
    ['says it again with the space at its end', 'The answer: ', ['The answer: 42'], '42'],
    ['says it again with that space in another piece', 'The answer: ', ['The answer:', ' ', '42'], '42'],
    ['only begins like it', '{"city":', ['{"c', 'olour": 1}'], '{"colour": 1}'],
    ['ends within it', '{"city":', ['{"ci'], '{"ci'],
    ['is nothing else', 'Yes', ['Yes'], ''],
    ['says it later', 'ab', ['x ab'], 'x ab'],
  ])('that %s', (_, prefill, pieces, given) => {
    expect(answer(prefill, ...pieces)).toBe(given);
  });

  it('is the same however it is cut, and never loses what is no repetition', () => {
    const text = fc.array(fc.constantFrom('a', 'b', ' ', '\n', '😀')).map((parts) => parts.join(''));
    const prefills = text.filter((value) => value.trim() !== '');
    fc.assert(
      fc.property(prefills, text, fc.nat(), (prefill, said, at) => {
        const whole = answer(prefill, said);
        const cut = at % (said.length + 1);
        // A pair of surrogates comes whole: the CLI's lines are JSON.
        fc.pre(!/[\ud800-\udbff]$/.test(said.slice(0, cut)));
        expect(answer(prefill, said.slice(0, cut), said.slice(cut))).toBe(whole);
        expect(said.endsWith(whole)).toBe(true);
        const bare = (value: string) => value.replace(/\s/g, '');
        if (!bare(said).startsWith(bare(prefill))) expect(whole).toBe(said);
        else expect(bare(prefill) + bare(whole)).toBe(bare(said));
      }),
      { numRuns: 1_000 },
    );
  });

  it('is held back no longer than a call, and begins anew where the model does', () => {
    const read = createPrefillReader('ab');
    const call: QoderEvent = { type: 'tool_call', id: 'c', name: 'look' };
    expect(read([{ type: 'text', text: 'a' }])).toEqual([]);
    expect(read([call])).toEqual([{ type: 'text', text: 'a' }, call]);
    const again = createPrefillReader('ab');
    const withdrawn: QoderEvent = { type: 'withdrawn' };
    expect(again([{ type: 'text', text: 'a' }, withdrawn, { type: 'text', text: 'abc' }, ended])).toEqual([
      withdrawn,
      { type: 'text', text: 'c' },
      ended,
    ]);
  });
});
