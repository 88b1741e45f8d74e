import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conforming, conformingError } from './support/contract.ts';
import { readStream } from './support/event-stream.ts';
import { type Gateway, startGateway } from './support/gateway.ts';
import { createRecording, type Recording } from './support/recording.ts';
import { scripted, simulate } from './support/script.ts';

const CHAT = '/v1/chat/completions';
let gateway: Gateway;
let recording: Recording;
beforeAll(async () => {
  recording = createRecording();
  // What the model says when it is asked for a better answer.
  const script = JSON.stringify({ turn: [{ text: '{"n": 2}' }] });
  gateway = await startGateway({ env: { ...recording.env, QODER_SIMULATOR_SCRIPT: script } });
});
afterAll(async () => {
  await gateway.stop();
  recording.remove();
});

const schema = {
  type: 'object',
  properties: { n: { type: 'number' } },
  required: ['n'],
  additionalProperties: false,
};
const format = (strict: boolean, more: object = {}) => ({
  response_format: {
    type: 'json_schema',
    json_schema: { name: 'answer', strict, schema: { ...schema, ...more } },
  },
});
const complete = (text: string, more: Readonly<Record<string, unknown>>) =>
  conforming('createChatCompletion', gateway.post(CHAT, scripted([{ text }], more)));

describe('a response format', () => {
  it('is asked for in the system prompt', async () => {
    await complete('{"n": 1}', format(true));
    expect(
      recording.initializations().some(({ systemPrompt }) => systemPrompt.includes(JSON.stringify(schema))),
    ).toBe(true);
  });

  it.each([
    ['as it is', '{"n": 1}'],
    ['out of a fence', '```json\n{"n": 1}\n```'],
    ['out of the words around it', 'Here you are: {"n": 1} Anything else?'],
  ])('takes the JSON %s', async (_, text) => {
    const { choices } = await complete(text, format(true));
    expect(JSON.parse(choices[0].message.content)).toEqual({ n: 1 });
  });

  it('comes in one piece in a stream', async () => {
    const body = scripted([{ text: 'Well: {"n": 1}', deltas: 6 }], { ...format(true), stream: true });
    const record = await readStream('createChatCompletion', gateway.post(CHAT, body));
    expect(record.text).toBe('{"n": 1}');
    expect(record.done).toBe(true);
  });

  it.each([
    ['is broken JSON', '{"n": 1', 'It is not valid JSON.'],
    ['does not conform', '{"n": "one"}', 'It does not conform to the schema'],
    ['has too much', '{"n": 1, "m": 2}', 'It does not conform to the schema'],
  ])('is asked for once more when the answer %s, and then is an error', async (_, text, complaint) => {
    const asked = () => recording.userMessages().map(({ message }) => JSON.stringify(message));
    const before = asked().length;
    // The correction quotes the script, so the second answer is as wrong as the first.
    const response = gateway.post(CHAT, scripted([{ text }], format(true)));
    await conformingError('createChatCompletion', response, { status: 502, code: 'qodercli_failed' });
    expect(asked().length).toBe(before + 2);
    expect(
      asked().filter((message) => message.includes('A conversation so far') && message.includes(complaint))
        .length,
    ).toBeGreaterThan(0);
  });

  it('settles for JSON that does not conform where it is not strict', async () => {
    const { choices } = await complete('{"n": "one"}', format(false));
    expect(JSON.parse(choices[0].message.content)).toEqual({ n: 'one' });
  });

  it('json_object takes any object, and what else comes when it is asked for once more', async () => {
    const { choices } = await complete('{"any": [1]}', { response_format: { type: 'json_object' } });
    expect(JSON.parse(choices[0].message.content)).toEqual({ any: [1] });
    const before = recording.userMessages().length;
    const list = await complete('[1, 2]', { response_format: { type: 'json_object' } });
    expect(list.choices[0].message.content).toBe('[1, 2]');
    expect(recording.userMessages().length).toBe(before + 2);
  });

  it('passes a cut answer on as cut, never as whole', async () => {
    const { choices } = await complete('{"n": 1, "long": "one two three four five six"}', {
      ...format(true),
      max_tokens: 5,
    });
    expect(choices[0].finish_reason).toBe('length');
  });

  it.each([
    ['json_object', { type: 'json_object' }],
    ['a schema', { type: 'json_schema', json_schema: { name: 'a', schema } }],
    ['a strict schema', { type: 'json_schema', json_schema: { name: 'a', strict: true, schema } }],
  ])('is cut by stop as any other answer, not in the fence around it: %s', async (_, response_format) => {
    const steps = [{ text: 'Sure:\n```json\n{"n": 1, "m": "x Observation: y"}\n```', deltas: 7 }];
    const body = scripted(steps, { response_format, stop: ['```', 'Observation:'] });
    const before = recording.userMessages().length;
    const { choices } = await conforming('createChatCompletion', gateway.post(CHAT, body));
    expect(choices[0]).toMatchObject({ finish_reason: 'stop', message: { content: '{"n": 1, "m": "x ' } });
    const record = await readStream('createChatCompletion', gateway.post(CHAT, { ...body, stream: true }));
    expect(record).toMatchObject({ text: '{"n": 1, "m": "x ', finishReason: 'stop', done: true });
    expect(recording.userMessages().length).toBe(before + 2);
  });

  it('is cut by stop_sequences of Messages, which are told where they cut what the client gets', async () => {
    const ask = (stop: string) =>
      conforming(
        'createMessage',
        gateway.post('/v1/messages', {
          ...scripted([{ text: '```json\n{"n": 1}\n```' }]),
          max_tokens: 100,
          output_config: { format: { type: 'json_schema', json_schema: { schema } } },
          stop_sequences: [stop],
        }),
      );
    expect(await ask('1')).toMatchObject({
      stop_reason: 'stop_sequence',
      stop_sequence: '1',
      content: [{ text: '{"n": ' }],
    });
    expect(await ask('```')).toMatchObject({ stop_reason: 'end_turn', content: [{ text: '{"n": 1}' }] });
  });

  it.each([
    ['llama.cpp, Together and Fireworks', { type: 'json_object', schema }],
    ['Together', { type: 'json_schema', schema }],
    ['a wrapper without a name', { type: 'json_schema', json_schema: { schema, strict: null } }],
  ])('is read in the form of %s', async (_, response_format) => {
    const before = recording.userMessages().length;
    // Asked for once more, since it does not conform, and given as it is, since it was not to be strict.
    const { choices } = await complete('{"m": 1}', { response_format });
    expect(choices[0].message.content).toBe('{"m": 1}');
    expect(recording.userMessages().length).toBe(before + 2);
    expect(recording.initializations().at(-1)?.systemPrompt).toContain(JSON.stringify(schema));
  });

  it('names the schema of json_object that cannot be used', async () => {
    const wrong = { response_format: { type: 'json_object', schema: { type: 'nonsense' } } };
    await conformingError('createChatCompletion', gateway.post(CHAT, scripted([{ text: '{}' }], wrong)), {
      status: 400,
      param: 'response_format.schema',
    });
  });

  it.each([
    ['json_object', { type: 'json_object', schema }],
    ['json_schema', { type: 'json_schema', schema }],
  ])('with a schema beside its type is read in Responses, too: %s', async (_, format) => {
    const { text } = await conforming(
      'createResponse',
      gateway.post('/v1/responses', {
        model: 'auto',
        input: simulate({ text: 'So: {"n": 3}' }),
        text: { format },
      }),
    );
    expect(text.format).toMatchObject(format);
    expect(recording.initializations().at(-1)?.systemPrompt).toContain(JSON.stringify(schema));
  });

  it.each([
    ['that is no schema', { type: 'nonsense' }],
    ['that refers elsewhere', { properties: { n: { $ref: 'https://elsewhere.example/schema.json' } } }],
  ])('is refused for a schema %s', async (_, more) => {
    await conformingError(
      'createChatCompletion',
      gateway.post(CHAT, scripted([{ text: '{}' }], format(true, more))),
      {
        status: 400,
        param: 'response_format.json_schema.schema',
      },
    );
  });

  it('is held to its patterns, in linear time', async () => {
    const slow = { properties: { n: { type: 'string', pattern: '^(a+)+$' } } };
    const ask = (n: string) => scripted([{ text: JSON.stringify({ n }) }], format(true, slow));
    const { choices } = await conforming('createChatCompletion', gateway.post(CHAT, ask('a'.repeat(40))));
    expect(choices[0].finish_reason).toBe('stop');
    const wrong = gateway.post(CHAT, ask(`${'a'.repeat(40)}!`));
    const { message } = await conformingError('createChatCompletion', wrong, { status: 502 });
    expect(message).toContain('must match pattern');
  });

  it('is refused for a pattern that is no regular expression, which is named', async () => {
    const wrong = format(true, { properties: { n: { pattern: '(a' } } });
    const { message } = await conformingError(
      'createChatCompletion',
      gateway.post(CHAT, scripted([{ text: '{}' }], wrong)),
      { status: 400, param: 'response_format.json_schema.schema', code: 'invalid_json_schema' },
    );
    expect(message).toContain('"(a"');
  });
});

