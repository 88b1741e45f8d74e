import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conforming } from './support/contract.ts';
import type { Gateway } from './support/gateway.ts';
import { readMessageStream } from './support/message-stream.ts';
import { startRecordedGateway } from './support/recorded-gateway.ts';
import type { Recording } from './support/recording.ts';
import { type Step, simulate } from './support/script.ts';

const MESSAGES = '/v1/messages';
const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const weather = {
  name: 'get_weather',
  description: 'Tells the weather',
  input_schema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
};
const clock = { name: 'get_time', input_schema: { type: 'object' } };

let recording: Recording;
let gateway: Gateway;
beforeAll(async () => {
  ({ gateway, recording } = await startRecordedGateway());
});
afterAll(() => gateway.stop());

const user = (...steps: readonly Step[]) => ({ role: 'user', content: simulate(...steps) });
const request = (messages: readonly object[], more: object = {}) => ({
  model: 'auto',
  max_tokens: 1_000,
  messages,
  ...more,
});
const create = (messages: readonly object[], more?: object) =>
  conforming('createMessage', gateway.post(MESSAGES, request(messages, more)));
const stream = (messages: readonly object[], more?: object) =>
  readMessageStream('createMessage', gateway.post(MESSAGES, request(messages, { ...more, stream: true })));
const logOf = ({ headers }: Pick<Response, 'headers'>) =>
  gateway.logged(({ requestId }) => requestId === headers.get('x-request-id'));

describe('a message', () => {
  it('is answered whole, with what it cost', async () => {
    const usage = {
      input_tokens: 7,
      cache_read_input_tokens: 20,
      cache_creation_input_tokens: 3,
      output_tokens: 2,
    };
    const response = await gateway.post(MESSAGES, request([user({ usage }, { text: 'Hello' })]));
    expect(await conforming('createMessage', response)).toMatchObject({
      type: 'message',
      role: 'assistant',
      model: 'auto',
      content: [{ type: 'text', text: 'Hello' }],
      stop_reason: 'end_turn',
      stop_sequence: null,
      // What Qoder counts as written to the cache was read afresh.
      usage: { input_tokens: 10, cache_read_input_tokens: 20, output_tokens: 2 },
    });
    expect(response.headers.get('x-usage-source')).toBe('reported');
    expect(response.headers.get('request-id')).toBe(response.headers.get('x-request-id'));
  });

  it('has no citations where there are none: AI SDK 5 and 6 refuse null', async () => {
    const { content } = await conforming(
      'createMessage',
      gateway.post(MESSAGES, request([user({ text: 'x' })])),
    );
    expect(content).toEqual([{ type: 'text', text: 'x' }]);
  });

  it('streams delta by delta, as it comes', async () => {
    const record = await stream([user({ text: 'one two three four', deltas: 4, delayMs: 150 })]);
    expect(record.events.map(({ type }) => type)).toEqual([
      'message_start',
      'content_block_start',
      ...Array.from({ length: 4 }, () => 'content_block_delta'),
      'content_block_stop',
      'message_delta',
      'message_stop',
    ]);
    expect(record.message).toMatchObject({
      content: [{ text: 'one two three four' }],
      stop_reason: 'end_turn',
    });
    expect(record.events[1].content_block).toEqual({ type: 'text', text: '' });
    expect((record.arrivals.at(-1) ?? 0) - (record.arrivals[2] ?? 0)).toBeGreaterThan(250);
    expect(record.events[0].message.usage.input_tokens).toBeGreaterThan(0);
  });

  it('takes the paths and headers of real clients', async () => {
    const headers = {
      authorization: '',
      'x-api-key': gateway.key,
      'anthropic-version': '2023-06-01',
      'anthropic-beta': 'claude-code-20250219,who-knows-what',
    };
    for (const path of [
      '/v1/messages?beta=true',
      '/messages',
      '/v1/v1/messages?beta=true',
      '/v1/messages/',
    ]) {
      const response = gateway.post(path, request([user({ text: 'x' })]), { headers });
      expect((await conforming('createMessage', response)).content[0].text).toBe('x');
    }
  });

  it('may be asked for from a page of another site, which reads its id', async () => {
    const preflight = await fetch(gateway.url + MESSAGES, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://app.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers':
          'anthropic-version,anthropic-dangerous-direct-browser-access,x-api-key',
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('anthropic-version');
    const response = await gateway.post(MESSAGES, request([user({ text: 'x' })]), {
      headers: { origin: 'https://app.example' },
    });
    expect(response.headers.get('access-control-expose-headers')).toContain('request-id');
  });
});

describe('what qodercli is asked', () => {
  it('holds the system prompt, and the instructions that the messages begin with', async () => {
    const system = [
      { type: 'text', text: 'x-anthropic-billing-header: cc_version=2; cc_entrypoint=cli;' },
      { type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral' } },
    ];
    const asked = user({ echo: 'system' });
    const { content } = await create([{ role: 'system', content: 'Be kind.' }, asked], { system });
    expect(content[0].text).toBe('Be brief.\n\nBe kind.');
  });

  it('holds images where they stand', async () => {
    const image = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: PNG } };
    await create([
      { role: 'user', content: [{ type: 'text', text: 'See' }, image, { type: 'text', text: 'this.' }] },
    ]);
    expect(recording.userMessages().at(-1).message.content).toEqual([
      { type: 'text', text: 'See' },
      image,
      { type: 'text', text: '\nthis.' },
    ]);
  });

  it('leaves out what Anthropic itself would serve, and says so', async () => {
    const response = await gateway.post(
      MESSAGES,
      request(
        [
          { role: 'user', content: 'Search.' },
          {
            role: 'assistant',
            content: [
              { type: 'server_tool_use', id: 'srvtoolu_1', name: 'web_search', input: { query: 'x' } },
              { type: 'web_search_tool_result', tool_use_id: 'srvtoolu_1', content: [] },
              { type: 'text', text: 'Found.' },
            ],
          },
          user({ text: 'x' }),
        ],
        { tools: [{ type: 'web_search_20250305', name: 'web_search', max_uses: 3 }, clock], top_k: 3 },
      ),
    );
    await conforming('createMessage', response);
    expect(response.headers.get('x-unsupported-params')).toBe(
      'top_k,messages.server_tool_use,messages.web_search_tool_result,tools[0]',
    );
  });
});

