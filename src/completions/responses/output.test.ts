import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ResponseObject, ResponseStreamEvent } from '../../contract/operations.ts';
import type { AnswerEnd, AnswerPart } from '../answer.ts';
import { createResponseEvents } from './events.ts';
import { createOutput } from './output.ts';
import { begunResponse, endedResponse } from './response.ts';
import type { ClientTool } from './tools.ts';

const tools = new Map<string, ClientTool>([
  ['look', { name: 'look', form: 'function' }],
  ['patch', { name: 'patch', form: 'custom' }],
  ['tool_search', { name: 'tool_search', form: 'tool_search' }],
  ['n__look', { name: 'look', namespace: 'n', form: 'function' }],
]);
const begun = begunResponse(
  { id: 'resp_1', createdAt: 1, model: 'auto' },
  { model: 'auto', input: 'x' },
  true,
);
const usage = { source: 'reported', promptTokens: 3, cachedTokens: 1, completionTokens: 2 } as const;
const end = (finishReason: AnswerEnd['finishReason']): AnswerEnd => ({
  type: 'end',
  finishReason,
  usage,
  credits: undefined,
});

/** What any model may say, in batches as it comes. */
const text = fc.string({ minLength: 1, maxLength: 8 });
const piece = fc.oneof(
  fc.record({ type: fc.constant('text' as const), text }),
  fc.record({ type: fc.constant('reasoning' as const), text }),
  fc.record({
    type: fc.constant('call' as const),
    name: fc.constantFrom(...tools.keys(), 'unknown'),
    fragments: fc.array(text, { maxLength: 3 }),
  }),
);
const answer = fc
  .tuple(
    fc.array(piece, { maxLength: 8 }),
    fc.constantFrom<AnswerEnd['finishReason']>('stop', 'length', 'tool_calls', 'content_filter'),
    fc.integer({ min: 1, max: 4 }),
  )
  .map(([pieces, finishReason, size]) => {
    let index = -1;
    const parts = pieces.flatMap((part): AnswerPart[] => {
      if (part.type !== 'call') return [part];
      index += 1;
      return [
        { type: 'tool_call', index, id: `call_${index}`, name: part.name },
        ...part.fragments.map((fragment): AnswerPart => ({ type: 'tool_arguments', index, fragment })),
      ];
    });
    parts.push(end(finishReason));
    const batches = parts.flatMap((_, at) => (at % size === 0 ? [parts.slice(at, at + size)] : []));
    return { parts, batches };
  });

const finish = (output: ResponseObject['output'], last: AnswerEnd) => endedResponse(begun, output, last, 2);

function eventsOf(batches: readonly (readonly AnswerPart[])[]): readonly ResponseStreamEvent[] {
  const events = createResponseEvents(begun, createOutput(tools), (output, last) =>
    finish([...output], last),
  );
  return parsed(batches.map(events.render).join(''));
}

function parsed(frames: string): readonly ResponseStreamEvent[] {
  return frames
    .split('\n\n')
    .slice(0, -1)
    .map((frame) => {
      const [name = '', data = ''] = frame.split('\n');
      const event = JSON.parse(data.slice('data: '.length)) as ResponseStreamEvent;
      expect(name).toBe(`event: ${event.type}`);
      return event;
    });
}

/** Ids are made at random. */
function withoutIds(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, field) => (key === 'id' ? '' : field)));
}

