import { afterEach, describe, expect, it } from 'vitest';
import { conforming, conformingError } from './support/contract.ts';
import { type Gateway, startGateway } from './support/gateway.ts';
import { createRecording, type Recording } from './support/recording.ts';
import { readResponseStream } from './support/response-stream.ts';
import { simulate } from './support/script.ts';

const RESPONSES = '/v1/responses';
let recording: Recording;
let gateway: Gateway;
afterEach(async () => {
  await gateway.stop();
  recording.remove();
});

async function start(env: Readonly<Record<string, string>> = {}): Promise<void> {
  recording = createRecording();
  gateway = await startGateway({
    env: { ...recording.env, PROXY_API_KEY: 'a=key-number-one,b=key-number-two', ...env },
  });
}

type Key = 'key-number-one' | 'key-number-two';
const as = (key: Key, method = 'GET'): RequestInit => ({
  method,
  headers: { authorization: `Bearer ${key}` },
});
const post = (body: object, key: Key = 'key-number-one') =>
  gateway.post(RESPONSES, { model: 'auto', ...body }, as(key, 'POST'));
const create = (body: object) => conforming('createResponse', post(body));
const at = (id: string, rest = '', init = as('key-number-one')) =>
  gateway.fetch(`${RESPONSES}/${encodeURIComponent(id)}${rest}`, init);
const textOf = (response: {
  readonly output: readonly { readonly content: readonly { text: string }[] }[];
}) => response.output[0]?.content[0]?.text;
const continuation = async () => (await conforming('getReadiness', gateway.fetch('/readyz'))).continuation;
const ask = (text: string) => ({ input: simulate({ text }) });
const notKept = { status: 400, code: 'previous_response_not_found', param: 'previous_response_id' } as const;
const tools = [{ type: 'function', name: 'look', parameters: { type: 'object' } }];

describe('previous_response_id', () => {
  it('goes on in the session that answered, also from a stream', async () => {
    await start();
    const first = await create(ask('one'));
    const body = { previous_response_id: first.id, input: simulate({ echo: 'input' }) };
    const second = await create(body);
    expect(second.previous_response_id).toBe(first.id);
    expect(textOf(second)).toBe(body.input);
    const third = await readResponseStream(
      post({ previous_response_id: second.id, input: simulate({ text: 'three' }), stream: true }),
    );
    const fourth = await create({ previous_response_id: third.response.id, ...ask('four') });
    expect(textOf(fourth)).toBe('four');
    expect(await continuation()).toEqual({ hits: 3, misses: 0 });
  });

  it('goes on with the results of tools, which the session waits for', async () => {
    await start();
    const script = simulate({ tools: [{ name: 'look', input: {} }] }, { text: 'done' });
    const first = await create({ input: script, tools });
    const [call] = first.output;
    const output = { type: 'function_call_output', call_id: call.call_id, output: 'seen' };
    const second = await create({ previous_response_id: first.id, input: [output], tools });
    expect(textOf(second)).toBe('done');
    expect(await continuation()).toEqual({ hits: 1, misses: 0 });
  });

  it('goes on with the whole history where that session is gone', async () => {
    await start({ QODER_PARKED_SESSIONS: '0' });
    const first = await create({
      input: [
        { role: 'developer', content: 'D' },
        { role: 'user', content: 'q1' },
      ],
    });
    const second = await create({ previous_response_id: first.id, input: 'q2' });
    await create({ previous_response_id: second.id, input: 'q3' });
    const text: string = recording.userMessages().at(-1).message.content[0].text;
    const frames = text.split(/^--- [0-9a-f]{12} /m).slice(1, -1);
    expect(frames.map((frame) => frame.split('\n')[0])).toEqual([
      'user',
      'assistant',
      'user',
      'assistant',
      'user',
    ]);
    expect(frames[0]).toContain('q1');
    expect(frames[1]).toContain(textOf(first));
    expect(recording.initializations().at(-1).systemPrompt).toEqual(
      recording.initializations()[0].systemPrompt,
    );
  });

  it('does not carry instructions over', async () => {
    await start();
    const system = simulate({ echo: 'system' });
    const first = await create({ instructions: 'I', input: system });
    expect(textOf(first)).toBe('I');
    const second = await create({ previous_response_id: first.id, input: system });
    expect(textOf(second)).not.toContain('I\n');
    expect(second.instructions).toBeNull();
  });

  it('can branch, and outlives the response that it came from', async () => {
    await start({ QODER_PARKED_SESSIONS: '0' });
    const first = await create({ input: 'root' });
    const second = await create({ previous_response_id: first.id, input: 'left' });
    await create({ previous_response_id: first.id, input: 'right' });
    await conforming('deleteResponse', at(first.id, '', as('key-number-one', 'DELETE')));
    await conformingError('createResponse', post({ previous_response_id: first.id, input: 'x' }), notKept);
    await create({ previous_response_id: second.id, input: 'on' });
    const text: string = recording.userMessages().at(-1).message.content[0].text;
    expect(text).toContain('root');
    expect(text).toContain('left');
    expect(text).not.toContain('right');
  });

  it("is unknown for what was not kept, for another key's, and for none at all", async () => {
    await start();
    const unkept = await create({ ...ask('x'), store: false });
    expect(unkept.store).toBe(false);
    const kept = await create(ask('x'));
    const next = (id: string, key?: Key) => post({ previous_response_id: id, input: 'y' }, key);
    for (const response of [next(unkept.id), next(kept.id, 'key-number-two'), next('resp_none')]) {
      await conformingError('createResponse', response, notKept);
    }
  });

  it.each([
    ['they are too many', { RESPONSES_STORE_MAX_ENTRIES: '2' }],
    ['none are to be kept', { RESPONSES_STORE_MAX_ENTRIES: '0' }],
    ['they are too large', { RESPONSES_STORE_MAX_MB: '1' }],
    ['they are too old', { RESPONSES_STORE_TTL_MS: '1' }],
  ])('is unknown once %s', async (why, env) => {
    await start(env);
    const first = await create(ask('first'));
    expect(first.store).toBe(!why.startsWith('none'));
    const long = why.endsWith('large') ? 'x'.repeat(600_000) : '';
    for (const text of ['second', 'third']) await create({ ...ask(text), instructions: long });
    await conformingError('createResponse', post({ previous_response_id: first.id, input: 'x' }), notKept);
  });
});

