import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEventParser } from './event-parser.ts';
import type { QoderEvent, QoderUsage } from './events.ts';
import type { CliMessage } from './messages.ts';
import { createSessionRecord, type SessionRecord } from './session-record.ts';

type End = Extract<QoderEvent, { type: 'ended' }>;

function endOf(record: SessionRecord, lines: readonly CliMessage[]): End {
  const parser = createEventParser({
    tools: new Set(['look']),
    record,
    onUnknown: () => undefined,
    onForeignCall: () => undefined,
  });
  const events = [...lines.flatMap((line) => parser.parse(line)), ...parser.endCalls()];
  const last = events.at(-1);
  if (last?.type !== 'ended') throw new Error(`the turn ended with ${last?.type}`);
  return last;
}

const event = (body: object): CliMessage => ({ type: 'stream_event', event: body, parent_tool_use_id: null });

interface Step {
  readonly usage: QoderUsage;
  readonly credits: number;
}

interface Form {
  /** Where a message tells its usage: in the stream, or in its complete line alone. */
  readonly usageIn: 'stream' | 'line';
  readonly tellsCredits: boolean;
  /** The complete line comes only once the next turn has begun. */
  readonly lineIsLate: boolean;
}

/** The turns of a tool loop as the CLI tells them: its `result` comes once, and counts the whole session. */
function toolLoop(steps: readonly Step[], form: Form): readonly (readonly CliMessage[])[] {
  const turns: CliMessage[][] = [];
  let late: CliMessage[] = [];
  for (const [index, { usage, credits }] of steps.entries()) {
    const isLast = index === steps.length - 1;
    const id = `chatcmpl-${index}`;
    const told = {
      input_tokens: usage.inputTokens - usage.cachedInputTokens,
      cache_read_input_tokens: usage.cachedInputTokens,
      output_tokens: usage.outputTokens,
      ...(form.tellsCredits ? { credits, billable: true } : {}),
    };
    const content = isLast
      ? { type: 'text', text: 'Done' }
      : { type: 'tool_use', id: `call_${index}`, name: 'look', input: { index } };
    const stop_reason = isLast ? 'end_turn' : 'tool_use';
    const line = {
      type: 'assistant',
      message: { id, model: 'qmodel', content: [content], stop_reason, usage: told },
      parent_tool_use_id: null,
    };
    const turn = [
      ...late,
      event({ type: 'message_start', message: { id, model: 'qmodel' } }),
      event({ type: 'content_block_start', index: 0, content_block: content }),
      event({ type: 'content_block_stop', index: 0 }),
      event({
        type: 'message_delta',
        delta: { stop_reason },
        ...(form.usageIn === 'stream' ? { usage: told } : {}),
      }),
      event({ type: 'message_stop' }),
    ];
    // A replay of the line counts nothing twice.
    late = form.lineIsLate && !isLast ? [line] : [];
    if (!form.lineIsLate || isLast) turn.push(line, { ...line, uuid: 'another' });
    turns.push(turn);
  }
  const sum = (count: (step: Step) => number) => steps.reduce((total, step) => total + count(step), 0);
  turns.at(-1)?.push({
    type: 'result',
    subtype: 'success',
    is_error: false,
    result: 'Done',
    total_credits: sum(({ credits }) => credits),
    usage: {
      input_tokens: sum(({ usage }) => usage.inputTokens),
      output_tokens: sum(({ usage }) => usage.outputTokens),
    },
  });
  return turns;
}

const step: fc.Arbitrary<Step> = fc
  .record({
    input: fc.integer({ min: 1, max: 9_000 }),
    cached: fc.nat(9_000),
    output: fc.integer({ min: 1, max: 900 }),
    credits: fc.nat(500).map((hundredths) => hundredths / 100),
  })
  .map(({ input, cached, output, credits }) => ({
    usage: { inputTokens: input + cached, cachedInputTokens: cached, outputTokens: output },
    credits,
  }));

describe('a tool loop in one session', () => {
  it.each<Form>([
    { usageIn: 'stream', tellsCredits: true, lineIsLate: false },
    { usageIn: 'stream', tellsCredits: true, lineIsLate: true },
    { usageIn: 'line', tellsCredits: true, lineIsLate: false },
    { usageIn: 'stream', tellsCredits: false, lineIsLate: false },
    { usageIn: 'stream', tellsCredits: false, lineIsLate: true },
  ])('counts the tokens of each turn alone, and its credits sum up to the total, with %j', (form) => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 10 }), (steps) => {
        const record = createSessionRecord();
        const ends = toolLoop(steps, form).map((lines) => endOf(record, lines));
        expect(ends.map(({ usage }) => usage)).toEqual(steps.map(({ usage }) => usage));
        const total = steps.reduce((sum, { credits }) => sum + credits, 0);
        const counted = ends.reduce((sum, { credits = 0 }) => sum + credits, 0);
        expect(counted).toBeCloseTo(total, 6);
        if (form.tellsCredits && !form.lineIsLate) {
          for (const [index, { credits }] of steps.entries())
            expect(ends[index]?.credits).toBeCloseTo(credits, 6);
        }
      }),
    );
  });
});

describe('a CLI whose messages tell nothing', () => {
  const told = (input: number, output: number, credits: number): CliMessage => ({
    type: 'result',
    subtype: 'success',
    is_error: false,
    result: 'x',
    total_credits: credits,
    usage: { input_tokens: input, output_tokens: output },
  });

  it('is counted by the difference of the sums of its session', () => {
    const record = createSessionRecord();
    expect(endOf(record, [told(10, 2, 0.3)])).toMatchObject({
      usage: { inputTokens: 10, outputTokens: 2 },
      credits: 0.3,
    });
    expect(endOf(record, [told(35, 6, 0.4)])).toMatchObject({
      usage: { inputTokens: 25, outputTokens: 4 },
      credits: 0.1,
    });
  });

  it('has no count of a turn after one that could not be counted', () => {
    const record = createSessionRecord();
    const call = {
      type: 'assistant',
      message: {
        id: 'm1',
        content: [{ type: 'tool_use', id: 'c', name: 'look', input: {} }],
        stop_reason: 'tool_use',
      },
      parent_tool_use_id: null,
    };
    expect(endOf(record, [call])).toEqual({ type: 'ended', stopReason: 'tool_use' });
    const end = endOf(record, [told(35, 6, 0.4)]);
    expect(end.usage).toBeUndefined();
    // Credits are the session's: what was not told before is told now.
    expect(end.credits).toBe(0.4);
  });
});

describe('what is not charged', () => {
  const message = (id: string, credits: number, more: object = {}) => [
    event({ type: 'message_start', message: { id, model: 'qmodel' } }),
    event({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'x' } }),
    event({
      type: 'message_delta',
      delta: { stop_reason: 'end_turn' },
      usage: { input_tokens: 1, output_tokens: 1, credits, ...more },
    }),
    event({ type: 'message_stop' }),
  ];
  const result: CliMessage = { type: 'result', subtype: 'success', is_error: false, result: '' };

  it('is a message that is not billable', () => {
    expect(endOf(createSessionRecord(), [...message('m', 2, { billable: false }), result]).credits).toBe(0);
  });

  it('is a message that the CLI withdraws', () => {
    const retry: CliMessage = { type: 'system', subtype: 'api_retry' };
    const lines = [...message('m1', 2), retry, ...message('m2', 3), result];
    expect(endOf(createSessionRecord(), lines)).toMatchObject({
      usage: { inputTokens: 1, outputTokens: 1 },
      credits: 3,
    });
  });
});
