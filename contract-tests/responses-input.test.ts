import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conforming, conformingError } from './support/contract.ts';
import type { Gateway } from './support/gateway.ts';
import { startRecordedGateway } from './support/recorded-gateway.ts';
import type { Recording } from './support/recording.ts';
import { type Step, simulate } from './support/script.ts';

const RESPONSES = '/v1/responses';
let gateway: Gateway;
let recording: Recording;
beforeAll(async () => {
  ({ gateway, recording } = await startRecordedGateway());
});
afterAll(() => gateway.stop());

const asking = (steps: readonly Step[], more: object = {}) => ({
  model: 'auto',
  input: simulate(...steps),
  ...more,
});
const create = (body: object) => conforming('createResponse', gateway.post(RESPONSES, body));

describe('the conversation', () => {
  const echo = simulate({ echo: 'system' });
  const systemOf = async (body: object) =>
    (await create({ model: 'auto', ...body })).output[0].content[0].text;
  const sent = async (body: object) => {
    await create({ model: 'auto', ...body });
    const [block] = recording.userMessages().at(-1).message.content;
    return block.text as string;
  };

  it('has its instructions first, then leading system and developer messages', async () => {
    const input = [
      { role: 'system', content: 'S' },
      { type: 'message', role: 'developer', content: [{ type: 'input_text', text: 'D' }] },
      { role: 'user', content: echo },
    ];
    expect(await systemOf({ instructions: 'I', input })).toBe('I\n\nS\n\nD');
  });

  it('keeps every kind of item that clients send back', async () => {
    const text = await sent({
      input: [
        { role: 'user', content: [{ type: 'input_text', text: 'look' }] },
        { type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: 'x' },
        { role: 'assistant', content: [{ type: 'output_text', text: 'I look', annotations: [] }] },
        { type: 'function_call', call_id: 'c1', name: 'look', arguments: { at: 1 } },
        { type: 'custom_tool_call', call_id: 'c2', name: 'apply', input: 'a patch' },
        { type: 'function_call_output', call_id: 'c1', output: { seen: 1 } },
        { type: 'custom_tool_call_output', call_id: 'c2', output: [{ type: 'input_text', text: 'done' }] },
        { role: 'assistant', content: [{ type: 'refusal', refusal: 'no more' }] },
        { role: 'user', content: 'so?' },
      ],
    });
    const frames = text
      .split(/^--- [0-9a-f]{12} /m)
      .slice(1)
      .map((frame) => frame.trim());
    expect(frames.slice(0, -1)).toEqual([
      'user\nlook',
      'assistant\nI look',
      'assistant calls {"name":"look","id":"c1"}\n{"at":1}',
      'assistant calls {"name":"apply","id":"c2"}\na patch',
      'tool {"tool_call_id":"c1"}\n{"seen":1}',
      'tool {"tool_call_id":"c2"}\ndone',
      'assistant\nno more',
      'user\nso?',
    ]);
  });

  it('takes an image, and refuses what the CLI cannot take', async () => {
    const image = 'data:image/png;base64,iVBORw0KGgo=';
    const withPart = (part: object) => ({
      model: 'auto',
      input: [{ role: 'user', content: [{ type: 'input_text', text: simulate({ text: 'seen' }) }, part] }],
    });
    await create(withPart({ type: 'input_image', image_url: image, detail: 'low' }));
    expect(recording.userMessages().at(-1).message.content[1]).toMatchObject({
      type: 'image',
      source: { type: 'base64', media_type: 'image/png' },
    });
    await create(withPart({ type: 'image_url', image_url: { url: image } }));
    const uploaded = withPart({ type: 'input_image', file_id: 'file_1' });
    await conformingError('createResponse', gateway.post(RESPONSES, uploaded), {
      status: 400,
      code: 'unsupported_parameter',
      param: 'input[0].content[1]',
    });
  });

  it('needs an output for each call', async () => {
    const input = [
      { role: 'user', content: 'x' },
      { type: 'function_call', call_id: 'c1', name: 'look', arguments: '{}' },
    ];
    const error = await conformingError('createResponse', gateway.post(RESPONSES, { model: 'auto', input }), {
      status: 400,
      param: 'input[1]',
    });
    expect(error.message).toBe('No tool output found for function call c1.');
  });

  it('leaves out what only its vendor could run, and says so', async () => {
    const body = {
      model: 'auto',
      input: [
        { type: 'web_search_call', id: 'ws_1', status: 'completed' },
        { role: 'user', content: simulate({ text: 'fine' }) },
        { type: 'item_reference', id: 'msg_unknown' },
      ],
      tools: [{ type: 'web_search' }, { type: 'function', name: 'look', parameters: {} }, { type: 'mcp' }],
      tool_choice: { type: 'web_search' },
      text: { verbosity: 'low' },
    };
    const response = await gateway.post(RESPONSES, body);
    expect(response.headers.get('x-unsupported-params')).toBe(
      'text.verbosity,input[0],tools[0],tools[2],tool_choice,input[1]',
    );
    expect((await conforming('createResponse', response)).tools.length).toBe(1);
  });

  it('names the first of very many that are left out, as clients refuse headers that are too long', async () => {
    const calls = Array.from({ length: 5_000 }, (_, id) => ({ type: 'web_search_call', id: `ws_${id}` }));
    const input = [...calls, { role: 'user', content: simulate({ text: 'fine' }) }];
    const response = await gateway.post(RESPONSES, { model: 'auto', input });
    const names = response.headers.get('x-unsupported-params')?.split(',') ?? [];
    expect(names.slice(0, 2)).toEqual(['input[0]', 'input[1]']);
    expect(names.slice(39)).toEqual(['input[39]', '...']);
    await conforming('createResponse', response);
  });

  it('is read where the path has no version, and refused where it is none', async () => {
    expect((await gateway.post('/responses', asking([{ text: 'x' }]))).status).toBe(200);
    for (const [body, param] of [
      [{ model: 'auto' }, 'input'],
      [{ model: 'auto', input: 7 }, 'input'],
      [{ model: 'auto', input: [{ type: 'mesage', role: 'user', content: 'x' }] }, 'input[0].type'],
      [{ model: 'auto', input: 'x', tools: [{ type: 'function' }] }, 'tools[0].name'],
    ] as const) {
      await conformingError('createResponse', gateway.post(RESPONSES, body), { status: 400, param });
    }
  });
});
