import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conforming, conformingError } from './support/contract.ts';
import { documentedParameters, provenParameters } from './support/documented-parameters.ts';
import { readStream } from './support/event-stream.ts';
import type { Gateway } from './support/gateway.ts';
import { type ParameterProofs, startParameterProofs, twoCalls } from './support/parameter-proofs.ts';
import type { Recording } from './support/recording.ts';
import { type Step, scripted, simulate } from './support/script.ts';

// Each row of docs/parameters.md, proven: what is mapped has its effect, what is ignored is named, what is
// refused is refused.

const CHAT = '/v1/chat/completions';
let proofs: ParameterProofs;
let gateway: Gateway;
let strict: Gateway;
let recording: Recording;
beforeAll(async () => {
  proofs = await startParameterProofs();
  ({ gateway, strict, recording } = proofs);
});
afterAll(() => proofs.stop());

const send = (more: object, steps: readonly Step[] = [{ text: 'one two three' }]) =>
  gateway.post(CHAT, { ...scripted(steps), ...more });
const choice = async (more: object, steps?: readonly Step[]) =>
  (await conforming('createChatCompletion', send(more, steps))).choices[0];
const look = { name: 'look', parameters: { type: 'object' } };

const ignored: Readonly<Record<string, unknown>> = {
  temperature: 0.1,
  top_p: 0.1,
  frequency_penalty: 1,
  presence_penalty: 1,
  seed: 1,
  logit_bias: { '50256': -100 },
  verbosity: 'low',
  prediction: { type: 'content', content: 'x' },
  web_search_options: {},
  metadata: { a: 'b' },
  store: true,
  service_tier: 'flex',
  safety_identifier: 'x',
  prompt_cache_key: 'x',
  prompt_cache_retention: '24h',
};

const refused: Readonly<Record<string, { readonly refuses: unknown; readonly takes: unknown }>> = {
  n: { refuses: 2, takes: 1 },
  logprobs: { refuses: true, takes: false },
  top_logprobs: { refuses: 2, takes: 0 },
  audio: { refuses: { voice: 'x', format: 'mp3' }, takes: null },
  modalities: { refuses: ['audio'], takes: ['text'] },
};

const mapped: Readonly<Record<string, () => Promise<void>>> = {
  async model() {
    expect((await send({ model: 'gpt-3.5-turbo' })).headers.get('x-qoder-model')).toBe('lite');
  },
  async messages() {
    const messages = [
      { role: 'system', content: 'S' },
      { role: 'user', content: simulate({ echo: 'system' }) },
    ];
    expect((await choice({ messages })).message.content).toBe('S');
  },
  async stream() {
    expect((await readStream('createChatCompletion', send({ stream: true }))).text).toBe('one two three');
  },
  async stream_options() {
    const more = { stream: true, stream_options: { include_usage: true, include_obfuscation: false } };
    expect(
      (await readStream('createChatCompletion', send(more))).chunks.at(-1).usage.total_tokens,
    ).toBeGreaterThan(0);
  },
  async stop() {
    expect((await choice({ stop: 'two' })).message.content).toBe('one ');
  },
  async max_tokens() {
    expect((await choice({ max_tokens: 2 })).finish_reason).toBe('length');
  },
  async max_completion_tokens() {
    expect((await choice({ max_completion_tokens: 2, max_tokens: 100 })).finish_reason).toBe('length');
  },
  async tools() {
    expect((await choice({ tools: [{ type: 'function', function: look }] }, twoCalls)).finish_reason).toBe(
      'tool_calls',
    );
  },
  async tool_choice() {
    await choice({ tools: [{ type: 'function', function: look }], tool_choice: 'none' });
    expect(recording.initializations().at(-1).sdkMcpServers).toBeUndefined();
  },
  async parallel_tool_calls() {
    const tools = [{ type: 'function', function: look }];
    expect((await choice({ tools, parallel_tool_calls: true }, twoCalls)).message.tool_calls.length).toBe(2);
    expect((await choice({ tools, parallel_tool_calls: false }, twoCalls)).message.tool_calls.length).toBe(1);
  },
  async continue_final_message() {
    const messages = [
      { role: 'user', content: simulate({ text: 'one two three' }) },
      { role: 'assistant', content: 'one ' },
    ];
    expect((await choice({ messages, continue_final_message: true })).message.content).toBe('two three');
    expect((await choice({ messages })).message.content).toBe('one two three');
  },
  async functions() {
    expect((await choice({ functions: [look] }, twoCalls)).message.function_call.name).toBe('look');
  },
  async function_call() {
    await choice({ functions: [look], function_call: 'none' });
    expect(recording.initializations().at(-1).sdkMcpServers).toBeUndefined();
  },
  async response_format() {
    const more = { response_format: { type: 'json_object' } };
    expect((await choice(more, [{ text: 'Well: {"a": 1}' }])).message.content).toBe('{"a": 1}');
  },
  async reasoning_effort() {
    const { message } = await choice({ reasoning_effort: 'high' }, [{ echo: 'policy' }]);
    expect(JSON.parse(message.content)).toMatchObject({ reasoningEffort: 'high' });
  },
  async user() {
    const response = await send({ user: 'ann' });
    const line = await gateway.logged(({ requestId }) => requestId === response.headers.get('x-request-id'));
    expect(line['user']).toBe('ann');
  },
};

describe('every parameter of chat completions in docs/parameters.md', () => {
  it('has its proof here', () => {
    expect(provenParameters({ mapped, ignored, refused })).toEqual(
      documentedParameters('POST /v1/chat/completions'),
    );
  });

  it.each(Object.keys(mapped))('%s has its effect', async (name) => {
    await mapped[name]?.();
  });

  it.each(Object.entries(ignored))(
    '%s is accepted, named, and refused where one wants to know',
    async (name, value) => {
      const response = await send({ [name]: value });
      expect((await conforming('createChatCompletion', response)).choices[0].message.content).toBe(
        'one two three',
      );
      expect(response.headers.get('x-unsupported-params')).toBe(name);
      await conformingError(
        'createChatCompletion',
        strict.post(CHAT, { ...scripted([{ text: 'x' }]), [name]: value }),
        { status: 400, param: name },
      );
    },
  );

  it.each(Object.entries(refused))(
    '%s is refused where it asks for what there is not',
    async (name, { refuses, takes }) => {
      await conformingError('createChatCompletion', send({ [name]: refuses }), {
        status: 400,
        code: 'unsupported_parameter',
        param: name,
      });
      expect((await send({ [name]: takes })).status).toBe(200);
    },
  );
});
