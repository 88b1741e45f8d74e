import { describe, expect, it } from 'vitest';
import type { AnswerEnd, AnswerPart } from './answer.ts';
import { createCallCheck } from './answer-check.ts';

const usage = { source: 'reported', promptTokens: 1, cachedTokens: 0, completionTokens: 1 } as const;
const end = (finishReason: AnswerEnd['finishReason']): AnswerEnd => ({
  type: 'end',
  finishReason,
  usage,
  credits: undefined,
});
const text = (said: string): AnswerPart => ({ type: 'text', text: said });
const call: AnswerPart = { type: 'tool_call', index: 0, id: 'call_1', name: 'look' };

describe('an answer that must hold a call', () => {
  it('goes out with the text before the call', async () => {
    const check = createCallCheck();
    expect(await check.accept([text('Let me ')])).toEqual([]);
    expect(await check.accept([text('look.'), call])).toEqual([text('Let me '), text('look.'), call]);
    expect(await check.accept([end('tool_calls')])).toEqual([end('tool_calls')]);
    expect(check.violation()).toBeUndefined();
  });

  it('and is words, is a refusal that will do at last', async () => {
    const check = createCallCheck();
    await check.accept([{ type: 'reasoning', text: 'Hm' }, text('Which ')]);
    expect(await check.accept([text('city?\n'), end('stop')])).toEqual([
      { type: 'refusal', text: 'Which city?' },
      end('stop'),
    ]);
    expect(check.violation()).toMatchObject({ isTolerable: true });
    expect(check.violation()?.advice).toContain('in plain words');
  });

  it('and says nothing, will not do', async () => {
    const check = createCallCheck();
    expect(await check.accept([text(' '), end('stop')])).toEqual([end('stop')]);
    expect(check.violation()).toMatchObject({ isTolerable: false });
  });

  it('and was cut short, goes out as it is', async () => {
    const check = createCallCheck();
    expect(await check.accept([text('Let me'), end('length')])).toEqual([text('Let me'), end('length')]);
    expect(check.violation()).toBeUndefined();
  });
});