describe('an answer as events', () => {
  it('tells in its last one what a whole answer would have been', () => {
    fc.assert(
      fc.property(answer, ({ parts, batches }) => {
        const last = eventsOf(batches).at(-1);
        const whole = createOutput(tools);
        for (const part of parts) whole.accept(part);
        expect('response' in (last ?? {}) && withoutIds(last)).toMatchObject({
          response: withoutIds(finish([...whole.items()], parts.at(-1) as AnswerEnd)) as object,
        });
      }),
    );
  });

  it('is the same however its parts are batched', () => {
    fc.assert(
      fc.property(answer, ({ parts, batches }) => {
        const strip = (events: readonly ResponseStreamEvent[]) =>
          JSON.stringify(events).replaceAll(/"((?:msg|rs|fc|ctc|tsc)_)[0-9a-f]{32}"/g, '"$1"');
        expect(strip(eventsOf(batches))).toBe(strip(eventsOf([parts])));
      }),
    );
  });

  it('is numbered from 0, and each item is told from its beginning to its end before the next', () => {
    fc.assert(
      fc.property(answer, ({ batches }) => {
        const events = eventsOf(batches);
        expect(events.map(({ sequence_number }) => sequence_number)).toEqual([...events.keys()]);
        let open: string | undefined;
        let count = 0;
        for (const event of events.slice(2, -1)) {
          if (event.type === 'response.output_item.added') {
            expect(open).toBeUndefined();
            open = event.item.id;
            expect(event.output_index).toBe(count);
          } else if (event.type === 'response.output_item.done') {
            expect(event.item.id).toBe(open);
            open = undefined;
            count += 1;
          } else expect(event).toMatchObject({ item_id: open, output_index: count });
        }
        expect(open).toBeUndefined();
        const last = events.at(-1);
        expect(last !== undefined && 'response' in last && last.response.output.length).toBe(count);
      }),
    );
  });

  it('loses nothing of what the model said', () => {
    fc.assert(
      fc.property(answer, ({ parts, batches }) => {
        const events = eventsOf(batches);
        const said = (type: 'text' | 'reasoning') =>
          parts.map((part) => (part.type === type ? part.text : '')).join('');
        const told = (type: ResponseStreamEvent['type']) =>
          events.map((event) => (event.type === type && 'delta' in event ? event.delta : '')).join('');
        expect(told('response.output_text.delta')).toBe(said('text'));
        expect(told('response.reasoning_summary_text.delta')).toBe(said('reasoning'));
      }),
    );
  });

  it('that is cut has an item that is cut, and says why', () => {
    const parts: AnswerPart[] = [
      { type: 'tool_call', index: 0, id: 'call_0', name: 'n__look' },
      { type: 'tool_arguments', index: 0, fragment: '{"a' },
      end('length'),
    ];
    expect(eventsOf([parts]).at(-1)).toMatchObject({
      type: 'response.incomplete',
      response: {
        incomplete_details: { reason: 'max_output_tokens' },
        output: [{ name: 'look', namespace: 'n', arguments: '{"a', status: 'incomplete' }],
      },
    });
  });

  it('that breaks off goes on with its numbers, and keeps what was whole', () => {
    const events = createResponseEvents(begun, createOutput(tools), finish as never);
    const parts: AnswerPart[] = [
      { type: 'reasoning', text: 'Hm' },
      { type: 'text', text: 'so far' },
    ];
    const before = parsed(events.render(parts));
    const error = { message: 'gone', type: 'api_error', param: null, code: null } as const;
    const [failed] = parsed(events.fail(error));
    expect(failed).toMatchObject({
      type: 'response.failed',
      sequence_number: before.length,
      response: {
        status: 'failed',
        output: [{ type: 'reasoning' }],
        error: { code: 'server_error', message: 'gone' },
      },
    });
  });

  it('that fails before it says anything begins all the same', () => {
    const events = createResponseEvents(begun, createOutput(tools), finish as never);
    const error = { message: 'gone', type: 'api_error', param: null, code: 'qodercli_failed' } as const;
    expect(parsed(events.fail(error)).map(({ type }) => type)).toEqual([
      'response.created',
      'response.in_progress',
      'response.failed',
    ]);
  });

  it('starts again where nothing was sent when it was withdrawn, and fails where something was', () => {
    const events = createResponseEvents(begun, createOutput(tools), (output, last) =>
      finish([...output], last),
    );
    expect(events.render([{ type: 'withdrawn' }])).toBe('');
    events.render([{ type: 'text', text: 'x' }]);
    expect(() => events.render([{ type: 'withdrawn' }])).toThrow(/in the middle/);
  });
});
