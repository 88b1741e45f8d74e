import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conforming, conformingAnthropicError, conformingError } from './support/contract.ts';
import { readStream } from './support/event-stream.ts';
import type { Gateway } from './support/gateway.ts';
import { readMessageStream } from './support/message-stream.ts';
import { startRecordedGateway } from './support/recorded-gateway.ts';
import type { Recording } from './support/recording.ts';
import { readResponseStream } from './support/response-stream.ts';
import { simulate } from './support/script.ts';

// A model that refuses or asks back where it was to give JSON or to call a tool: its correction quotes the script, so the
// second answer is as the first.

let gateway: Gateway;
let recording: Recording;
beforeAll(async () => {
  ({ gateway, recording } = await startRecordedGateway());
});
afterAll(() => gateway.stop());

const SAID = 'すみません。Which city do you mean?';
const BROKEN = 'Here: {"n": 1, "m';
const schema = { type: 'object', properties: { n: { type: 'number' } }, required: ['n'] };
const parameters = { type: 'object', properties: {} };

type Fields = Readonly<Record<string, unknown>>;
/** What each dialect asks for, by what it has to be. */
const WANTED: Readonly<Record<'chat' | 'responses' | 'messages', Readonly<Record<string, Fields>>>> = {
  chat: {
    'a strict schema': {
      response_format: { type: 'json_schema', json_schema: { name: 'n', strict: true, schema } },
    },
    'any tool': { tools: [{ type: 'function', function: { name: 'f' } }], tool_choice: 'required' },
    'a named tool': {
      tools: [{ type: 'function', function: { name: 'f' } }],
      tool_choice: { type: 'function', function: { name: 'f' } },
    },
    'a function of the older kind': { functions: [{ name: 'f', parameters }], function_call: { name: 'f' } },
  },
  responses: {
    'a strict schema': { text: { format: { type: 'json_schema', name: 'n', strict: true, schema } } },
    'any tool': { tools: [{ type: 'function', name: 'f', parameters }], tool_choice: 'required' },
    'a named tool': {
      tools: [{ type: 'function', name: 'f', parameters }],
      tool_choice: { type: 'function', name: 'f' },
    },
  },
  messages: {
    'a schema': { output_config: { format: { type: 'json_schema', schema } } },
    'a schema under its older name': { output_format: { type: 'json_schema', schema } },
    'any tool': { tools: [{ name: 'f', input_schema: parameters }], tool_choice: { type: 'any' } },
    'a named tool': {
      tools: [{ name: 'f', input_schema: parameters }],
      tool_choice: { type: 'tool', name: 'f' },
    },
  },
};
const PATHS = { chat: '/v1/chat/completions', responses: '/v1/responses', messages: '/v1/messages' };

function post(dialect: keyof typeof PATHS, said: string, more: Fields): Promise<Response> {
  const content = simulate({ text: said, deltas: 3 });
  const asked = dialect === 'responses' ? { input: content } : { messages: [{ role: 'user', content }] };
  return gateway.post(PATHS[dialect], { model: 'auto', max_tokens: 500, ...asked, ...more });
}
const cases = (dialect: keyof typeof PATHS) =>
  Object.entries(WANTED[dialect]).map(([wanted, fields]) => ({ wanted, fields }));

/** How often the model was asked meanwhile. */
async function turnsOf(run: () => Promise<unknown>): Promise<number> {
  const before = recording.userMessages().length;
  await run();
  return recording.userMessages().length - before;
}

describe('words in chat', () => {
  it.each(cases('chat'))('are a refusal, after two turns: $wanted', async ({ fields }) => {
    const turns = await turnsOf(async () => {
      const { choices } = await conforming('createChatCompletion', post('chat', SAID, fields));
      expect(choices[0]).toMatchObject({ finish_reason: 'stop', message: { content: null, refusal: SAID } });
      expect(choices[0].message.tool_calls).toBeUndefined();
    });
    expect(turns).toBe(2);
  });

  it.each(cases('chat'))('are a refusal in a stream: $wanted', async ({ fields }) => {
    const record = await readStream('createChatCompletion', post('chat', SAID, { ...fields, stream: true }));
    const deltas = record.chunks.flatMap(({ choices }) => choices.map(({ delta }: Fields) => delta));
    expect(deltas.map(({ refusal }) => refusal ?? '').join('')).toBe(SAID);
    expect(deltas.map(({ content }) => content ?? '').join('')).toBe('');
    expect(record).toMatchObject({ finishReason: 'stop', done: true });
  });

  it.each([
    ['json_object', { type: 'json_object' }],
    ['a schema that is not strict', { type: 'json_schema', json_schema: { name: 'n', schema } }],
  ])('stay the answer for %s', async (_, format) => {
    for (const said of [SAID, BROKEN]) {
      const { choices } = await conforming(
        'createChatCompletion',
        post('chat', said, { response_format: format }),
      );
      expect(choices[0]).toMatchObject({ finish_reason: 'stop', message: { content: said, refusal: null } });
    }
  });

  it('come back as what the assistant said', async () => {
    const messages = [
      { role: 'user', content: 'Weather?' },
      { role: 'assistant', content: null, refusal: SAID },
      { role: 'user', content: simulate({ echo: 'input' }) },
    ];
    const { choices } = await conforming(
      'createChatCompletion',
      gateway.post(PATHS.chat, { model: 'auto', messages }),
    );
    expect(choices[0].message.content).toContain(SAID);
  });
});

