import { describe, expect, it } from 'vitest';
import { createAnswer } from './answer.ts';

describe('stop sequences of an answer that should be JSON', () => {
  const answer = (stop: readonly string[]) =>
    createAnswer({ stop, stopsWithinJson: true, maxTokens: undefined, estimatePrompt: () => 1 });
  const say = (to: ReturnType<typeof answer>, ...deltas: readonly string[]) =>
    deltas.flatMap((text) => to.accept([{ type: 'text', text }]));

  it('do not count before the JSON, however the text is cut', () => {
    const whole = 'Sure:\n```json\n{"a": "x Observation: y"}';
    for (let at = 0; at <= whole.length; at += 1) {
      const fenced = answer(['```', 'Sure', 'Observation:']);
      const parts = say(fenced, ...[whole.slice(0, at), whole.slice(at)].filter((piece) => piece !== ''));
      expect(parts.map((part) => (part.type === 'text' ? part.text : '')).join('')).toBe(
        'Sure:\n```json\n{"a": "x ',
      );
      expect(parts.at(-1)).toMatchObject({ type: 'end', finishReason: 'stop', stopSequence: 'Observation:' });
    }
  });

  it('count from the beginning again where the model starts anew', () => {
    const begun = answer(['x']);
    say(begun, '{');
    begun.accept([{ type: 'withdrawn' }]);
    expect(say(begun, 'x: ')).toEqual([{ type: 'text', text: 'x: ' }]);
  });
});
