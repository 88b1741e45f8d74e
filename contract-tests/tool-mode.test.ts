import { afterEach, describe, expect, it } from 'vitest';
import { conforming } from './support/contract.ts';
import { readStream } from './support/event-stream.ts';
import { type Gateway, startGateway } from './support/gateway.ts';
import { type Step, simulate } from './support/script.ts';

const CHAT = '/v1/chat/completions';
const tools = [{ type: 'function', function: { name: 'look', parameters: { type: 'object' } } }];
/** A call in words: what a model writes that is told of tools in its prompt. */
const inWords: Step = { text: '```tool_calls\n[{"name":"look","arguments":{"at":1}}]\n```', deltas: 4 };
const natively: Step = { tools: [{ name: 'look', input: { at: 1 } }] };

let gateway: Gateway;
afterEach(() => gateway.stop());
const start = async (script: object, env: Readonly<Record<string, string>> = {}) => {
  gateway = await startGateway({ env: { QODER_SIMULATOR_SCRIPT: JSON.stringify(script), ...env } });
};
const user = (...steps: readonly Step[]) => ({ role: 'user', content: simulate(...steps) });
const body = (messages: readonly object[], more: object = {}) => ({
  model: 'auto',
  messages,
  tools,
  ...more,
});
const complete = async (messages: readonly object[]) => {
  const { choices } = await conforming('createChatCompletion', gateway.post(CHAT, body(messages)));
  return choices[0];
};
const called = { function: { name: 'look', arguments: '{"at":1}' } };
const toolCheck = async () => {
  const { checks } = await conforming('getReadiness', gateway.fetch('/readyz'));
  return checks.tools;
};
const gauge = async () => {
  const text = await (await gateway.fetch('/metrics')).text();
  return /qoder_check_ok\{check="tools"\} (\d)/.exec(text)?.[1];
};

describe('QODER_TOOL_MODE=auto', () => {
  it('offers tools natively', async () => {
    await start({});
    expect((await complete([user(natively)])).message.tool_calls).toMatchObject([called]);
    expect(await toolCheck()).toMatchObject({ ok: true });
    expect(await gauge()).toBe('1');
  });

  it('asks again in words where the CLI does not list the tools, and says so everywhere', async () => {
    await start({ initialize: { dropTools: true } });
    expect((await complete([user(inWords)])).message.tool_calls).toMatchObject([called]);
    expect(await toolCheck()).toMatchObject({
      ok: false,
      detail: expect.stringMatching(/prompt.*did not list/),
    });
    expect(await gauge()).toBe('0');
    const line = await gateway.logged(({ failure }) => failure === 'not_listed');
    expect(line).toMatchObject({ level: expect.anything(), version: expect.any(String) });
    // It goes on so: no further process is spent to find out again.
    const record = await readStream(
      'createChatCompletion',
      gateway.post(CHAT, body([user(inWords)], { stream: true })),
    );
    expect(record.finishReason).toBe('tool_calls');
  });

  it.each([
    [
      '/v1/responses',
      'createResponse',
      { input: [user(inWords)], tools: [{ type: 'function', name: 'look', parameters: { type: 'object' } }] },
    ],
    [
      '/v1/messages',
      'createMessage',
      {
        max_tokens: 900,
        messages: [user(inWords)],
        tools: [{ name: 'look', input_schema: { type: 'object' } }],
      },
    ],
  ] as const)('does so at %s, too', async (path, operation, request) => {
    await start({ initialize: { dropTools: true } });
    const answer = await conforming(operation, gateway.post(path, { model: 'auto', ...request }));
    expect(JSON.stringify(answer)).toMatch(/"(function_call|tool_use)"/);
  });

  it('goes on in words once the CLI has refused to run a call; the call itself reached the client', async () => {
    await start({ deniesTools: true });
    const asked = user(natively, { text: 'by itself' });
    const first = await complete([asked]);
    expect(first.message.tool_calls).toMatchObject([called]);
    await gateway.logged(({ failure }) => failure === 'denied');
    expect(await toolCheck()).toMatchObject({ ok: false });
    const [{ id }] = first.message.tool_calls;
    const result = { role: 'tool', tool_call_id: id, content: 'seen' };
    const next = await complete([asked, first.message, result, user({ text: 'All done.' })]);
    expect(next.message.content).toBe('All done.');
    expect((await complete([user(inWords)])).message.tool_calls).toMatchObject([called]);
  });

  it('does without tools as before where none are asked for', async () => {
    await start({ initialize: { dropTools: true }, turn: [{ text: 'plain' }] });
    const { choices } = await conforming(
      'createChatCompletion',
      gateway.post(CHAT, { model: 'auto', messages: [{ role: 'user', content: 'x' }] }),
    );
    expect(choices[0].message.content).toBe('plain');
    expect(await toolCheck()).toMatchObject({ ok: true });
  });
});
