import assert from 'node:assert/strict';
import { check, scripted } from './check.js';
import { eventsOf } from './events.js';
import type { Client } from './gateway/client/index.js';
import {
  type CreateChatCompletionResponse,
  type CreateChatCompletionStreamResponse,
  createChatCompletion,
  createMessage,
  createResponse,
  type ErrorResponse,
  getLiveness,
  getOpenApiYaml,
  listModels,
  type MessageStreamEvent,
  type Model,
  type ResponseStreamEvent,
  retrieveModel,
} from './gateway/index.js';

const WEATHER = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };

/** What succeeds, whole and streamed, in the types of the contract. */
export async function checkAnswers(client: Client): Promise<void> {
  await check('chat: whole', async () => {
    const { data } = await createChatCompletion({ client, body: scripted({ text: 'Hello there.' }) });
    const completion: CreateChatCompletionResponse | undefined = data;
    assert.equal(completion?.choices[0]?.message.content, 'Hello there.');
    assert.equal(completion?.choices[0]?.finish_reason, 'stop');
    assert.ok((completion?.usage?.total_tokens ?? 0) > 0);
  });

  await check('chat: a conversation of every role, with parts', async () => {
    const { data, error } = await createChatCompletion({
      client,
      body: {
        model: 'auto',
        messages: [
          { role: 'developer', content: 'Be short.' },
          { role: 'user', content: [{ type: 'text', text: 'What is the weather?' }] },
          {
            role: 'assistant',
            content: null,
            tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'weather', arguments: '{}' } }],
          },
          { role: 'tool', tool_call_id: 'call_1', content: 'sunny' },
          ...scripted({ text: 'Sunny.' }).messages,
        ],
      },
    });
    assert.equal(error, undefined);
    assert.equal(data?.choices[0]?.message.content, 'Sunny.');
  });

  await check('chat: a tool call', async () => {
    const { data } = await createChatCompletion({
      client,
      body: {
        ...scripted({ tools: [{ name: 'weather', input: { city: 'Paris' } }] }),
        tools: [{ type: 'function', function: { name: 'weather', parameters: WEATHER } }],
        tool_choice: 'auto',
      },
    });
    const call = data?.choices[0]?.message.tool_calls?.[0];
    assert.equal(data?.choices[0]?.finish_reason, 'tool_calls');
    // The tag of the union narrows it.
    assert.ok(call?.type === 'function');
    assert.deepEqual(JSON.parse(call.function.arguments), { city: 'Paris' });
  });

  await check('chat: streamed', async () => {
    const { response } = await createChatCompletion({
      client,
      body: {
        ...scripted({ text: 'one two three', deltas: 3, delayMs: 100 }),
        stream: true,
        stream_options: { include_usage: true },
      },
      parseAs: 'stream',
    });
    const chunks: CreateChatCompletionStreamResponse[] = [];
    for await (const chunk of eventsOf<CreateChatCompletionStreamResponse>(response)) chunks.push(chunk);
    assert.ok(chunks.every(({ object }) => object === 'chat.completion.chunk'));
    assert.equal(chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join(''), 'one two three');
    assert.equal(chunks.at(-2)?.choices[0]?.finish_reason, 'stop');
    assert.ok((chunks.at(-1)?.usage?.completion_tokens ?? 0) > 0);
  });

  await check('chat: a stream that fails has a typed error in it', async () => {
    const steps = [{ text: 'so far' }, { sleep: 100 }, { error: 'server_error', message: 'overloaded' }];
    const { response } = await createChatCompletion({
      client,
      body: { ...scripted(...steps), stream: true },
      parseAs: 'stream',
    });
    const failures: ErrorResponse[] = [];
    // The connection is cut behind the error, so that nobody takes what came for a whole answer.
    await assert.rejects(async () => {
      for await (const frame of eventsOf<CreateChatCompletionStreamResponse | ErrorResponse>(response)) {
        if ('error' in frame) failures.push(frame);
      }
    });
    assert.deepEqual(
      failures.map(({ error }) => error.code),
      ['qodercli_failed'],
    );
  });

  await check('responses: streamed', async () => {
    const input = scripted({ text: 'Hello there.' }).messages.map((message) => ({
      type: 'message' as const,
      ...message,
    }));
    const { response } = await createResponse({
      client,
      body: { model: 'auto', input, stream: true },
      parseAs: 'stream',
    });
    let text = '';
    let status: string | undefined;
    for await (const event of eventsOf<ResponseStreamEvent>(response)) {
      if (event.type === 'response.output_text.delta') text += event.delta;
      if (event.type === 'response.completed') status = event.response.status;
    }
    assert.deepEqual({ text, status }, { text: 'Hello there.', status: 'completed' });
  });

  await check('messages: whole and streamed', async () => {
    const body = { max_tokens: 1_024, ...scripted({ text: 'Hello there.' }) };
    const { data } = await createMessage({ client, body });
    const block = data?.content[0];
    assert.ok(block?.type === 'text');
    assert.equal(block.text, 'Hello there.');
    const { response } = await createMessage({ client, body: { ...body, stream: true }, parseAs: 'stream' });
    let text = '';
    for await (const event of eventsOf<MessageStreamEvent>(response)) {
      if (event.type === 'content_block_delta' && event.delta.type === 'text_delta') text += event.delta.text;
    }
    assert.equal(text, 'Hello there.');
  });

  await check('models: listed and retrieved', async () => {
    const list = await listModels({ client });
    const models: Model[] = list.data?.data ?? [];
    assert.ok(models.some(({ id }) => id === 'auto'));
    const { data } = await retrieveModel({ client, path: { model: 'auto' } });
    assert.equal(data?.id, 'auto');
    assert.equal(data?.object, 'model');
  });

  await check('what is public, with no key', async () => {
    const { data } = await getLiveness({ client, auth: () => undefined });
    assert.equal(data?.status, 'ok');
    const document = await getOpenApiYaml({ client, auth: () => undefined, parseAs: 'text' });
    assert.match(String(document.data), /^[\s\S]*openapi: 3\.1\.0/);
  });
}
