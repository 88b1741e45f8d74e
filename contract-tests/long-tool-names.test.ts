import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toolAliasesOf } from '../src/completions/tools/tool-aliases.ts';
import { conforming, conformingError } from './support/contract.ts';
import { readStream } from './support/event-stream.ts';
import type { Gateway } from './support/gateway.ts';
import { startRecordedGateway } from './support/recorded-gateway.ts';
import type { Recording } from './support/recording.ts';
import { simulate } from './support/script.ts';

// The CLI takes names of 64 characters, clients send up to 128.

const NAME = 'mcp__plugin_compound-engineering_context7__resolve_library_id_and_more';
const OTHER = `${NAME}${'_'.repeat(128 - NAME.length)}`;
const { aliasOf } = toolAliasesOf([NAME, OTHER]);
const call = { name: aliasOf(NAME), input: { id: 1 } };
const asked = { role: 'user', content: simulate({ tools: [call] }, { text: 'done' }) };
const schema = { type: 'object' };

let recording: Recording;
let gateway: Gateway;
beforeAll(async () => {
  ({ gateway, recording } = await startRecordedGateway());
});
afterAll(() => gateway.stop());

const hits = async () => (await conforming('getReadiness', gateway.fetch('/readyz'))).continuation.hits;
const initialized = () => recording.initializations().at(-1);

describe("a long name of a tool is the client's own in each answer, and the conversation goes on:", () => {
  it('chat', async () => {
    const tools = [NAME, OTHER].map((name) => ({ type: 'function', function: { name, parameters: schema } }));
    const choice = { tool_choice: { type: 'function', function: { name: NAME } } };
    const post = (messages: readonly object[], more: object = {}) =>
      gateway.post('/v1/chat/completions', { model: 'auto', messages, tools, ...more });
    const { choices } = await conforming('createChatCompletion', post([asked]));
    const { message } = choices[0];
    expect(message.tool_calls[0].function.name).toBe(NAME);
    expect(Object.keys(initialized().sdkMcpToolOverrides.client)).toEqual([NAME, OTHER].map(aliasOf));
    const before = await hits();
    const result = { role: 'tool', tool_call_id: message.tool_calls[0].id, content: 'ok' };
    const next = await conforming('createChatCompletion', post([asked, message, result]));
    expect(next.choices[0].message.content).toBe('done');
    expect(await hits()).toBe(before + 1);
    const streamed = await readStream('createChatCompletion', post([asked], { ...choice, stream: true }));
    expect(JSON.stringify(streamed.chunks)).toContain(`"name":"${NAME}"`);
    expect(Object.keys(initialized().sdkMcpToolOverrides.client)).toEqual([aliasOf(NAME)]);
    expect(initialized().systemPrompt).toContain(`a call of the tool '${aliasOf(NAME)}'`);
  });

  it('Messages', async () => {
    const tools = [{ name: NAME, input_schema: schema }];
    const post = (messages: readonly object[], more: object = {}) =>
      gateway.post('/v1/messages', { model: 'auto', max_tokens: 100, messages, tools, ...more });
    const { content } = await conforming('createMessage', post([asked]));
    expect(content).toMatchObject([{ type: 'tool_use', name: NAME, input: call.input }]);
    const before = await hits();
    const result = { type: 'tool_result', tool_use_id: content[0].id, content: 'ok' };
    const messages = [asked, { role: 'assistant', content }, { role: 'user', content: [result] }];
    expect((await conforming('createMessage', post(messages))).content).toMatchObject([{ text: 'done' }]);
    expect(await hits()).toBe(before + 1);
    const forced = await conforming(
      'createMessage',
      post([asked], { tool_choice: { type: 'tool', name: NAME } }),
    );
    expect(forced.content).toMatchObject([{ name: NAME }]);
  });

  it('Responses', async () => {
    const tools = [{ type: 'function', name: NAME, parameters: schema }];
    const post = (body: object) => gateway.post('/v1/responses', { model: 'auto', tools, ...body });
    const first = await conforming('createResponse', post({ input: [asked] }));
    expect(first.output).toMatchObject([{ type: 'function_call', name: NAME }]);
    const before = await hits();
    const output = { type: 'function_call_output', call_id: first.output[0].call_id, output: 'ok' };
    const next = await conforming('createResponse', post({ input: [asked, ...first.output, output] }));
    expect(next.output).toMatchObject([{ content: [{ text: 'done' }] }]);
    expect(await hits()).toBe(before + 1);
  });
});

it('stands under its alias in a history, also where the tool is not offered any more', async () => {
  const made = { id: 'c', type: 'function', function: { name: NAME, arguments: '{}' } };
  const messages = [
    asked,
    { role: 'assistant', content: null, tool_calls: [made] },
    { role: 'tool', tool_call_id: 'c', content: simulate({ text: 'x' }) },
  ];
  await conforming('createChatCompletion', gateway.post('/v1/chat/completions', { model: 'auto', messages }));
  const { text } = recording.userMessages().at(-1).message.content[0];
  expect(text).toContain(`assistant calls {"name":"${aliasOf(NAME)}","id":"c"}`);
});

it('ends at 128 characters', async () => {
  const tools = [{ name: `${OTHER}_`, input_schema: schema }];
  const body = {
    model: 'auto',
    messages: [asked],
    tools: [{ type: 'function', function: { name: `${OTHER}_` } }],
  };
  await conformingError('createChatCompletion', gateway.post('/v1/chat/completions', body), {
    status: 400,
    param: 'tools[0].function.name',
  });
  const message = await gateway.post('/v1/messages', {
    model: 'auto',
    max_tokens: 9,
    messages: [asked],
    tools,
  });
  expect(message.status).toBe(400);
});
