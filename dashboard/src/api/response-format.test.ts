import { expect, it } from 'vitest';
import { responseOf } from '../mocks/factories.ts';
import { answerTurn, withChunk } from '../state/playground-turns.ts';
import { responseFormat } from './response-format.ts';
import type { ChatChunk, ResponseEvent, ResponseObject } from './types.ts';

type Item = ResponseObject['output'][number];

const output: Item[] = [
  { id: 'rs_1', type: 'reasoning', summary: [{ type: 'summary_text', text: 'Hm.' }], status: 'completed' },
  {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    status: 'completed',
    content: [{ type: 'output_text', text: 'Let me look.', annotations: [], logprobs: [] }],
  },
  {
    id: 'fc_1',
    type: 'function_call',
    call_id: 'a',
    name: 'look',
    arguments: '{"x":1}',
    status: 'completed',
  },
  {
    id: 'ctc_1',
    type: 'custom_tool_call',
    call_id: 'b',
    name: 'write',
    input: 'a poem',
    status: 'completed',
  },
];
const whole = responseOf({ output, model: 'lite' });
const begun = responseOf({ status: 'in_progress', model: 'lite', usage: null });
const delta = (type: string, ...deltas: readonly string[]) =>
  deltas.map((text) => ({ type: `response.${type}.delta`, delta: text }));
/** An item that begins empty, what is told of it, and its end, which tells nothing new. */
const item = (index: number, empty: object, ...told: readonly object[]) => [
  { type: 'response.output_item.added', output_index: index, item: { ...output[index], ...empty } },
  ...told,
  { type: 'response.output_item.done', output_index: index, item: output[index] },
];
const answered = [
  { type: 'response.created', response: begun },
  { type: 'response.in_progress', response: begun },
  ...item(0, { summary: [] }, ...delta('reasoning_summary_text', 'H', 'm.')),
  ...item(1, { content: [] }, ...delta('output_text', 'Let me ', 'look.')),
  ...item(2, { arguments: '' }, ...delta('function_call_arguments', '{"x"', ':1}')),
  ...item(3, { input: '' }, ...delta('custom_tool_call_input', 'a poem')),
] as readonly ResponseEvent[];

function turnOf(chunks: readonly (ChatChunk | 'end')[]) {
  const shown = chunks.filter((chunk) => chunk !== 'end');
  return shown.reduce((turn, chunk) => withChunk(turn, chunk, 1), answerTurn({ id: 'x' }));
}
function read(events: readonly object[]): readonly (ChatChunk | 'end')[] {
  const reader = responseFormat.createReader();
  return events.flatMap((event) => reader(event));
}

it('makes the same answer of a response and of its stream', () => {
  const chunks = read([...answered, { type: 'response.completed', response: whole }]);
  expect(chunks.indexOf('end')).toBe(chunks.length - 1);
  expect(turnOf(chunks)).toEqual(turnOf([responseFormat.chunkOfWhole(whole)]));
  expect(turnOf(chunks)).toMatchObject({
    model: 'lite',
    text: 'Let me look.',
    reasoning: 'Hm.',
    calls: [
      { id: 'a', type: 'function', name: 'look', input: '{"x":1}' },
      { id: 'b', type: 'custom', name: 'write', input: 'a poem' },
    ],
    finishReason: 'tool_calls',
    usage: { prompt_tokens: 14, completion_tokens: 8, prompt_tokens_details: { cached_tokens: 3 } },
  });
});

it.each([
  [null, 'stop'],
  ['max_output_tokens', 'length'],
  ['content_filter', 'content_filter'],
] as const)('tells why an answer ended: %s', (reason, finishReason) => {
  const incomplete = reason === null ? null : { reason };
  const response = responseOf({ output: output.slice(0, 2), incomplete_details: incomplete });
  expect(turnOf([responseFormat.chunkOfWhole(response)])).toMatchObject({ finishReason });
  const chunks = read([{ type: 'response.incomplete', response }]);
  expect(chunks.at(-1)).toBe('end');
  expect(turnOf(chunks)).toMatchObject({ finishReason, text: '' });
});

it('shows a refusal as what was said', () => {
  const message = { ...output[1], content: [{ type: 'refusal', refusal: 'I cannot.' }] } as Item;
  const response = responseOf({ output: [message] });
  const chunks = read([...delta('refusal', 'I ', 'cannot.'), { type: 'response.completed', response }]);
  expect(turnOf(chunks)).toMatchObject({ text: 'I cannot.' });
  expect(turnOf([responseFormat.chunkOfWhole(response)])).toMatchObject({ text: 'I cannot.' });
});

it('rejects with the error of a response that failed', () => {
  const error = { code: 'qodercli_failed', message: 'It ended.' };
  const failed = { type: 'response.failed', response: responseOf({ status: 'failed', usage: null, error }) };
  const reader = responseFormat.createReader();
  for (const event of answered) reader(event);
  expect(() => reader(failed)).toThrow(
    expect.objectContaining({ name: 'ApiProblem', message: 'It ended.', code: 'qodercli_failed' }),
  );
});
