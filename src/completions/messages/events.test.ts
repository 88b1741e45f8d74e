import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Message, MessageStreamEvent } from '../../contract/operations.ts';
import type { AnswerEnd, AnswerPart } from '../answer.ts';
import { createMessageEvents } from './events.ts';
import { createMessageResponse } from './response.ts';

const identity = { id: `msg_${'0'.repeat(32)}`, model: 'auto' };
const usage = { source: 'reported', promptTokens: 10, cachedTokens: 4, completionTokens: 3 } as const;
const end = (more: Partial<AnswerEnd> = {}): AnswerEnd => ({
  type: 'end',
  finishReason: 'stop',
  usage,
  credits: undefined,
  ...more,
});

function eventsOf(batches: readonly (readonly AnswerPart[])[], showsThinking = true): MessageStreamEvent[] {
  const render = createMessageEvents(identity, { showsThinking, promptTokens: () => 9 });
  const frames = batches
    .map((batch) => render(batch))
    .join('')
    .split('\n\n')
    .filter(Boolean);
  return frames.map((frame) => {
    const [name, data] = /^event: (\w+)\ndata: (.*)$/s.exec(frame)?.slice(1) ?? [];
    const event = JSON.parse(data ?? '') as MessageStreamEvent;
    expect(event.type).toBe(name);
    return event;
  });
}

function messageOf(parts: readonly AnswerPart[], showsThinking = true): Message {
  const response = createMessageResponse(identity, showsThinking);
  response.accept(parts);
  return response.finish(parts.at(-1) as AnswerEnd);
}

/** The message that a client makes of the events, as strictly as the strictest. */
function rebuilt(events: readonly MessageStreamEvent[]): unknown {
  const [first, ...rest] = events;
  if (first?.type !== 'message_start') throw new Error('it does not begin');
  const content: Record<string, unknown>[] = [];
  let open = false;
  let ending = {};
  let input = '';
  for (const event of rest) {
    if (event.type === 'content_block_start') {
      expect([open, event.index]).toEqual([false, content.length]);
      open = true;
      input = '';
      content.push({ ...event.content_block });
    } else if (event.type === 'content_block_delta') {
      expect([open, event.index]).toEqual([true, content.length - 1]);
      const block = content.at(-1) ?? {};
      const { delta } = event;
      if (delta.type === 'text_delta') block['text'] += delta.text;
      else if (delta.type === 'thinking_delta') block['thinking'] += delta.thinking;
      else if (delta.type === 'signature_delta') block['signature'] = delta.signature;
      else {
        input += delta.partial_json;
      }
    } else if (event.type === 'content_block_stop') {
      expect([open, event.index]).toEqual([true, content.length - 1]);
      open = false;
      if (input !== '') (content.at(-1) ?? {})['input'] = JSON.parse(input);
    } else if (event.type === 'message_delta') {
      expect(open).toBe(false);
      ending = { ...event.delta, usage: event.usage };
    }
  }
  expect(rest.at(-1)).toEqual({ type: 'message_stop' });
  return { ...first.message, content, ...ending };
}

const said = fc.string({ minLength: 1 });
const spoken: fc.Arbitrary<readonly (readonly ['text' | 'reasoning' | 'call', string])[]> = fc.array(
  fc.tuple(fc.constantFrom('text' as const, 'reasoning' as const, 'call' as const), said),
);