describe('images', () => {
  const png =
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
  const ask = (url: string, model = 'auto') => ({
    model,
    messages: [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What is it?' },
          { type: 'image_url', image_url: { url } },
        ],
      },
    ],
  });

  it.each([
    [`data:image/png;base64,${png}`, { type: 'base64', media_type: 'image/png', data: png }],
    ['https://images.example/cat.jpg', { type: 'url', url: 'https://images.example/cat.jpg' }],
  ])('reach the model as blocks', async (url, source) => {
    await conforming('createChatCompletion', gateway.post(CHAT, ask(url)));
    const contents = recording.userMessages().map(({ message }) => message.content);
    expect(contents).toContainEqual([
      { type: 'text', text: 'What is it?' },
      { type: 'image', source },
    ]);
  });

  it.each([
    ['http://images.example/cat.jpg'],
    ['file:///etc/passwd'],
    ['data:text/html;base64,PGI+'],
    ['data:image/png,raw'],
    ['data:image/png;base64,not base64!'],
    [`data:image/png;base64,${'A'.repeat(15_000_000)}`],
  ])('are refused when they cannot be one', async (url) => {
    await conformingError('createChatCompletion', gateway.post(CHAT, ask(url)), {
      status: 400,
      param: 'messages[0].content[1].image_url.url',
    });
  });

  it('are refused for a model that does not see', async () => {
    await conformingError(
      'createChatCompletion',
      gateway.post(CHAT, ask(`data:image/png;base64,${png}`, 'dfmodel')),
      {
        status: 400,
        code: 'unsupported_parameter',
        param: 'messages[0].content[1]',
      },
    );
  });
});

describe('reasoning', () => {
  it('effort is what the CLI gets when it asks for the policy of a request', async () => {
    const body = scripted([{ echo: 'policy' }], { reasoning_effort: 'minimal' });
    const { choices } = await conforming('createChatCompletion', gateway.post(CHAT, body));
    expect(JSON.parse(choices[0].message.content)).toEqual({ model: 'auto', reasoningEffort: 'low' });
  });
});
