import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEventParser } from './event-parser.ts';
import type { QoderEvent } from './events.ts';
import type { CliMessage } from './messages.ts';
import { createLineSplitter } from './ndjson.ts';
import { createSessionRecord } from './session-record.ts';

const unknown: string[] = [];
const foreign: string[] = [];

function parse(messages: readonly CliMessage[]): readonly QoderEvent[] {
  unknown.length = 0;
  foreign.length = 0;
  const parser = createEventParser({
    tools: new Set(['look']),
    record: createSessionRecord(),
    onUnknown: (type) => unknown.push(type),
    onForeignCall: (name) => foreign.push(name),
  });
  return messages.flatMap((message) => parser.parse(message));
}

const stream = (event: object): CliMessage => ({ type: 'stream_event', event, parent_tool_use_id: null });
const start = (id = 'm1', usage?: object) =>
  stream({ type: 'message_start', message: { id, model: 'x', usage } });
const text = (value: string) =>
  stream({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: value } });
const stop = (reason: string, usage?: object) =>
  stream({ type: 'message_delta', delta: { stop_reason: reason }, usage });
const whole = (content: readonly object[], more: object = {}): CliMessage => ({
  type: 'assistant',
  message: { id: 'm1', model: 'x', role: 'assistant', content, ...more },
  parent_tool_use_id: null,
});
const result = (more: object = {}): CliMessage => ({
  type: 'result',
  subtype: 'success',
  is_error: false,
  result: '',
  ...more,
});
const textOf = (events: readonly QoderEvent[]) =>
  events.map((event) => (event.type === 'text' ? event.text : '')).join('');

describe('text', () => {
  const block = { type: 'text', text: 'Hello' };
  it.each([
    ['as deltas', [start(), text('Hel'), text('lo'), result()]],
    ['as a whole', [whole([block]), result()]],
    ['as both', [start(), text('Hel'), text('lo'), whole([block]), result()]],
    ['in part, then as a whole', [start(), text('Hel'), whole([block]), result()]],
    [
      'block by block',
      [
        start(),
        text('Hel'),
        text('lo'),
        whole([{ type: 'text', text: 'Hel' }]),
        whole([{ type: 'text', text: 'lo' }]),
        result(),
      ],
    ],
    ['in the result alone', [result({ result: 'Hello' })]],
  ])('comes once when it is sent %s', (_, messages) => {
    expect(textOf(parse(messages))).toBe('Hello');
  });

  it('is the same wherever the bytes of the output are split', () => {
    const piece = fc.string({ unit: 'grapheme', maxLength: 12 });
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 6 }),
        fc.array(fc.nat(), { maxLength: 25 }),
        (pieces, cuts) => {
          const lines = [
            start(),
            ...pieces.map(text),
            whole([{ type: 'text', text: pieces.join('') }]),
            result(),
          ];
          const bytes = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
          const splitter = createLineSplitter(1_000_000);
          const places = [0, ...cuts.map((cut) => cut % bytes.length), bytes.length].sort((a, b) => a - b);
          const read = places
            .slice(1)
            .flatMap((end, index) => splitter.push(bytes.subarray(places[index], end)));
          expect(textOf(parse(read.map((line) => JSON.parse(line))))).toBe(pieces.join(''));
        },
      ),
    );
  });

  it('is never what the CLI or a subagent says', () => {
    const events = parse([
      { ...whole([block]), parent_tool_use_id: 'toolu_1' },
      { ...text('secret'), parent_tool_use_id: 'toolu_1' },
      { ...whole([block]), isApiErrorMessage: true },
      whole([block], { model: '<synthetic>' }),
      stream({ type: 'message_start', message: { id: 'm2', model: '<synthetic>' } }),
      text('synthetic'),
    ]);
    expect(events).toEqual([]);
  });
});

describe('a retry', () => {
  const retry: CliMessage = {
    type: 'system',
    subtype: 'api_retry',
    error_status: 429,
    error: 'rate_limit',
    retry_delay_ms: 9,
  };
  it('withdraws what was given out, and the complete form of it', () => {
    const events = parse([
      start('m1'),
      text('first'),
      retry,
      whole([{ type: 'text', text: 'first' }]),
      start('m2'),
      text('second'),
      result(),
    ]);
    expect(events.map(({ type }) => type)).toEqual(['text', 'withdrawn', 'text', 'ended']);
  });

  it('before any text is a mere sign of life', () => {
    expect(parse([start(), retry])).toEqual([{ type: 'waiting', cause: 'retry' }]);
  });

  it('explains the failure behind it', () => {
    const failed = parse([
      retry,
      { type: 'assistant', error: 'unknown', message: { model: '<synthetic>', content: [] } },
      result({ is_error: true, result: 'gave up' }),
    ]);
    expect(failed.at(-1)).toMatchObject({
      type: 'failed',
      failure: { kind: 'rate_limited', retryAfterMs: 9 },
    });
  });
});

