import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conforming, conformingError } from './support/contract.ts';
import { type Gateway, startGateway } from './support/gateway.ts';
import { startRecordedGateway } from './support/recorded-gateway.ts';
import type { Recording } from './support/recording.ts';
import { readResponseStream } from './support/response-stream.ts';
import { type Step, simulate } from './support/script.ts';

const RESPONSES = '/v1/responses';

// biome-ignore lint/suspicious/noExplicitAny: items have been validated against the contract
type Item = any;

const look = { type: 'function', name: 'look', parameters: { type: 'object' } };
const patch = {
  type: 'custom',
  name: 'patch',
  format: { type: 'grammar', syntax: 'lark', definition: 's: "x"' },
};
const user = (...steps: readonly Step[]) => ({ role: 'user', content: simulate(...steps) });

describe.each(['native', 'prompt'] as const)('tools that are offered in %s mode', (mode) => {
  let gateway: Gateway;
  let recording: Recording;
  beforeAll(async () => {
    ({ gateway, recording } = await startRecordedGateway({ env: { QODER_TOOL_MODE: mode } }));
  });
  afterAll(() => gateway.stop());

  /** Steps that call a tool: natively, or as a model that was told of tools in words. */
  const calling = (name: string, input: object): Step =>
    mode === 'native'
      ? { tools: [{ name, input }] }
      : { text: `\`\`\`tool_calls\n${JSON.stringify([{ name, arguments: input }])}\n\`\`\`` };
  /** What the turn goes on with once it has the results; told of tools in words, a model has a turn of its own then. */
  const then = (text: string): readonly Step[] => (mode === 'native' ? [{ text }] : []);
  const post = (body: object) => gateway.post(RESPONSES, { model: 'auto', ...body });
  const create = (body: object) => conforming('createResponse', post(body));
  const continuedOf = async (response: Response) =>
    (await gateway.logged(({ requestId }) => requestId === response.headers.get('x-request-id')))[
      'continued'
    ];

  it('loops through calls and results in one session, streamed and whole', async () => {
    let input: Item[] = [user({ text: 'I look.\n' }, calling('look', { at: 1 }), ...then('done'))];
    const first = await readResponseStream(post({ input, tools: [look], stream: true }));
    const call = first.response.output.at(-1);
    expect(call).toMatchObject({ type: 'function_call', name: 'look', status: 'completed' });
    expect(JSON.parse(call.arguments)).toEqual({ at: 1 });
    const result = { type: 'function_call_output', call_id: call.call_id, output: 'seen' };
    input = [...input, ...first.response.output, result];
    const second = await post({ input, tools: [look] });
    expect(await continuedOf(second)).toBe(true);
    const { output } = await conforming('createResponse', second);
    if (mode === 'native') expect(output[0].content[0].text).toBe('done');
    expect(output[0].type).toBe('message');
  });

  it('gives free text to a free-form tool, and goes on from its output', async () => {
    const text = '*** Begin\n"quoted"\n*** End';
    const input: Item[] = [user(calling('patch', { input: text }), ...then('patched'))];
    const first = await readResponseStream(post({ input, tools: [patch], stream: true }));
    const [call] = first.response.output;
    expect(call).toMatchObject({ type: 'custom_tool_call', name: 'patch', input: text });
    const result = { type: 'custom_tool_call_output', call_id: call.call_id, output: 'ok' };
    const second = await post({ input: [...input, call, result], tools: [patch] });
    expect(await continuedOf(second)).toBe(true);
  });

  it('tells which namespace a call belongs to, and finds it again', async () => {
    const namespaced = { type: 'namespace', name: 'agents', tools: [look, { ...look, name: 'close' }] };
    const tools = [look, namespaced];
    const input: Item[] = [user(calling('agents__look', { a: 1 }), ...then('x'))];
    const { output } = await create({ input, tools });
    const [call] = output;
    expect(call).toMatchObject({ name: 'look', namespace: 'agents' });
    const result = { type: 'function_call_output', call_id: call.call_id, output: 'ok' };
    expect(await continuedOf(await post({ input: [...input, call, result], tools }))).toBe(true);
    const own = await create({ input: [user(calling('close', {}))], tools });
    expect(own.output[0]).toMatchObject({ name: 'close', namespace: 'agents' });
    const top = await create({ input: [user(calling('look', {}))], tools });
    expect(top.output[0].namespace).toBeUndefined();
  });

  it('offers the tools of an additional_tools item, and goes on from their calls', async () => {
    const functions = {
      type: 'namespace',
      name: 'functions',
      tools: [{ type: 'custom', name: 'exec' }, look],
    };
    const items = { type: 'additional_tools', role: 'developer', tools: [functions] };
    const input: Item[] = [items, user(calling('exec', { input: '1 + 1' }), ...then('2'))];
    const first = await readResponseStream(post({ input, stream: true }));
    const [call] = first.response.output;
    expect(call).toMatchObject({
      type: 'custom_tool_call',
      name: 'exec',
      namespace: 'functions',
      input: '1 + 1',
    });
    const result = { type: 'custom_tool_call_output', call_id: call.call_id, output: '2' };
    const second = await post({ input: [...input, call, result] });
    expect(await continuedOf(second)).toBe(true);
    expect(second.headers.get('x-unsupported-params')).toBeNull();
    const forced = await create({
      input: [items, user(calling('look', {}))],
      tool_choice: { type: 'function', name: 'look', namespace: 'functions' },
    });
    expect(forced.output[0]).toMatchObject({ type: 'function_call', name: 'look', namespace: 'functions' });
  });

  it('lets the client search for tools, and offers those that it finds', async () => {
    const search = { type: 'tool_search', execution: 'client' };
    const input: Item[] = [user(calling('tool_search', { query: 'look', limit: 1 }))];
    const tools = [search, { ...look, name: 'rare', defer_loading: true }];
    const whole = await create({ input, tools, tool_choice: { type: 'tool_search' } });
    const { events, response } = await readResponseStream(post({ input, tools, stream: true }));
    for (const item of [whole.output[0], response.output[0]])
      expect(item).toMatchObject({
        type: 'tool_search_call',
        execution: 'client',
        call_id: expect.stringMatching(/./),
        arguments: { query: 'look', limit: 1 },
        status: 'completed',
      });
    const [call] = response.output;
    expect(events.find(({ type }) => type === 'response.output_item.done')).toMatchObject({ item: call });
    const offeredAfter = async (found: Item[]) => {
      const output = { type: 'tool_search_output', execution: 'client', call_id: call.call_id, tools: found };
      const answer = await post({ input: [...input, call, output], tools, store: false });
      await conforming('createResponse', answer);
      const told = JSON.stringify(recording.initializations().at(-1));
      return ['tool_search', 'look', 'rare'].filter(
        (name) => told.includes(`\\"${name}\\"`) || told.includes(`"${name}"`),
      );
    };
    expect(await offeredAfter([look])).toEqual(['tool_search', 'look']);
    expect(JSON.stringify(recording.userMessages().at(-1))).toContain('- look');
  });

  it('obeys every tool_choice', async () => {
    const twoTools = [look, { ...look, name: 'other' }];
    const offered = async (choice: unknown) => {
      await post({ input: [user(calling('look', {}))], tools: twoTools, tool_choice: choice });
      const initialization = JSON.stringify(recording.initializations().at(-1));
      return ['look', 'other'].filter((name) => initialization.includes(`${name}`));
    };
    expect(await offered('none')).toEqual([]);
    expect(await offered('auto')).toEqual(['look', 'other']);
    expect(await offered({ type: 'function', name: 'look' })).toEqual(['look']);
    expect(await offered({ type: 'function', function: { name: 'look' } })).toEqual(['look']);
    const allowed = { type: 'allowed_tools', mode: 'auto', tools: [{ type: 'function', name: 'look' }] };
    expect(await offered(allowed)).toEqual(['look']);
    const required = { input: [user({ text: 'no' })], tools: [look], tool_choice: 'required' };
    const { output } = await conforming('createResponse', post(required));
    expect(output[0].content).toEqual([{ type: 'refusal', refusal: 'no' }]);
    await conformingError(
      'createResponse',
      post({ ...required, tool_choice: { type: 'function', name: 'x' } }),
      {
        status: 400,
        param: 'tool_choice',
      },
    );
  });

  it('lets out one call at most where the client wants no more', async () => {
    const two: Step =
      mode === 'native'
        ? { tools: ['1', '2'].map((at) => ({ name: 'look', input: { at } })) }
        : { text: '```tool_calls\n[{"name":"look","arguments":{}},{"name":"look","arguments":{}}]\n```' };
    const both = await create({ input: [user(two)], tools: [look] });
    expect(both.output.length).toBe(2);
    const one = await create({ input: [user(two)], tools: [look], parallel_tool_calls: false });
    expect(one.output.length).toBe(1);
  });
});