describe('thinking', () => {
  const asked = [user({ thinking: 'Hm, ' }, { thinking: 'well.' }, { text: 'So it is.' })];

  it('is shown to those who ask for it, in blocks that they can give back', async () => {
    const more = { thinking: { type: 'adaptive' } };
    const { content } = await create(asked, more);
    expect(content).toMatchObject([
      { type: 'thinking', thinking: 'Hm, well.', signature: expect.stringMatching(/./) },
      { type: 'text', text: 'So it is.' },
    ]);
    const record = await stream(asked, more);
    expect(record.message.content).toEqual(content);
    const again = [...asked, { role: 'assistant', content }, user({ text: 'Yes.' })];
    expect((await create(again, more)).content[0].text).toBe('Yes.');
  });

  it('is kept from those who do not', async () => {
    expect((await create(asked)).content).toMatchObject([{ type: 'text', text: 'So it is.' }]);
    expect((await stream(asked)).message.content).toMatchObject([{ type: 'text', text: 'So it is.' }]);
  });

  it('that is not shown keeps its client alive all the same', async () => {
    const silent = Array.from({ length: 6 }, () => [{ thinking: 'Hm. ' }, { sleep: 2_000 }]).flat();
    const record = await stream([user(...silent, { text: 'So.' })]);
    expect(record.comments.length).toBeGreaterThan(0);
    expect(record.message.content).toMatchObject([{ type: 'text', text: 'So.' }]);
  });
});

describe('an answer that is cut', () => {
  it('by a stop sequence says which', async () => {
    const more = { stop_sequences: ['three', 'two'] };
    const asked = [user({ text: 'one two three', deltas: 9 })];
    const expected = {
      content: [{ type: 'text', text: 'one ' }],
      stop_reason: 'stop_sequence',
      stop_sequence: 'two',
    };
    expect(await create(asked, more)).toMatchObject(expected);
    expect((await stream(asked, more)).message).toMatchObject(expected);
  });

  it('by its length says so', async () => {
    expect(await create([user({ text: 'one two three four five' })], { max_tokens: 2 })).toMatchObject({
      stop_reason: 'max_tokens',
      stop_sequence: null,
    });
  });

  it('by a refusal says so', async () => {
    expect((await create([user({ text: 'No.' }, { stop: 'refusal' })])).stop_reason).toBe('refusal');
  });
});

