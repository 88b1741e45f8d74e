import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEventParser } from './event-parser.ts';
import type { QoderEvent } from './events.ts';
import type { CliMessage } from './messages.ts';
import { createSessionRecord } from './session-record.ts';

type Block =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'thinking'; readonly thinking: string }
  | { readonly type: 'tool_use'; readonly id: string; readonly name: string; readonly input: object };

/** A model message, and all that the client is to see of it. */
interface Message {
  readonly id: string;
  readonly blocks: readonly Block[];
}

const parse = (messages: readonly CliMessage[]): readonly QoderEvent[] => {
  const parser = createEventParser({
    tools: new Set(['look', 'find']),
    record: createSessionRecord(),
    onUnknown: () => undefined,
    onForeignCall: () => undefined,
  });
  return messages.flatMap((message) => parser.parse(message));
};

function seen(events: readonly QoderEvent[]) {
  const calls = new Map<string, { name: string; json: string }>();
  let text = '';
  let reasoning = '';
  for (const event of events) {
    if (event.type === 'text') text += event.text;
    if (event.type === 'reasoning') reasoning += event.text;
    if (event.type === 'tool_call') calls.set(event.id, { name: event.name, json: '' });
    if (event.type === 'tool_arguments') {
      const call = calls.get(event.id);
      if (call === undefined) throw new Error('arguments before their call');
      call.json += event.fragment;
    }
  }
  return {
    text,
    reasoning,
    calls: [...calls].map(([id, { name, json }]) => ({ id, name, input: JSON.parse(json) })),
  };
}

function meant({ blocks }: Message) {
  return {
    text: blocks.map((block) => (block.type === 'text' ? block.text : '')).join(''),
    reasoning: blocks.map((block) => (block.type === 'thinking' ? block.thinking : '')).join(''),
    calls: blocks.flatMap((block) => {
      if (block.type !== 'tool_use') return [];
      const { id, name, input } = block;
      return [{ id, name, input }];
    }),
  };
}

const stopReasonOf = (message: Message): string =>
  message.blocks.some(({ type }) => type === 'tool_use') ? 'tool_use' : 'end_turn';
const event = (body: object): CliMessage => ({
  type: 'stream_event',
  event: body,
  parent_tool_use_id: null,
});
const line = (
  message: Message,
  content: readonly object[],
  stopReason: string | null = null,
): CliMessage => ({
  type: 'assistant',
  message: { id: message.id, role: 'assistant', model: 'qmodel', content, stop_reason: stopReason },
  parent_tool_use_id: null,
});

function pieces(text: string, cuts: readonly number[]): readonly string[] {
  const places = [0, ...cuts.map((cut) => cut % (text.length + 1)), text.length].sort((a, b) => a - b);
  return places.slice(1).flatMap((end, index) => text.slice(places[index], end) || []);
}

/** As the model streams it; the first piece of a block may stand in its start already. */
function streamOf(message: Message, cuts: readonly number[], startsFull: boolean): readonly CliMessage[] {
  const ofBlock = (block: Block, index: number): readonly CliMessage[] => {
    const stop = event({ type: 'content_block_stop', index });
    if (block.type === 'tool_use') {
      const deltas = pieces(JSON.stringify(block.input), cuts).map((partial_json) =>
        event({ type: 'content_block_delta', index, delta: { type: 'input_json_delta', partial_json } }),
      );
      const start = { type: 'content_block_start', index, content_block: { ...block, input: {} } };
      return [event(start), ...deltas, stop];
    }
    const field = block.type;
    const parts = pieces(block.type === 'text' ? block.text : block.thinking, cuts);
    const inStart = startsFull ? parts.slice(0, 1) : [];
    const deltas = parts
      .slice(inStart.length)
      .map((part) =>
        event({ type: 'content_block_delta', index, delta: { type: `${field}_delta`, [field]: part } }),
      );
    const content_block = { type: field, [field]: inStart.join('') };
    return [event({ type: 'content_block_start', index, content_block }), ...deltas, stop];
  };
  return [
    event({ type: 'message_start', message: { id: message.id, model: 'qmodel', content: [] } }),
    ...message.blocks.flatMap(ofBlock),
    event({
      type: 'message_delta',
      delta: { stop_reason: stopReasonOf(message) },
      usage: { input_tokens: 1, output_tokens: 1 },
    }),
    event({ type: 'message_stop' }),
  ];
}

