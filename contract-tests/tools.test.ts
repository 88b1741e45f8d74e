import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conforming, conformingError } from './support/contract.ts';
import { readStream, type StreamRecord } from './support/event-stream.ts';
import { type Gateway, startGateway } from './support/gateway.ts';
import { createRecording, type Recording } from './support/recording.ts';
import { type Step, simulate } from './support/script.ts';

const CHAT = '/v1/chat/completions';

interface Call {
  readonly name: string;
  readonly input: Record<string, unknown>;
}

const weather = {
  type: 'function',
  function: {
    name: 'get_weather',
    description: 'Tells the weather',
    parameters: {
      type: 'object',
      properties: { city: { type: 'string' } },
      required: ['city'],
      $defs: { unused: {} },
    },
    strict: true,
  },
};
const clock = { type: 'function', function: { name: 'get_time' } };
const tools = [weather, clock];
const PARIS: Call = { name: 'get_weather', input: { city: 'Paris "La \\ Ville"\nLumière' } };
const NOW: Call = { name: 'get_time', input: {} };

/** How each mode's model is made to call tools: the bridge's blocks, or text in the form that was asked for. */
const MODES = {
  native: (calls: readonly Call[]): readonly Step[] => [{ tools: calls }],
  prompt: (calls: readonly Call[]): readonly Step[] => {
    const list = JSON.stringify(calls.map(({ name, input }) => ({ name, arguments: input })));
    return [{ text: `\n\`\`\`tool_calls\n${list}\n\`\`\``, deltas: 9 }];
  },
};

/** The calls that the deltas of a stream add up to, with the strictness of the strictest client. */
function callsOf(record: StreamRecord) {
  const calls: { id: string; type: string; function: { name: string; arguments: string } }[] = [];
  for (const { choices } of record.chunks) {
    for (const { delta } of choices) {
      expect(Boolean(delta.content) && delta.tool_calls !== undefined).toBe(false);
      for (const { index, id, type, function: part } of delta.tool_calls ?? []) {
        if (index === calls.length) {
          expect(id).toMatch(/./);
          expect(type).toBe('function');
          calls.push({ id, type, function: { name: part.name, arguments: part.arguments } });
        } else {
          expect(index).toBe(calls.length - 1);
          expect([id, type, part.name]).toEqual([undefined, undefined, undefined]);
          const call = calls[index];
          if (call !== undefined) call.function.arguments += part.arguments;
        }
      }
    }
  }
  expect(new Set(calls.map(({ id }) => id)).size).toBe(calls.length);
  return calls;
}