describe('an item reference', () => {
  it('stands for the item, as the AI SDK sends it', async () => {
    await start();
    const input = [
      { role: 'user', content: simulate({ text: 'one' }, { tools: [{ name: 'look', input: {} }] }) },
    ];
    const { output } = await create({ input, tools });
    const [message, call] = output;
    const response = await post({
      tools,
      input: [
        ...input,
        { type: 'item_reference', id: message.id },
        { id: call.id },
        { type: 'function_call_output', call_id: call.call_id, output: 'seen' },
      ],
    });
    expect(response.headers.get('x-unsupported-params')).toBeNull();
    await conforming('createResponse', response);
    expect(await continuation()).toEqual({ hits: 1, misses: 0 });
  });

  it('is left out and named where it leads nowhere, or to another key', async () => {
    await start();
    const { output } = await create(ask('one'));
    const input = [
      { type: 'item_reference', id: output[0].id },
      { role: 'user', content: 'x' },
    ];
    const response = await post({ input }, 'key-number-two');
    expect(response.headers.get('x-unsupported-params')).toBe('input[0]');
  });

  it('says nothing new of what is there by previous_response_id', async () => {
    await start();
    const first = await create(ask('one'));
    const input = [
      { type: 'item_reference', id: first.output[0].id },
      { role: 'user', content: simulate({ text: 'two' }) },
    ];
    await create({ previous_response_id: first.id, input });
    expect(await continuation()).toEqual({ hits: 1, misses: 0 });
  });
});

describe('a response that is kept', () => {
  it('is given again, with what it was asked, until it is deleted', async () => {
    await start();
    const { id, ...first } = await create(ask('one'));
    expect(await conforming('retrieveResponse', at(id))).toEqual({ id, ...first });
    const streamed = await readResponseStream(
      post({ ...ask('two'), previous_response_id: id, stream: true }),
    );
    expect(await conforming('retrieveResponse', at(streamed.response.id))).toEqual(streamed.response);

    const items = await conforming('listInputItems', at(streamed.response.id, '/input_items?order=asc'));
    expect(items.data.map(({ role }: { role: string }) => role)).toEqual(['user', 'assistant', 'user']);
    expect(items).toMatchObject({ object: 'list', has_more: false, first_id: items.data[0].id });
    const page = await conforming('listInputItems', at(streamed.response.id, '/input_items?limit=1'));
    expect(page).toMatchObject({ data: [items.data[2]], has_more: true });
    const after = await conforming(
      'listInputItems',
      at(streamed.response.id, `/input_items?after=${page.last_id}`),
    );
    expect(after.data).toEqual([items.data[1], items.data[0]]);
    for (const [query, param] of [
      ['limit=0', 'limit'],
      ['order=up', 'order'],
      ['after=none', 'after'],
    ]) {
      await conformingError('listInputItems', at(id, `/input_items?${query}`), {
        status: 400,
        param: String(param),
      });
    }

    expect(await conforming('deleteResponse', at(id, '', as('key-number-one', 'DELETE')))).toEqual({
      id,
      object: 'response',
      deleted: true,
    });
    await conformingError('retrieveResponse', at(id), { status: 404 });
  });

  it('cannot be cancelled, whatever comes with the request', async () => {
    await start();
    const { id } = await create(ask('one'));
    const init = as('key-number-one', 'POST');
    const error = await conformingError('cancelResponse', at(id, '/cancel', init), { status: 400 });
    expect(error.message).toBe('Cannot cancel a synchronous response.');
    for (const [type, body] of [
      ['application/json', '{"a'],
      ['image/png', 'x'],
    ] as const) {
      const headers = { ...init.headers, 'content-type': type };
      await conformingError('cancelResponse', at(id, '/cancel', { ...init, headers, body }), { status: 400 });
    }
  });

  it('is not found by another key, nor where there is none', async () => {
    await start();
    const { id } = await create(ask('one'));
    for (const [operation, method, rest] of [
      ['retrieveResponse', 'GET', ''],
      ['deleteResponse', 'DELETE', ''],
      ['cancelResponse', 'POST', '/cancel'],
      ['listInputItems', 'GET', '/input_items'],
    ] as const) {
      for (const response of [
        at(id, rest, as('key-number-two', method)),
        at('resp_none', rest, as('key-number-one', method)),
        at('x/y%', rest, as('key-number-one', method)),
      ]) {
        const error = await conformingError(operation, response, { status: 404, code: 'not_found' });
        expect(error.message).toMatch(/^Response with id '.*' not found\.$/);
      }
    }
    await conforming('retrieveResponse', at(id));
  });
});