describe('structured output', () => {
  it.each(['output_config', 'output_format'])('is what %s asks for', async (name) => {
    const schema = { type: 'object', properties: { n: { type: 'number' } }, required: ['n'] };
    const format = { type: 'json_schema', schema };
    const { content } = await create([user({ text: 'Sure:\n```json\n{"n": 7}\n```' })], {
      [name]: name === 'output_config' ? { format } : format,
    });
    expect(JSON.parse(content[0].text)).toEqual({ n: 7 });
  });
});

describe('tools', () => {
  const tools = [weather, clock];
  const calls = [
    { name: 'get_weather', input: { city: 'Paris "La \\ Ville"\nLumière' } },
    { name: 'get_time', input: {} },
  ];

  it('are called, two at once, behind the text before them', async () => {
    const asked = [user({ text: 'Let me look.' }, { tools: calls })];
    const expected = {
      stop_reason: 'tool_use',
      content: [
        { type: 'text', text: 'Let me look.' },
        { type: 'tool_use', name: 'get_weather', input: calls[0]?.input },
        { type: 'tool_use', name: 'get_time', input: {} },
      ],
    };
    expect(await create(asked, { tools })).toMatchObject(expected);
    expect((await stream(asked, { tools })).message).toMatchObject(expected);
  });

  it('go on in the process that waits for their results, streamed and whole', async () => {
    const steps = [1, 2, 3].map((step) => ({
      tools: [{ name: 'get_weather', input: { city: String(step) } }],
    }));
    let messages: readonly object[] = [
      { role: 'user', content: [{ type: 'text', text: simulate(...steps, { text: 'Sunny.' }) }] },
    ];
    const more = { tools, thinking: { type: 'adaptive' } };
    const pids = new Set<unknown>();
    for (const step of [1, 2, 3]) {
      const { message, headers } = await (step === 2
        ? gateway.post(MESSAGES, request(messages, more)).then(async (response) => ({
            message: await conforming('createMessage', response),
            headers: response.headers,
          }))
        : stream(messages, more));
      const line = await logOf({ headers });
      expect(line['continued']).toBe(step > 1);
      pids.add(line['pid']);
      const call = message.content.at(-1);
      expect(call).toMatchObject({ type: 'tool_use', input: { city: String(step) } });
      const content = [
        {
          type: 'tool_result',
          tool_use_id: call.id,
          content: [{ type: 'text', text: 'sunny', cache_control: { type: 'ephemeral' } }],
        },
      ];
      messages = [...messages, { role: 'assistant', content: message.content }, { role: 'user', content }];
    }
    const { message, headers } = await stream(messages, more);
    expect(message).toMatchObject({ content: [{ text: 'Sunny.' }], stop_reason: 'end_turn' });
    pids.add((await logOf({ headers }))['pid']);
    expect(pids.size).toBe(1);
  });

  it('tell the model that they failed', async () => {
    const asked = user({ tools: [{ name: 'get_time', input: {} }] }, { echo: 'input' });
    const { content } = await create([asked], { tools });
    const result = { type: 'tool_result', tool_use_id: content[0].id, content: 'no clock', is_error: true };
    await create([asked, { role: 'assistant', content }, { role: 'user', content: [result] }], { tools });
    const sent = recording.processes().flatMap(({ stdin }) => stdin);
    expect(sent.some((line) => line.includes('Error:\\nno clock'))).toBe(true);
  });
});

describe('the tokens of a message', () => {
  it('are counted as they would be sent, without a model', async () => {
    const asked = recording.userMessages().length;
    const count = (more: object) =>
      conforming(
        'countMessageTokens',
        gateway.post('/v1/messages/count_tokens?beta=true', {
          model: 'auto',
          messages: [{ role: 'user', content: 'one two three' }],
          ...more,
        }),
      ).then(({ input_tokens: tokens }) => tokens as number);
    const least = await count({});
    expect(least).toBeGreaterThan(0);
    expect(await count({ tools: [weather] })).toBeGreaterThan(least);
    expect(await count({ system: 'word '.repeat(1_000) })).toBeGreaterThan(least + 500);
    expect(recording.userMessages().length).toBe(asked);
  });
});

describe('the address', () => {
  it('answers the probe that Claude Code begins with', async () => {
    const response = await fetch(gateway.url, { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('');
  });

  it("lists models to Anthropic's clients", async () => {
    const headers = { authorization: '', 'x-api-key': gateway.key, 'anthropic-version': '2023-06-01' };
    const { data } = await conforming('listModels', gateway.fetch('/v1/models?limit=1000', { headers }));
    expect(data[0].id).toBe('auto');
  });
});