describe('tool calls', () => {
  const open = (index: number, id: string, name: string) =>
    stream({ type: 'content_block_start', index, content_block: { type: 'tool_use', id, name, input: {} } });
  const json = (index: number, partial: string) =>
    stream({
      type: 'content_block_delta',
      index,
      delta: { type: 'input_json_delta', partial_json: partial },
    });
  const close = (index: number) => stream({ type: 'content_block_stop', index });
  const end = stream({ type: 'message_stop' });

  it('come with their pieces, and end the turn with the message, not with the first of them', () => {
    const events = parse([
      start('m1', { input_tokens: 5 }),
      open(1, 't1', 'mcp__client__look'),
      json(1, '{"a"'),
      json(1, ':1}'),
      close(1),
      open(2, 't2', 'look'),
      close(2),
      stop('tool_use', { output_tokens: 7 }),
      end,
      whole([{ type: 'tool_use', id: 't1', name: 'look', input: { a: 1 } }]),
      start('m2'),
      text('more'),
    ]);
    expect(events).toEqual([
      { type: 'tool_call', id: 't1', name: 'look' },
      { type: 'tool_arguments', id: 't1', fragment: '{"a"' },
      { type: 'tool_arguments', id: 't1', fragment: ':1}' },
      { type: 'tool_call', id: 't2', name: 'look' },
      { type: 'tool_arguments', id: 't2', fragment: '{}' },
      {
        type: 'ended',
        stopReason: 'tool_use',
        usage: { inputTokens: 5, cachedInputTokens: 0, outputTokens: 7 },
      },
    ]);
  });

  it('come from a complete message that was not streamed', () => {
    const events = parse([
      whole([{ type: 'tool_use', id: 't1', name: 'look', input: { a: 1 } }], { stop_reason: 'tool_use' }),
    ]);
    expect(events.map(({ type }) => type)).toEqual(['tool_call', 'tool_arguments', 'ended']);
  });

  it('of tools that were not offered are left out, and do not end the turn', () => {
    const events = parse([
      start(),
      open(0, 't1', 'Bash'),
      json(0, '{}'),
      close(0),
      stop('tool_use'),
      end,
      start('m2'),
      text('instead'),
      result(),
    ]);
    expect(textOf(events)).toBe('instead');
    expect(events.map(({ type }) => type)).toEqual(['text', 'ended']);
    expect(foreign).toEqual(['Bash']);
  });
});

describe('the end', () => {
  it.each([
    ['the result', [result({ usage: { input_tokens: 3, cache_read_input_tokens: 4, output_tokens: 5 } })]],
    [
      'the message, where the result has zeros',
      [
        start('m1', { input_tokens: 3, cache_read_input_tokens: 4 }),
        stop('end_turn', { output_tokens: 5 }),
        result({ usage: { input_tokens: 0, output_tokens: 0 } }),
      ],
    ],
  ])('has the usage of %s', (_, messages) => {
    expect(parse(messages).at(-1)).toMatchObject({
      usage: { inputTokens: 7, cachedInputTokens: 4, outputTokens: 5 },
    });
  });

  it('has no usage where nobody knows any', () => {
    expect(parse([result({ usage: { input_tokens: 0, output_tokens: 0 } })])).toEqual([
      { type: 'ended', stopReason: null },
    ]);
  });

  it('is a length limit, not a failure, when the output was too long', () => {
    const cut: CliMessage = {
      type: 'assistant',
      error: 'max_output_tokens',
      message: { model: 'x', content: [] },
    };
    expect(parse([start(), text('so far'), cut, result({ is_error: true })]).at(-1)).toMatchObject({
      type: 'ended',
      stopReason: 'max_tokens',
    });
  });

  it.each([
    [{ error_code: 401 }, 'not_logged_in'],
    [{ error_code: 402 }, 'quota_exceeded'],
    [{ error_code: 429 }, 'rate_limited'],
    [{ errors: ['API Error: prompt is too long'] }, 'context_too_long'],
    [{ errors: ['Not logged in · Please run /login'] }, 'not_logged_in'],
    [{ errors: ['boom'] }, 'model_failed'],
  ])('is a failure with %j', (more, kind) => {
    expect(parse([result({ is_error: true, subtype: 'error_during_execution', ...more })])).toMatchObject([
      { type: 'failed', failure: { kind } },
    ]);
  });

  it('is the last event, whatever comes after it', () => {
    expect(parse([result(), text('late'), result()]).length).toBe(1);
  });
});

it('counts what it does not know and goes on', () => {
  expect(
    parse([
      { type: 'brand_new' },
      stream({ type: 'odd' }),
      stream({ type: 'content_block_delta', delta: { type: 'odd_delta' } }),
    ]),
  ).toEqual([]);
  expect(unknown).toEqual(['brand_new', 'stream_event:odd', 'delta:odd_delta']);
});

it('never throws, whatever JSON it is given', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.dictionary(
          fc.constantFrom('type', 'event', 'message', 'delta', 'subtype', 'content', 'usage'),
          fc.jsonValue(),
        ),
      ),
      (messages) => {
        expect(() => parse(messages)).not.toThrow();
      },
    ),
  );
});