describe('the events of a message', () => {
  it('add up to the message that is given whole', () => {
    fc.assert(
      fc.property(
        spoken,
        fc.boolean(),
        fc.constantFrom<Partial<AnswerEnd>>({}, { finishReason: 'length' }, { stopSequence: 'END' }),
        (pieces, showsThinking, ending) => {
          let calls = 0;
          const parts = pieces.flatMap(([type, text]): AnswerPart[] => {
            if (type !== 'call') return [{ type, text }];
            const index = calls;
            calls += 1;
            const json = JSON.stringify({ text });
            return [
              { type: 'tool_call', index, id: `toolu_${index}`, name: 'look' },
              { type: 'tool_arguments', index, fragment: json.slice(0, 4) },
              { type: 'tool_arguments', index, fragment: json.slice(4) },
            ];
          });
          const all = [...parts, end(ending)];
          const events = eventsOf(
            all.map((part) => [part]),
            showsThinking,
          );
          expect(rebuilt(events)).toEqual(messageOf(all, showsThinking));
          // One delta of the model is one delta of the stream: nothing is held back.
          const deltas = events.filter(({ type }) => type === 'content_block_delta').length;
          const signatures = events.filter(
            (event) => event.type === 'content_block_delta' && event.delta.type === 'signature_delta',
          ).length;
          const shown = parts.filter(
            ({ type }) => type !== 'tool_call' && (showsThinking || type !== 'reasoning'),
          );
          expect(deltas - signatures).toBe(shown.length);
        },
      ),
    );
  });

  it('begin with an estimate of what the prompt costs, and end with what it did', () => {
    const events = eventsOf(
      [[{ type: 'reasoning', text: 'Hm' }], [{ type: 'text', text: 'So.' }, end()]],
      false,
    );
    expect(events[0]).toMatchObject({ message: { usage: { input_tokens: 9 }, stop_reason: null } });
    expect(events.at(-2)).toEqual({
      type: 'message_delta',
      delta: { stop_reason: 'end_turn', stop_sequence: null },
      usage: {
        input_tokens: 6,
        cache_read_input_tokens: 4,
        cache_creation_input_tokens: 0,
        output_tokens: 3,
      },
    });
  });

  it('fail when what was sent is withdrawn, and not when nothing was', () => {
    expect(() => eventsOf([[{ type: 'text', text: 'x' }], [{ type: 'withdrawn' }]])).toThrow(/in the middle/);
    const events = eventsOf(
      [[{ type: 'reasoning', text: 'x' }], [{ type: 'withdrawn' }], [{ type: 'text', text: 'y' }, end()]],
      false,
    );
    expect(rebuilt(events)).toMatchObject({ content: [{ type: 'text', text: 'y' }] });
  });
});

describe('a whole message', () => {
  it.each<[Partial<AnswerEnd>, string]>([
    [{ finishReason: 'stop' }, 'end_turn'],
    [{ finishReason: 'length' }, 'max_tokens'],
    [{ finishReason: 'tool_calls' }, 'tool_use'],
    [{ finishReason: 'content_filter' }, 'refusal'],
    [{ finishReason: 'stop', stopSequence: 'END' }, 'stop_sequence'],
  ])('that ends by %j says %s', (ending, reason) => {
    expect(messageOf([end(ending)])).toMatchObject({
      stop_reason: reason,
      stop_sequence: ending.stopSequence ?? null,
    });
  });

  it('begins again when what came is withdrawn', () => {
    const parts: AnswerPart[] = [
      { type: 'text', text: 'x' },
      { type: 'withdrawn' },
      { type: 'text', text: 'y' },
      end(),
    ];
    expect(messageOf(parts).content).toEqual([{ type: 'text', text: 'y' }]);
  });

  const call = (fragment: string): AnswerPart[] => [
    { type: 'tool_call', index: 0, id: 'toolu_0', name: 'look' },
    { type: 'tool_arguments', index: 0, fragment },
  ];

  it.each(['{"a":', '[1]', '"x"', 'x'])(
    'fails with a call of the input %s, and leaves out one that was cut',
    (json) => {
      expect(() => messageOf([...call(json), end({ finishReason: 'tool_calls' })])).toThrow(
        /not a JSON object/,
      );
      expect(messageOf([...call(json), end({ finishReason: 'length' })]).content).toEqual([]);
    },
  );

  it('takes no input for an empty one', () => {
    expect(messageOf([...call(''), end({ finishReason: 'tool_calls' })]).content).toMatchObject([
      { input: {} },
    ]);
  });
});
