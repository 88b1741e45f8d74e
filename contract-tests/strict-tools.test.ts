import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conforming, conformingAnthropicError, conformingError } from './support/contract.ts';
import { readStream } from './support/event-stream.ts';
import type { Gateway } from './support/gateway.ts';
import { startRecordedGateway } from './support/recorded-gateway.ts';
import type { Recording } from './support/recording.ts';
import { simulate } from './support/script.ts';

const schema = {
  type: 'object',
  properties: { a: { type: 'integer' } },
  required: ['a'],
  additionalProperties: false,
};
const PATHS = { chat: '/v1/chat/completions', responses: '/v1/responses', messages: '/v1/messages' };
type Dialect = keyof typeof PATHS;
const TOOLS: Readonly<Record<Dialect, (strict: boolean | null, parameters?: object) => object>> = {
  chat: (strict, parameters = schema) => ({ type: 'function', function: { name: 'f', strict, parameters } }),
  responses: (strict, parameters = schema) => ({ type: 'function', name: 'f', strict, parameters }),
  messages: (strict, parameters = schema) => ({ name: 'f', strict, input_schema: parameters }),
};

describe.each(['native', 'prompt'] as const)('strict functions, %s', (toolMode) => {
  let gateway: Gateway;
  let recording: Recording;
  beforeAll(async () => {
    ({ gateway, recording } = await startRecordedGateway({ env: { QODER_TOOL_MODE: toolMode } }));
  });
  afterAll(() => gateway.stop());

  const calling = (inputs: readonly object[]) =>
    toolMode === 'native'
      ? { tools: inputs.map((input) => ({ name: 'f', input })) }
      : {
          text: `\`\`\`tool_calls\n${JSON.stringify(inputs.map((input) => ({ name: 'f', arguments: input })))}\n\`\`\``,
        };
  const post = (dialect: Dialect, tool: object, inputs: readonly object[], more: object = {}) => {
    const content = simulate(calling(inputs));
    const asked = dialect === 'responses' ? { input: content } : { messages: [{ role: 'user', content }] };
    return gateway.post(PATHS[dialect], { model: 'auto', max_tokens: 500, ...asked, tools: [tool], ...more });
  };
  const turns = () => recording.userMessages().length;
  const WRONG = [{ a: 1 }, { a: 'three', b: 1 }];

  it('let arguments out that conform, streamed and whole', async () => {
    const inputs = [{ a: 1 }, { a: 2 }];
    const { choices } = await conforming('createChatCompletion', post('chat', TOOLS.chat(true), inputs));
    const calls: { function: { arguments: string } }[] = choices[0].message.tool_calls;
    expect(calls.map((call) => JSON.parse(call.function.arguments))).toEqual(inputs);
    const record = await readStream(
      'createChatCompletion',
      post('chat', TOOLS.chat(true), inputs, { stream: true }),
    );
    expect(record).toMatchObject({ finishReason: 'tool_calls', done: true });
  });

  it.each([false, true])('never let arguments out that do not, in chat (stream: %s)', async (stream) => {
    const before = turns();
    const error = await conformingError(
      'createChatCompletion',
      post('chat', TOOLS.chat(true), WRONG, { stream }),
      { status: 502, code: 'qodercli_failed' },
    );
    expect(error.message).toContain("'f'");
    expect(error.headers.get('x-should-retry')).toBe('false');
    expect(turns()).toBe(before + 2);
  });

  it('nor in Responses and Messages', async () => {
    const before = turns();
    await conformingError('createResponse', post('responses', TOOLS.responses(true), WRONG), { status: 502 });
    await conformingAnthropicError('createMessage', post('messages', TOOLS.messages(true), WRONG), {
      status: 502,
      type: 'api_error',
    });
    expect(turns()).toBe(before + 4);
  });

  it.each([false, null])('let everything out where strict is %s', async (strict) => {
    const before = turns();
    await conforming('createChatCompletion', post('chat', TOOLS.chat(strict), WRONG));
    await conforming('createResponse', post('responses', TOOLS.responses(strict), WRONG));
    await conforming('createMessage', post('messages', TOOLS.messages(strict), WRONG));
    expect(turns()).toBe(before + 3);
  });

  it('are refused for a schema that cannot be checked', async () => {
    const unusable = { type: 'object', properties: { a: { pattern: '(a' } } };
    await conformingError('createChatCompletion', post('chat', TOOLS.chat(true, unusable), []), {
      status: 400,
      param: 'tools[0].function.parameters',
    });
    await conformingError('createResponse', post('responses', TOOLS.responses(true, unusable), []), {
      status: 400,
      param: 'tools[0].parameters',
    });
  });
});
