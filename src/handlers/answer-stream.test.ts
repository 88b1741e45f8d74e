import { describe, expect, it } from 'vitest';
import type { AnswerPart } from '../completions/answer.ts';
import { acceptAny } from '../completions/answer-check.ts';
import { createStrictCallCheck } from '../completions/tools/strict-calls.ts';
import { prepareTurn } from '../completions/turn.ts';
import { createRequestObserver } from '../observability/request-observer.ts';
import type { QoderEvent } from '../qodercli/events.ts';
import type { Turn } from '../qodercli/turn.ts';
import { streamAnswer } from './answer-stream.ts';

const call = (id: string, input: object): readonly QoderEvent[] => [
  { type: 'tool_call', id, name: 'f' },
  { type: 'tool_arguments', id, fragment: JSON.stringify(input) },
];
const ended: QoderEvent = { type: 'ended', stopReason: 'tool_use' };

/** What goes out when the model answers each turn with the next of these, one batch after the other. */
async function answered(...answers: readonly (readonly (readonly QoderEvent[])[])[]) {
  const turns: Turn[] = [];
  const driver = {
    run(turn: Turn) {
      const batches = answers[turns.length] ?? [];
      turns.push(turn);
      return {
        events: (async function* () {
          yield* batches;
        })(),
        park: () => undefined,
      };
    },
  };
  const record = new Proxy({}, { get: () => () => undefined });
  const observer = createRequestObserver(record as never, undefined);
  const prepared = prepareTurn(
    { system: [], messages: [{ role: 'user', text: 'x' }] },
    {
      model: 'auto',
      owner: 'a',
      toolMode: 'native',
      defaultSystemPrompt: 's',
      transcriptSecret: Buffer.from('secret'),
      tools: [{ name: 'f', inputSchema: { type: 'object' } }],
    },
  );
  const isRight = (json: string): boolean => typeof JSON.parse(json).a === 'number';
  const checks = new Map([
    [
      'f',
      async (json: string) =>
        isRight(json)
          ? ({ type: 'conforms' } as const)
          : ({ type: 'violates', violation: 'a is wrong' } as const),
    ],
  ]);
  const parts: AnswerPart[] = [];
  const stream = streamAnswer(driver as never, {
    prepared,
    limits: { stop: [], maxTokens: undefined },
    createCheck: () => createStrictCallCheck(checks, acceptAny),
    signal: new AbortController().signal,
    observer,
  });
  const error = await (async () => {
    for await (const batch of stream) parts.push(...batch);
  })().then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return { parts, turns, error };
}

describe('an answer with calls of a strict tool', () => {
  it('goes out once all of them conform', async () => {
    const { parts, turns } = await answered([call('1', { a: 1 }), call('2', { a: 2 }), [ended]]);
    expect(turns.length).toBe(1);
    expect(parts.map(({ type }) => type)).toEqual([
      'tool_call',
      'tool_arguments',
      'tool_call',
      'tool_arguments',
      'end',
    ]);
  });

  it('is asked for once more, and none of its calls goes out, when one does not conform', async () => {
    const text = (said: string): readonly QoderEvent[] => [{ type: 'text', text: said }];
    const { parts, turns } = await answered(
      [text('Let me look.'), call('1', { a: 1 }), call('2', { a: 'two' }), [ended]],
      [text('Again.'), call('3', { a: 1 }), [ended]],
    );
    expect(turns.length).toBe(2);
    expect(JSON.stringify(turns[1]?.content)).toContain('a is wrong');
    expect(
      parts.map((part) => (part.type === 'tool_call' ? part.id : 'text' in part ? part.text : '')),
    ).toEqual(['Let me look.', '\n\nAgain.', '3', '', '']);
  });

  it('is an error that nobody tries again when it does not conform twice', async () => {
    const wrong = [call('1', { a: 'one' }), [ended]];
    const { parts, turns, error } = await answered(wrong, wrong);
    expect(turns.length).toBe(2);
    expect(parts).toEqual([]);
    expect(error).toMatchObject({ status: 502, headers: { 'x-should-retry': 'false' } });
  });

  it('goes out as it is when the length limit cut it', async () => {
    const cut: QoderEvent = { type: 'ended', stopReason: 'max_tokens' };
    const { parts, turns } = await answered([call('1', { a: 'one' }), [cut]]);
    expect(turns.length).toBe(1);
    expect(parts.at(-1)).toMatchObject({ type: 'end', finishReason: 'length' });
    expect(parts.length).toBe(3);
  });
});