describe('words in Responses', () => {
  it.each(cases('responses'))('are a refusal, after two turns: $wanted', async ({ fields }) => {
    const turns = await turnsOf(async () => {
      const { status, output } = await conforming('createResponse', post('responses', SAID, fields));
      expect(status).toBe('completed');
      expect(output).toMatchObject([{ type: 'message', content: [{ type: 'refusal', refusal: SAID }] }]);
    });
    expect(turns).toBe(2);
  });

  it.each(cases('responses'))('are told as a refusal in a stream: $wanted', async ({ fields }) => {
    const { types, response } = await readResponseStream(
      post('responses', SAID, { ...fields, stream: true }),
    );
    expect(types).toContain('response.refusal.delta');
    expect(types).toContain('response.refusal.done');
    expect(types).not.toContain('response.output_text.delta');
    expect(response.output).toMatchObject([{ content: [{ type: 'refusal', refusal: SAID }] }]);
  });

  it('are kept, and gone on from', async () => {
    const { id } = await conforming(
      'createResponse',
      post('responses', SAID, WANTED.responses['any tool'] ?? {}),
    );
    const next = { model: 'auto', previous_response_id: id, input: simulate({ echo: 'input' }) };
    const { output } = await conforming('createResponse', gateway.post(PATHS.responses, next));
    expect(output[0].content[0].text).toContain(SAID);
  });
});

describe('words in Messages', () => {
  it.each(cases('messages'))(
    'are text with the reason refusal, after two turns: $wanted',
    async ({ fields }) => {
      const turns = await turnsOf(async () => {
        const message = await conforming('createMessage', post('messages', SAID, fields));
        expect(message).toMatchObject({ stop_reason: 'refusal', content: [{ type: 'text', text: SAID }] });
      });
      expect(turns).toBe(2);
    },
  );

  it.each(cases('messages'))('are the same in a stream: $wanted', async ({ fields }) => {
    const { message } = await readMessageStream(
      'createMessage',
      post('messages', SAID, { ...fields, stream: true }),
    );
    expect(message).toMatchObject({ stop_reason: 'refusal', content: [{ type: 'text', text: SAID }] });
  });
});

describe('JSON that is broken twice under a strict schema is a 502 that nobody tries again', () => {
  const { chat, responses, messages } = WANTED;
  it('in chat, where a stream has not begun either', async () => {
    for (const stream of [false, true]) {
      const fields = { ...chat['a strict schema'], stream };
      const error = await conformingError('createChatCompletion', post('chat', BROKEN, fields), {
        status: 502,
        code: 'qodercli_failed',
      });
      expect(error.headers.get('x-should-retry')).toBe('false');
    }
  });

  it('in Responses', async () => {
    const error = await conformingError(
      'createResponse',
      post('responses', BROKEN, responses['a strict schema'] ?? {}),
      { status: 502 },
    );
    expect(error.headers.get('x-should-retry')).toBe('false');
  });

  it('in Messages', async () => {
    const { headers } = await conformingAnthropicError(
      'createMessage',
      post('messages', BROKEN, messages['a schema'] ?? {}),
      { status: 502, type: 'api_error' },
    );
    expect(headers.get('x-should-retry')).toBe('false');
  });
});

it('an answer that says nothing where a tool must be called is a 502 that nobody tries again', async () => {
  const error = await conformingError(
    'createChatCompletion',
    post('chat', ' ', WANTED.chat['any tool'] ?? {}),
    { status: 502 },
  );
  expect(error.message).toContain('did not call a tool');
  expect(error.headers.get('x-should-retry')).toBe('false');
});
