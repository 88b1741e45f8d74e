import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conformingError } from '../support/contract.ts';
import type { Gateway } from '../support/gateway.ts';
import { startRecordedGateway } from '../support/recorded-gateway.ts';
import type { Recording } from '../support/recording.ts';
import { scripted } from '../support/script.ts';

const CHAT = '/v1/chat/completions';
const DEEP = `${'{"a":['.repeat(4_500)}${']}'.repeat(4_500)}`;

/** Lines of the CLI, each with something deep in it. */
const LINES = {
  'a tool_use': `{"type":"assistant","message":{"id":"m","content":[{"type":"tool_use","id":"t","name":"look","input":${DEEP}}]}}`,
  can_use_tool: `{"type":"control_request","request_id":"r","request":{"subtype":"can_use_tool","tool_name":"look","tool_use_id":"t","input":${DEEP}}}`,
  'tools/call': `{"type":"control_request","request_id":"r","request":{"subtype":"mcp_message","server_name":"client","message":{"jsonrpc":"2.0","id":9,"method":"tools/call","params":{"name":"look","arguments":${DEEP}}}}}`,
  'a result': `{"type":"result","subtype":"success","result":"x","usage":${DEEP}}`,
};
const tools = [{ type: 'function', function: { name: 'look' } }];

describe('JSON that is nested too deep', () => {
  let gateway: Gateway;
  let recording: Recording;
  beforeAll(async () => {
    ({ gateway, recording } = await startRecordedGateway());
  });
  afterAll(() => gateway.stop());

  it.each(Object.entries(LINES))('in %s of the CLI fails its own turn alone', async (_what, line) => {
    const error = await conformingError(
      'createChatCompletion',
      gateway.post(CHAT, scripted([{ raw: line }, { hang: true }], { tools })),
      { status: 502 },
    );
    expect(error.message).toContain('nested more than 256 levels deep');
    const next = await gateway.post(CHAT, scripted([{ text: 'still here' }]));
    expect(await next.text()).toContain('still here');
  });

  it('in the arguments of a call of a history is a 400 that names them', async () => {
    const call = { id: 'c', type: 'function', function: { name: 'look', arguments: DEEP } };
    const messages = [
      { role: 'user', content: 'x' },
      { role: 'assistant', content: null, tool_calls: [call] },
      { role: 'tool', tool_call_id: 'c', content: 'seen' },
    ];
    await conformingError('createChatCompletion', gateway.post(CHAT, { model: 'auto', messages, tools }), {
      status: 400,
      param: 'messages[1].tool_calls[0].function.arguments',
    });
    const input = [
      { type: 'function_call', call_id: 'c', name: 'look', arguments: DEEP },
      { type: 'function_call_output', call_id: 'c', output: 'seen' },
    ];
    await conformingError('createResponse', gateway.post('/v1/responses', { model: 'auto', input }), {
      status: 400,
      param: 'input[0].arguments',
    });
  });

  it('a tool that nobody offered is denied, logged and counted', async () => {
    const ask = { subtype: 'can_use_tool', tool_name: 'Bash', tool_use_id: 't', input: {} };
    const line = { type: 'control_request', request_id: 'asked', request: ask };
    const sent = recording.follow();
    await gateway.post(CHAT, scripted([{ line }, { sleep: 200 }, { text: 'done' }], { tools }));
    await gateway.logged(({ tool }) => tool === 'Bash');
    expect(sent()).toContainEqual(
      expect.objectContaining({
        response: expect.objectContaining({
          request_id: 'asked',
          response: expect.objectContaining({ behavior: 'deny', interrupt: true, toolUseID: 't' }),
        }),
      }),
    );
    const metrics = await (await gateway.fetch('/metrics')).text();
    expect(metrics).toContain('qoder_foreign_tool_calls_total 1');
  });

  it.each(['model', 'user'])('a %s of a megabyte is cut in the log', async (field) => {
    await gateway.post(CHAT, { ...scripted([{ text: 'ok' }]), [field]: 'm'.repeat(1_000_000) });
    await gateway.logged((line) => JSON.stringify(line).includes('mmmm'));
    for (const line of gateway.rawLog().split('\n')) expect(Buffer.byteLength(line)).toBeLessThan(16_384);
  });
});