describe.each(['native', 'prompt'] as const)('tools, %s', (mode) => {
  let gateway: Gateway;
  let recording: Recording;
  beforeAll(async () => {
    recording = createRecording();
    // What the model says where no message scripts it: after results that are quoted in a message of ours.
    const script = JSON.stringify({ turn: [{ text: 'So it is.' }] });
    gateway = await startGateway({
      env: { ...recording.env, QODER_TOOL_MODE: mode, QODER_SIMULATOR_SCRIPT: script },
    });
  });
  afterAll(async () => {
    await gateway.stop();
    recording.remove();
  });

  const make = MODES[mode];
  const user = (...steps: readonly Step[]) => ({ role: 'user', content: simulate(...steps) });
  const request = (messages: readonly object[], more: object = {}) => ({
    model: 'auto',
    messages,
    tools,
    ...more,
  });
  const complete = (messages: readonly object[], more?: object) =>
    conforming('createChatCompletion', gateway.post(CHAT, request(messages, more)));
  const stream = (messages: readonly object[], more?: object) =>
    readStream('createChatCompletion', gateway.post(CHAT, request(messages, { ...more, stream: true })));

  it('streams two parallel calls whole, behind the text before them', async () => {
    const record = await stream([user({ text: 'Let me look.' }, ...make([PARIS, NOW]))]);
    expect(record.text.trim()).toBe('Let me look.');
    expect(record.finishReason).toBe('tool_calls');
    expect(record.done).toBe(true);
    expect(callsOf(record).map((call) => [call.function.name, JSON.parse(call.function.arguments)])).toEqual([
      ['get_weather', PARIS.input],
      ['get_time', {}],
    ]);
  });

  it('gives them in a whole answer, too', async () => {
    const { choices } = await complete([user(...make([PARIS, NOW]))]);
    expect(choices[0].finish_reason).toBe('tool_calls');
    expect(
      choices[0].message.tool_calls.map((call: { function: { name: string } }) => call.function.name),
    ).toEqual(['get_weather', 'get_time']);
  });

  it('streams an answer without a call token by token, although tools were offered', async () => {
    const record = await stream([user({ text: 'one two three four', deltas: 4, delayMs: 150 })]);
    expect(record.text).toBe('one two three four');
    expect(record.finishReason).toBe('stop');
    expect((record.arrivals.at(-1) ?? 0) - (record.arrivals[1] ?? 0)).toBeGreaterThan(250);
  });

  it('goes on from results, in any order, in the process that called', async () => {
    const before = (await conforming('getReadiness', gateway.fetch('/readyz'))).continuation.hits;
    const after = { text: 'So it is.' };
    const turn1 = [user(...make([PARIS, NOW]), ...(mode === 'native' ? [after] : []))];
    const calls = callsOf(await stream(turn1));
    const results = calls.map(({ id, function: { name } }) => ({
      role: 'tool',
      tool_call_id: id,
      content: `result of ${name}`,
    }));
    const turn2 = [...turn1, { role: 'assistant', content: '', tool_calls: calls }, ...results.toReversed()];
    expect((await complete(turn2)).choices[0].message.content).toBe('So it is.');
    expect((await conforming('getReadiness', gateway.fetch('/readyz'))).continuation.hits).toBe(before + 1);
  });

  it('renders calls and results into the transcript for a fresh process', async () => {
    const call = {
      id: 'call_x1',
      type: 'function',
      function: { name: 'get_weather', arguments: '{"city":"Oslo"}' },
    };
    const messages = [
      { role: 'user', content: 'Weather?' },
      { role: 'assistant', content: null, tool_calls: [call] },
      { role: 'tool', tool_call_id: 'call_x1', content: [{ type: 'text', text: 'snow' }] },
      user({ echo: 'input' }),
    ];
    const text: string = (await complete(messages)).choices[0].message.content;
    for (const part of ['call_x1', 'get_weather', '{"city":"Oslo"}', 'snow']) expect(text).toContain(part);
  });

  it('hides the tools when none may be called', async () => {
    const before = recording.initializations().length;
    await complete([user({ text: 'plain' })], { tool_choice: 'none' });
    const newest = recording.initializations().slice(before).at(-1);
    expect(newest?.sdkMcpServers).toBeUndefined();
    expect(newest?.systemPrompt).not.toContain('get_weather');
  });

  it.each([
    ['required', 'required'],
    ['named', { type: 'function', function: { name: 'get_weather' } }],
  ])('a choice that is %s is met', async (_, choice) => {
    const { choices } = await complete([user(...make([PARIS]))], { tool_choice: choice });
    expect(choices[0].message.tool_calls.length).toBe(1);
  });

  it('a choice that the model does not follow even when asked again is a refusal, and no text passes for it', async () => {
    const { choices } = await complete([user({ text: 'I would rather talk.' })], { tool_choice: 'required' });
    expect(choices[0]).toMatchObject({
      finish_reason: 'stop',
      message: { content: null, refusal: 'I would rather talk.' },
    });
  });

  it('lets one call through when they may not be parallel', async () => {
    const { choices } = await complete([user(...make([PARIS, NOW]))], { parallel_tool_calls: false });
    expect(choices[0].message.tool_calls.length).toBe(1);
    expect(choices[0].finish_reason).toBe('tool_calls');
  });

  it('never lets a call through that was not offered', async () => {
    const { choices } = await complete([
      user({ text: 'Hm. ' }, ...make([{ name: 'rm_rf', input: {} }]), { text: ' Well.' }),
    ]);
    expect(choices[0].message.tool_calls).toBeUndefined();
    expect(choices[0].finish_reason).toBe('stop');
    expect(choices[0].message.content).toContain('Well.');
  });

  it('speaks the older functions dialect', async () => {
    const body = { model: 'auto', functions: [weather.function], messages: [user(...make([PARIS]))] };
    const { choices } = await conforming('createChatCompletion', gateway.post(CHAT, body));
    expect(choices[0].finish_reason).toBe('function_call');
    expect(JSON.parse(choices[0].message.function_call.arguments)).toEqual(PARIS.input);
    const record = await readStream('createChatCompletion', gateway.post(CHAT, { ...body, stream: true }));
    const deltas = record.chunks.flatMap((chunk) => chunk.choices[0].delta.function_call ?? []);
    expect(deltas.map((delta) => delta.name ?? '').join('')).toBe('get_weather');
    expect(JSON.parse(deltas.map((delta) => delta.arguments).join(''))).toEqual(PARIS.input);
    expect(record.finishReason).toBe('function_call');
  });

  it('hands a free-form tool its plain text', async () => {
    const patch = '*** Begin Patch\n*** End "Patch"\n';
    const custom = { type: 'custom', custom: { name: 'apply_patch', description: 'Applies a patch' } };
    const messages = [user(...make([{ name: 'apply_patch', input: { input: patch } }]))];
    const { choices } = await complete(messages, { tools: [custom] });
    expect(choices[0].message.tool_calls[0]).toMatchObject({
      type: 'custom',
      custom: { name: 'apply_patch', input: patch },
    });
    const record = await stream(messages, { tools: [custom] });
    const [call] = record.chunks.flatMap((chunk) => chunk.choices[0]?.delta.tool_calls ?? []);
    expect(call).toMatchObject({ index: 0, type: 'custom', custom: { name: 'apply_patch', input: patch } });
  });
});

