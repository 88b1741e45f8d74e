import { createParser } from 'eventsource-parser';
import { expect } from 'vitest';
import { checkStream } from './contract.ts';

// biome-ignore lint/suspicious/noExplicitAny: events have been validated against the contract
type Event = any;

export interface ResponseStreamRecord {
  readonly events: readonly Event[];
  readonly types: readonly string[];
  /** When each event came, in milliseconds. */
  readonly arrivals: readonly number[];
  readonly comments: readonly string[];
  /** The response of the last event. */
  readonly response: Event;
  readonly text: string;
  readonly headers: Headers;
}

const LAST = new Set(['response.completed', 'response.incomplete', 'response.failed']);

/**
 * Reads a stream of the Responses API to its end. Each event is validated against the contract, and all of them
 * against each other: numbers, names, the life of each item, and the final response that sums them up.
 */
export async function readResponseStream(
  pending: Response | Promise<Response>,
  operationId = 'createResponse',
): Promise<ResponseStreamRecord> {
  const response = await pending;
  if (response.headers.get('content-type') !== 'text/event-stream; charset=utf-8') {
    throw new Error(`no stream but ${response.status}: ${await response.text()}`);
  }
  const check = checkStream(operationId, response);
  const events: Event[] = [];
  const arrivals: number[] = [];
  const comments: string[] = [];
  const parser = createParser({
    onComment: (comment) => comments.push(comment),
    onEvent: ({ data, event: name }) => {
      const event = JSON.parse(data);
      check(event);
      expect(name).toBe(event.type);
      expect(event.sequence_number).toBe(events.length);
      if (events.length > 0) expect(LAST.has(events.at(-1).type), `after the end: ${data}`).toBe(false);
      events.push(event);
      arrivals.push(performance.now());
    },
  });
  const decoder = new TextDecoder();
  if (response.body === null) throw new Error('the stream has no body');
  for await (const bytes of response.body) parser.feed(decoder.decode(bytes, { stream: true }));

  const types: string[] = events.map(({ type }) => type);
  expect(types.slice(0, 2)).toEqual(['response.created', 'response.in_progress']);
  const last = events.at(-1);
  expect(LAST.has(last.type), `the last event is ${last.type}`).toBe(true);
  expect(last.response.status).toBe(last.type.slice('response.'.length));
  for (const { response: state } of [events[0], events[1]]) {
    expect(state).toMatchObject({ id: last.response.id, status: 'in_progress', output: [], usage: null });
  }
  checkItems(events.slice(2, -1), last.response.output, last.type === 'response.failed');
  return {
    events,
    types,
    arrivals,
    comments,
    response: last.response,
    text: events
      .filter(({ type }) => type === 'response.output_text.delta')
      .map(({ delta }) => delta)
      .join(''),
    headers: response.headers,
  };
}

/** What a whole item tells, in order; deltas as often as there are any. */
const LIVES: Readonly<Record<string, readonly string[]>> = {
  message: ['content_part.added', 'output_text.delta', 'output_text.done', 'content_part.done'],
  refusal: ['content_part.added', 'refusal.delta', 'refusal.done', 'content_part.done'],
  reasoning: [
    'reasoning_summary_part.added',
    'reasoning_summary_text.delta',
    'reasoning_summary_text.done',
    'reasoning_summary_part.done',
  ],
  function_call: ['function_call_arguments.delta', 'function_call_arguments.done'],
  custom_tool_call: ['custom_tool_call_input.delta', 'custom_tool_call_input.done'],
};

/** One item after the other, each with its life told in order, and with the final item at its end. */
function checkItems(events: readonly Event[], output: readonly Event[], mayBreakOff: boolean): void {
  let rest = [...events];
  for (const [index, item] of output.entries()) {
    const done = rest.findIndex(({ type }) => type === 'response.output_item.done');
    const [added, ...told] = rest.slice(0, done);
    expect(added).toMatchObject({ type: 'response.output_item.added', output_index: index });
    expect(added.item).toMatchObject({ id: item.id, type: item.type });
    if (item.status !== undefined) expect(added.item.status).toBe('in_progress');
    expect(rest[done]).toMatchObject({ output_index: index, item });
    for (const event of told) expect(event).toMatchObject({ item_id: item.id, output_index: index });
    rest = rest.slice(done + 1);
    const life = LIVES[item.content?.[0]?.type] ?? LIVES[item.type];
    // Items that are told as a whole alone.
    if (life === undefined) {
      expect(told).toEqual([]);
      continue;
    }
    const types = told.map(({ type }) => type.slice('response.'.length));
    expect(types.filter((type, at) => type !== types[at - 1])).toEqual(
      life.filter((type) => !type.endsWith('.delta') || types.includes(type)),
    );
    const deltas = told.flatMap(({ delta }) => delta ?? []).join('');
    const whole = told.find(({ type }) => /(text|refusal|arguments|input)\.done$/.test(type));
    expect(deltas).toBe(whole.text ?? whole.refusal ?? whole.arguments ?? whole.input);
    expect(deltas).toBe(
      item.content?.[0]?.text ??
        item.content?.[0]?.refusal ??
        item.summary?.[0]?.text ??
        item.arguments ??
        item.input ??
        null,
    );
  }
  if (!mayBreakOff) expect(rest).toEqual([]);
}