/** As complete lines: one for each block, or for each piece of its text. */
function linesOf(message: Message, cuts: readonly number[]): readonly CliMessage[] {
  const parts = message.blocks.flatMap((block): readonly Block[] => {
    if (block.type === 'text') return pieces(block.text, cuts).map((text) => ({ ...block, text }));
    if (block.type === 'thinking') {
      return pieces(block.thinking, cuts).map((thinking) => ({ ...block, thinking, signature: '' }));
    }
    return [block];
  });
  return parts.map((part, index) =>
    line(message, [part], index === parts.length - 1 ? stopReasonOf(message) : null),
  );
}

/** Ids as models' servers make them up. */
const idForm = fc.oneof(
  fc.uuid(),
  fc
    .constantFrom('chatcmpl-', 'call_', 'toolu_01', 'functions.look:')
    .chain((prefix) => fc.nat(9_999).map((number) => `${prefix}${number}`)),
  fc.string({ minLength: 1, maxLength: 8 }),
);
const anyText = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
const message = (text: fc.Arbitrary<string>): fc.Arbitrary<Message> =>
  fc
    .record({
      id: idForm,
      thinking: fc.option(text, { nil: undefined }),
      texts: fc.array(text, { minLength: 1, maxLength: 2 }),
      calls: fc.uniqueArray(
        fc.record({
          id: idForm,
          name: fc.constantFrom('look', 'find'),
          input: fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 3, noNullPrototype: true }),
        }),
        { maxLength: 3, selector: ({ id }) => id },
      ),
    })
    .map(({ id, thinking, texts: [first = '', second], calls }) => ({
      id,
      blocks: [
        ...(thinking === undefined ? [] : [{ type: 'thinking' as const, thinking }]),
        { type: 'text' as const, text: first },
        ...calls.map((call) => ({
          type: 'tool_use' as const,
          ...call,
          input: JSON.parse(JSON.stringify(call.input)),
        })),
        // Text behind the calls: the last line has no call, and still ends the message.
        ...(second === undefined ? [] : [{ type: 'text' as const, text: second }]),
      ],
    }));

/** No piece of a text is the repetition or the beginning of another: without a stream nobody could tell them apart. */
function inDistinctWords({ id, blocks }: Message, words: number): Message {
  const text = (block: number): string =>
    Array.from({ length: words }, (_, word) => `${block}.${word} `).join('');
  return {
    id,
    blocks: blocks.map((block, index) => {
      if (block.type === 'text') return { ...block, text: text(index) };
      return block.type === 'thinking' ? { ...block, thinking: text(index) } : block;
    }),
  };
}

/** Each word of those texts has four characters. */
const wordEnds = (words: number): readonly number[] =>
  Array.from({ length: words }, (_, index) => (index + 1) * 4);

/** Merges lists, keeping the order of each. */
function interleave<T>(lists: readonly (readonly T[])[], choices: readonly number[]): readonly T[] {
  const rest = lists.map((list) => [...list]).filter((list) => list.length > 0);
  const merged: T[] = [];
  for (let turn = 0; rest.length > 0; turn += 1) {
    const index = (choices[turn % Math.max(1, choices.length)] ?? 0) % rest.length;
    const list = rest[index] ?? [];
    merged.push(...list.splice(0, 1));
    if (list.length === 0) rest.splice(index, 1);
  }
  return merged;
}

/** Says lines once more, later on, as they were or with another uuid. */
function withReplays(lines: readonly CliMessage[], replays: readonly number[]): readonly CliMessage[] {
  return replays.reduce<readonly CliMessage[]>((all, choice) => {
    const from = choice % all.length;
    const source = all[from];
    const to = from + 1 + (choice % (all.length - from));
    if (source?.type !== 'assistant') return all;
    return [...all.slice(0, to), { ...source, uuid: `replay-${choice}` }, ...all.slice(to)];
  }, lines);
}

const cuts = fc.array(fc.nat(), { maxLength: 5 });
const choices = fc.array(fc.nat(7), { minLength: 1, maxLength: 20 });
const replays = fc.array(fc.nat(), { maxLength: 4 });
const result: CliMessage = { type: 'result', subtype: 'success', is_error: false, result: '' };