describe('requests in the shapes of other dialects', () => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await startGateway();
  });
  afterAll(() => gateway.stop());

  it('answer a Responses body on chat with chat chunks, and a flat free-form tool as a function with raw text', async () => {
    const patch = '*** Begin Patch\n+ "x"\n*** End Patch';
    const first = {
      role: 'user',
      content: [
        {
          type: 'input_text',
          text: simulate({ tools: [{ name: 'ApplyPatch', input: { input: patch } }] }, { text: 'Applied.' }),
        },
      ],
    };
    const body = {
      model: 'gpt-5',
      input: [first],
      stream: true,
      tools: [{ type: 'custom', name: 'ApplyPatch', format: { type: 'text' } }, { type: 'web_search' }],
    };
    const response = await gateway.post(CHAT, body);
    expect(response.headers.get('x-unsupported-params')).toBe('tools[1]');
    const record = await readStream('createChatCompletion', response);
    const [call] = callsOf(record);
    expect(call?.function).toEqual({ name: 'ApplyPatch', arguments: patch });
    const items = [
      first,
      { type: 'custom_tool_call', call_id: call?.id, name: 'ApplyPatch', input: patch },
      { type: 'custom_tool_call_output', call_id: call?.id, output: 'ok' },
    ];
    const next = await readStream('createChatCompletion', gateway.post(CHAT, { ...body, input: items }));
    expect(next.text).toBe('Applied.');
    expect((await conforming('getReadiness', gateway.fetch('/readyz'))).continuation.hits).toBe(1);
  });

  it('take Anthropic blocks on chat', async () => {
    const asked = {
      role: 'user',
      content: [
        { type: 'text', text: simulate({ tools: [{ name: 'look', input: { a: 1 } }] }, { text: 'Seen.' }) },
      ],
    };
    const body = { model: 'claude-sonnet-4', tools: [{ name: 'look', input_schema: { type: 'object' } }] };
    const { choices } = await conforming(
      'createChatCompletion',
      gateway.post(CHAT, { ...body, messages: [asked] }),
    );
    const [call] = choices[0].message.tool_calls;
    const messages = [
      asked,
      { role: 'assistant', content: [{ type: 'tool_use', id: call.id, name: 'look', input: { a: 1 } }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: call.id, content: 'a thing' }] },
    ];
    const next = await conforming('createChatCompletion', gateway.post(CHAT, { ...body, messages }));
    expect(next.choices[0].message.content).toBe('Seen.');
  });
});

describe('tools that cannot be offered', () => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await startGateway();
  });
  afterAll(() => gateway.stop());

  const withTools = (list: readonly object[], more: object = {}) =>
    gateway.post(CHAT, { model: 'auto', messages: [{ role: 'user', content: 'x' }], tools: list, ...more });
  const tool = (name: string, parameters?: unknown) => ({ type: 'function', function: { name, parameters } });

  it.each([
    ['a schema of another type', [tool('a', { type: 'array' })], 'tools[0].function.parameters'],
    [
      'properties that are no object',
      [clock, tool('a', { type: 'object', properties: [] })],
      'tools[1].function.parameters',
    ],
    ['required that is no list', [tool('a', { required: 'x' })], 'tools[0].function.parameters'],
    ['a name twice', [tool('a'), tool('a')], 'tools[1]'],
    ['a name with a blank', [tool('a b')], 'tools[0].function.name'],
  ])('are refused for %s, naming it', async (_, list, param) => {
    await conformingError('createChatCompletion', withTools(list), { status: 400, param });
  });

  it.each([
    ['a choice of a tool that is not there', { type: 'function', function: { name: 'other' } }],
    ['a choice among none', 'required'],
  ])('are refused for %s', async (_, choice) => {
    const list = choice === 'required' ? [] : [clock];
    await conformingError('createChatCompletion', withTools(list, { tool_choice: choice }), {
      status: 400,
      param: 'tool_choice',
    });
  });

  it('are refused when the CLI drops them and they may be offered natively alone', async () => {
    const script = '{"initialize":{"dropTools":true}}';
    const dropping = await startGateway({
      env: { QODER_TOOL_MODE: 'native', QODER_SIMULATOR_SCRIPT: script },
    });
    const response = dropping.post(CHAT, {
      model: 'auto',
      messages: [{ role: 'user', content: 'x' }],
      tools,
    });
    const error = await conformingError('createChatCompletion', response, { status: 502 });
    expect(error.message).toContain("'get_weather', 'get_time'");
    expect(error.headers.get('x-should-retry')).toBe('false');
    await dropping.stop();
  });

  it('a result that is missing is a 400 that names its call', async () => {
    const calls = ['call_1', 'call_2'].map((id) => ({
      id,
      type: 'function',
      function: { name: 'get_time', arguments: '{}' },
    }));
    const messages = [
      { role: 'user', content: 'x' },
      { role: 'assistant', content: null, tool_calls: calls },
      { role: 'tool', tool_call_id: 'call_1', content: 'noon' },
      { role: 'user', content: 'and?' },
    ];
    const error = await conformingError(
      'createChatCompletion',
      gateway.post(CHAT, { model: 'auto', messages, tools }),
      { status: 400, param: 'messages[1].tool_calls' },
    );
    expect(error.message).toContain('call_2');
    expect(error.message).not.toContain('call_1,');
  });
});
