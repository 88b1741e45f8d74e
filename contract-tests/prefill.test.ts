import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conforming } from './support/contract.ts';
import { readStream } from './support/event-stream.ts';
import type { Gateway } from './support/gateway.ts';
import { readMessageStream } from './support/message-stream.ts';
import { startRecordedGateway } from './support/recorded-gateway.ts';
import type { Recording } from './support/recording.ts';
import { type Step, simulate } from './support/script.ts';

let recording: Recording;
let gateway: Gateway;
beforeAll(async () => {
  ({ gateway, recording } = await startRecordedGateway());
});
afterAll(() => gateway.stop());

const user = (...steps: readonly Step[]) => ({ role: 'user', content: simulate(...steps) });
const asked = (): string =>
  recording
    .userMessages()
    .at(-1)
    .message.content.map(({ text }: { text: string }) => text)
    .join('');
const hits = async () => (await conforming('getReadiness', gateway.fetch('/readyz'))).continuation.hits;
const REPEATS: Step = { text: '{"city": "Paris"}', deltas: 5 };
const GOES_ON: Step = { text: ' "Paris"}' };

describe('Messages', () => {
  const post = (messages: readonly object[], more: object = {}) =>
    gateway.post('/v1/messages', { model: 'auto', max_tokens: 100, messages, ...more });
  const create = async (messages: readonly object[], more: object = {}) =>
    (await conforming('createMessage', post(messages, more))).content;
  const prefill = { role: 'assistant', content: [{ type: 'text', text: '{"city":' }] };

  it.each([
    ['goes on with the last message of the assistant', GOES_ON],
    ['does not give it again where the model says it again', REPEATS],
  ])('%s', async (_, step) => {
    expect(await create([user(step), prefill])).toMatchObject([{ text: ' "Paris"}' }]);
    expect(asked()).toContain('unfinished');
    const streamed = post([user(step), prefill], { stream: true });
    const { message } = await readMessageStream('createMessage', streamed);
    expect(message['content']).toMatchObject([{ text: ' "Paris"}' }]);
  });

  it('goes on in the same session, with the whole as one message', async () => {
    const first = user(REPEATS);
    await create([first, prefill]);
    const before = await hits();
    const whole = { role: 'assistant', content: '{"city": "Paris"}' };
    expect(await create([first, whole, user({ text: 'two' })])).toMatchObject([{ text: 'two' }]);
    expect(await hits()).toBe(before + 1);
  });

  it('gives an answer in a format whole', async () => {
    const schema = { type: 'object', properties: { city: { type: 'string' } } };
    const output_config = { format: { type: 'json_schema', schema } };
    expect(await create([user(REPEATS), prefill], { output_config })).toMatchObject([
      { text: '{"city": "Paris"}' },
    ]);
  });
});

describe('chat', () => {
  const post = (messages: readonly object[], more: object = {}) =>
    gateway.post('/v1/chat/completions', { model: 'auto', messages, ...more });
  const create = async (messages: readonly object[], more: object = {}): Promise<string> =>
    (await conforming('createChatCompletion', post(messages, more))).choices[0].message.content;
  const prefill = { role: 'assistant', content: '{"city":' };

  it.each([
    ['prefix', { ...prefill, prefix: true }, {}],
    ['continue_final_message', prefill, { continue_final_message: true, add_generation_prompt: false }],
  ])('goes on with the last message where %s says so', async (_, last, more) => {
    expect(await create([user(REPEATS), last], more)).toBe(' "Paris"}');
    expect(await create([user(GOES_ON), last], more)).toBe(' "Paris"}');
    expect(asked()).toContain('unfinished');
    const { text } = await readStream(
      'createChatCompletion',
      post([user(REPEATS), last], { ...more, stream: true }),
    );
    expect(text).toBe(' "Paris"}');
  });

  it.each([
    ['nothing says so', [prefill], {}],
    ['it says that it does not', [{ ...prefill, prefix: false }], { continue_final_message: false }],
    [
      'the message is not the last',
      [
        { ...prefill, prefix: true },
        { role: 'user', content: 'so?' },
      ],
      {},
    ],
  ])('begins a new message where %s', async (_, further, more) => {
    expect(await create([user(REPEATS), ...further], more)).toBe('{"city": "Paris"}');
    expect(asked()).not.toContain('unfinished');
  });
});
