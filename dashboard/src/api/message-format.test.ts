import { expect, it } from 'vitest';
import { messageOf } from '../mocks/factories.ts';
import { answerTurn, withChunk } from '../state/playground-turns.ts';
import { messageFormat } from './message-format.ts';
import type { ChatChunk, Message, MessageEvent } from './types.ts';

const whole = messageOf({
  model: 'lite',
  content: [
    { type: 'thinking', thinking: 'Hm.', signature: 'unsigned' },
    { type: 'text', text: 'Let me look.' },
    { type: 'tool_use', id: 'a', name: 'look', input: { x: 1 } },
    { type: 'tool_use', id: 'b', name: 'walk', input: {} },
  ],
  stop_reason: 'tool_use',
});
const { usage } = whole;
const started: Message = { ...whole, content: [], stop_reason: null };
const block = (index: number, ...deltas: readonly object[]): MessageEvent[] => {
  const { [index]: own } = whole.content;
  const empty = own?.type === 'tool_use' ? { ...own, input: {} } : { ...own, text: '', thinking: '' };
  return [
    { type: 'content_block_start', index, content_block: empty },
    ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
    { type: 'content_block_stop', index },
  ] as MessageEvent[];
};
const json = (partial: string) => ({ type: 'input_json_delta', partial_json: partial });
const events: readonly MessageEvent[] = [
  { type: 'message_start', message: started },
  ...block(
    0,
    { type: 'thinking_delta', thinking: 'Hm.' },
    { type: 'signature_delta', signature: 'unsigned' },
  ),
  ...block(1, { type: 'text_delta', text: 'Let me ' }, { type: 'text_delta', text: 'look.' }),
  ...block(2, json('{"x"'), json(':1}')),
  ...block(3, json('{}')),
  { type: 'message_delta', delta: { stop_reason: 'tool_use', stop_sequence: null }, usage },
  { type: 'message_stop' },
];

const turnOf = (chunks: readonly ChatChunk[]) =>
  chunks.reduce((turn, chunk) => withChunk(turn, chunk, 1), answerTurn({ id: 'x' }));

it('makes the same answer of a message and of its stream', () => {
  const read = messageFormat.createReader();
  const chunks = events.flatMap((event) => read(event));
  expect(chunks.at(-1)).toBe('end');
  const streamed = turnOf(chunks.filter((chunk) => typeof chunk === 'object'));
  expect(streamed).toEqual(turnOf([messageFormat.chunkOfWhole(whole)]));
  expect(streamed).toMatchObject({
    model: 'lite',
    text: 'Let me look.',
    reasoning: 'Hm.',
    calls: [
      { id: 'a', type: 'function', name: 'look', input: '{"x":1}' },
      { id: 'b', type: 'function', name: 'walk', input: '{}' },
    ],
    finishReason: 'tool_calls',
    usage: { prompt_tokens: 14, completion_tokens: 8, total_tokens: 22 },
  });
});