describe('a tool that cannot be offered', () => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await startGateway();
  });
  afterAll(() => gateway.stop());

  it.each([
    ['with a schema that is no object', [{ ...look, parameters: { type: 'string' } }], 'tools[0].parameters'],
    ['twice under one name', [look, look], 'tools[1]'],
    [
      'with such a schema in a namespace',
      [{ type: 'namespace', name: 'n', tools: [{ ...look, parameters: { type: 'string' } }] }],
      'tools[0].tools[0].parameters',
    ],
    ['without a name', [{ type: 'function', parameters: {} }], 'tools[0].name'],
  ])('%s is refused', async (_, tools, param) => {
    const response = gateway.post(RESPONSES, { model: 'auto', input: 'x', tools });
    await conformingError('createResponse', response, { status: 400, param });
  });

  it('is brought into shape where that is known', async () => {
    const tools = [
      { type: 'function', function: { name: 'nested', parameters: {} } },
      { name: 'anthropic', input_schema: { type: 'object' } },
      { type: 'custom', custom: { name: 'free' } },
    ];
    const response = gateway.post(RESPONSES, { model: 'auto', input: simulate({ text: 'x' }), tools });
    const { tools: offered } = await conforming('createResponse', response);
    expect(offered.map(({ type, name }: { type: string; name: string }) => [type, name])).toEqual([
      ['function', 'nested'],
      ['function', 'anthropic'],
      ['custom', 'free'],
    ]);
  });
});
