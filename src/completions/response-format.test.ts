import { describe, expect, it } from 'vitest';
import type { Verdict } from '../schemas/schemas.ts';
import type { AnswerEnd, AnswerPart } from './answer.ts';
import { createFormatCheck } from './response-format.ts';

const usage = { source: 'reported', promptTokens: 1, cachedTokens: 0, completionTokens: 1 } as const;
const end: AnswerEnd = { type: 'end', finishReason: 'stop', usage, credits: undefined };
const text = (said: string): AnswerPart => ({ type: 'text', text: said });

/** How an answer is judged that has to hold a number under `n`. */
async function checked(answer: string, lenient: boolean, stop: readonly string[] = [], ended = end) {
  const isRight = (value: unknown): boolean => typeof Object(value).n === 'number';
  const verdict = (value: unknown): Verdict =>
    isRight(value) ? { type: 'conforms' } : { type: 'violates', violation: 'It has no n.' };
  const check = createFormatCheck(({ value }) => verdict(value), { lenient, stop });
  const half = Math.ceil(answer.length / 2);
  const before = await check.accept([text(answer.slice(0, half))]);
  const parts = await check.accept([text(answer.slice(half)), ended]);
  return { parts: [...before, ...parts], violation: check.violation() };
}

describe('an answer that should be JSON', () => {
  it.each([true, false])('goes out as the JSON in it (lenient: %s)', async (lenient) => {
    expect(await checked('Sure:\n```json\n{"n": 1}\n```', lenient)).toEqual({
      parts: [text('{"n": 1}'), end],
      violation: undefined,
    });
  });

  it.each(['I cannot, sorry.', ' Which city, please?\n', 'Vide [1].'])(
    'and is words, is a refusal that will do at last: %s',
    async (answer) => {
      const { parts, violation } = await checked(answer, false);
      expect(parts).toEqual([{ type: 'refusal', text: answer.trim() }, end]);
      expect(violation).toMatchObject({ isTolerable: true });
      expect(violation?.advice).toContain('in plain words');
    },
  );

  it.each(['{"n": 1', '{"n": "one"}', 'Here: {"m": 1}', '[1]', ' \n'])(
    'and is wrong, goes out in no form: %s',
    async (answer) => {
      const { parts, violation } = await checked(answer, false);
      expect(parts).toEqual([end]);
      expect(violation).toMatchObject({ isTolerable: false });
    },
  );

  it.each([
    ['words', 'I cannot, sorry.', 'I cannot, sorry.'],
    ['broken JSON', 'Here: {"n": ', 'Here: {"n": '],
    ['other JSON', 'Here: {"m": 1}', '{"m": 1}'],
  ])('will do at last as it is where nothing strict was asked for: %s', async (_, answer, given) => {
    const { parts, violation } = await checked(answer, true);
    expect(parts).toEqual([text(given), end]);
    expect(violation).toMatchObject({ isTolerable: true });
  });
});

describe('a stop sequence', () => {
  const stopped: AnswerEnd = { ...end, stopSequence: 'STOP' };

  it.each([true, false])(
    'that ended the JSON ends the answer, which is not checked (lenient: %s)',
    async (lenient) => {
      expect(await checked('Sure:\n```json\n{"m": "x ', lenient, ['STOP'], stopped)).toEqual({
        parts: [text('{"m": "x '), stopped],
        violation: undefined,
      });
    },
  );

  it('in JSON that is whole cuts what the client gets', async () => {
    const { parts, violation } = await checked('{"n": 1, "m": "x STOP y"}', false, ['STOP']);
    expect(parts).toEqual([text('{"n": 1, "m": "x '), stopped]);
    expect(violation).toBeUndefined();
  });

  it.each(['```', '\n', 'Sure'])('that stands around the JSON alone does not count: %j', async (stop) => {
    // As the answer's own scan leaves it, which begins with the JSON.
    const { parts } = await checked('Sure:\n```json\n{"n": 1}\n', false, [stop], {
      ...end,
      stopSequence: stop,
    });
    expect(parts).toEqual([text('{"n": 1}'), end]);
  });

  it('behind the JSON leaves it to be checked', async () => {
    const { parts, violation } = await checked('{"m": 1}\n', false, ['STOP'], stopped);
    expect(parts).toEqual([end]);
    expect(violation).toBeDefined();
  });

  it('cuts words that go out, too', async () => {
    const refused = await checked('I cannot. STOP Or can I?', false, ['STOP']);
    expect(refused.parts).toEqual([{ type: 'refusal', text: 'I cannot. ' }, stopped]);
    const given = await checked('I cannot. STOP Or can I?', true, ['STOP']);
    expect(given.parts).toEqual([text('I cannot. '), stopped]);
  });

  it('cuts the text before a call, and the call with it', async () => {
    const check = createFormatCheck(() => ({ type: 'conforms' }), { lenient: false, stop: ['STOP'] });
    await check.accept([text('Let me ST')]);
    const call: AnswerPart = { type: 'tool_call', index: 0, id: 'call_1', name: 'look' };
    const toolEnd: AnswerEnd = { ...end, finishReason: 'tool_calls' };
    expect(await check.accept([text('OP look.'), call, toolEnd])).toEqual([text('Let me '), stopped]);
  });
});