describe('nothing of a message comes twice, and nothing is lost,', () => {
  it('when it is streamed, and told in lines before, during and after that', () => {
    fc.assert(
      fc.property(
        message(anyText),
        fc.nat(3),
        cuts,
        fc.boolean(),
        choices,
        replays,
        (any, words, streamCuts, startsFull, order, again) => {
          const said = inDistinctWords(any, words + 1);
          const stream = streamOf(said, streamCuts, startsFull);
          // The stream's end comes last: it ends a turn with calls.
          const lines = linesOf(said, wordEnds(words + 1)).slice(0, -1);
          const body = interleave([stream.slice(0, -1), lines], order);
          const snapshot = line(said, said.blocks, stopReasonOf(said));
          const all = withReplays([...body, ...stream.slice(-1), snapshot], again);
          expect(seen(parse([...all, result]))).toEqual(meant(said));
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('when it is streamed, and repeated in lines after that, whatever its text', () => {
    fc.assert(
      fc.property(message(anyText), cuts, cuts, replays, (said, streamCuts, lineCuts, again) => {
        const stream = streamOf(said, streamCuts, false);
        const lines = linesOf(said, lineCuts);
        const all = withReplays([...stream.slice(0, -1), ...lines, ...stream.slice(-1)], again);
        expect(seen(parse([...all, result]))).toEqual(meant(said));
      }),
      { numRuns: 1_000 },
    );
  });

  it('when it comes in lines alone, with replays and a snapshot at the end', () => {
    fc.assert(
      fc.property(message(anyText), fc.nat(3), replays, fc.boolean(), (any, words, again, hasSnapshot) => {
        const said = inDistinctWords(any, words + 1);
        const lines = linesOf(said, wordEnds(words + 1));
        const snapshot = hasSnapshot ? [line(said, said.blocks, stopReasonOf(said))] : [];
        // The last line ends a turn with calls.
        const body = lines.length === 1 ? [] : withReplays(lines.slice(0, -1), again);
        expect(seen(parse([...body, ...lines.slice(-1), ...snapshot, result]))).toEqual(meant(said));
      }),
      { numRuns: 1_000 },
    );
  });

  it('when it is streamed alone', () => {
    fc.assert(
      fc.property(message(anyText), cuts, fc.boolean(), (said, streamCuts, startsFull) => {
        expect(seen(parse([...streamOf(said, streamCuts, startsFull), result]))).toEqual(meant(said));
      }),
    );
  });
});

describe('a placeholder for no content', () => {
  const empty: Message = { id: 'm1', blocks: [{ type: 'text', text: '(no content)' }] };
  it.each([
    ['streamed', streamOf(empty, [3, 7], false)],
    ['streamed in the start of its block', streamOf(empty, [], true)],
    ['in a line', linesOf(empty, [])],
    ['in the result', [{ ...result, result: '(no content)' }]],
  ])('is no answer when it is %s', (_, lines) => {
    expect(parse([...lines, result]).map(({ type }) => type)).toEqual(['ended']);
  });

  it.each(['(no', '(no content) but more', '(', '(no content'])('is not seen in %j', (text) => {
    expect(
      seen(parse([...streamOf({ id: 'm1', blocks: [{ type: 'text', text }] }, [2], false), result])).text,
    ).toBe(text);
  });
});

describe('calls', () => {
  it('that share an id are told apart', () => {
    const blocks = [1, 2].map(
      (value) => ({ type: 'tool_use', id: 'call_0', name: 'look', input: { value } }) as const,
    );
    const { calls } = seen(parse([...streamOf({ id: 'm', blocks }, [], false), result]));
    expect(calls.map(({ input }) => input)).toEqual([{ value: 1 }, { value: 2 }]);
    expect(new Set(calls.map(({ id }) => id)).size).toBe(2);
  });

  it('without an id come once', () => {
    const blocks = [{ type: 'tool_use', id: '', name: 'look', input: { value: 1 } }] as const;
    const said: Message = { id: 'm', blocks };
    const stream = streamOf(said, [4], false);
    const { calls } = seen(
      parse([...stream.slice(0, -1), ...linesOf(said, []), ...stream.slice(-1), result]),
    );
    expect(calls).toEqual([{ id: 'call_0', name: 'look', input: { value: 1 } }]);
  });
});
