import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conforming, conformingAnthropicError } from './support/contract.ts';
import { documentedParameters, provenParameters } from './support/documented-parameters.ts';
import type { Gateway } from './support/gateway.ts';
import { readMessageStream } from './support/message-stream.ts';
import { type ParameterProofs, startParameterProofs, twoCalls } from './support/parameter-proofs.ts';
import type { Recording } from './support/recording.ts';
import { type Step, simulate } from './support/script.ts';

// Each row of the messages' table in docs/parameters.md, proven.

const MESSAGES = '/v1/messages';
let proofs: ParameterProofs;
let gateway: Gateway;
let strict: Gateway;
let recording: Recording;
beforeAll(async () => {
  proofs = await startParameterProofs();
  ({ gateway, strict, recording } = proofs);
});
afterAll(() => proofs.stop());

const body = (more: object, steps: readonly Step[] = [{ text: 'one two three' }]) => ({
  model: 'auto',
  max_tokens: 1_000,
  messages: [{ role: 'user', content: simulate(...steps) }],
  ...more,
});
const send = (more: object, steps?: readonly Step[]) => gateway.post(MESSAGES, body(more, steps));
const create = (more: object, steps?: readonly Step[]) => conforming('createMessage', send(more, steps));
const sentEffort = (level: string): boolean =>
  recording
    .processes()
    .flatMap(({ stdin }) => stdin)
    .some((line) => line.includes(`"reasoningEffort":"${level}"`));
const look = { name: 'look', input_schema: { type: 'object' } };
const schema = { type: 'object', properties: { a: { type: 'number' } } };

const ignored: Readonly<Record<string, unknown>> = {
  temperature: 0.1,
  top_p: 0.1,
  top_k: 5,
  cache_control: { type: 'ephemeral' },
  context_management: { edits: [{ type: 'clear_thinking_20251015', keep: 'all' }] },
  container: 'container_1',
  mcp_servers: [{ type: 'url', url: 'https://example.com', name: 'x' }],
  service_tier: 'standard_only',
  inference_geo: 'eu',
  speed: 'fast',
};

const refused: Readonly<Record<string, unknown>> = { thread: { type: 'create' } };

const mapped: Readonly<Record<string, () => Promise<void>>> = {
  async model() {
    expect((await send({ model: 'claude-haiku-4-5' })).headers.get('x-qoder-model')).toBe('efficient');
  },
  async messages() {
    const messages = [
      { role: 'system', content: 'S' },
      { role: 'user', content: simulate({ echo: 'system' }) },
    ];
    expect((await create({ messages })).content[0].text).toBe('S');
  },
  async max_tokens() {
    expect((await create({ max_tokens: 2 })).stop_reason).toBe('max_tokens');
  },
  async system() {
    expect((await create({ system: 'S' }, [{ echo: 'system' }])).content[0].text).toBe('S');
  },
  async stop_sequences() {
    expect(await create({ stop_sequences: ['', 'two'] })).toMatchObject({
      content: [{ text: 'one ' }],
      stop_sequence: 'two',
    });
  },
  async stream() {
    const { message } = await readMessageStream('createMessage', send({ stream: true }));
    expect(message.content[0].text).toBe('one two three');
  },
  async tools() {
    expect((await create({ tools: [look] }, twoCalls)).stop_reason).toBe('tool_use');
  },
  async tool_choice() {
    await create({ tools: [look], tool_choice: { type: 'none' } });
    expect(recording.initializations().at(-1).sdkMcpServers).toBeUndefined();
    const single = { type: 'auto', disable_parallel_tool_use: true };
    expect((await create({ tools: [look], tool_choice: single }, twoCalls)).content.length).toBe(1);
    expect((await create({ tools: [look], tool_choice: { type: 'any' } })).stop_reason).toBe('refusal');
  },
  async thinking() {
    const steps = [{ thinking: 'Hm' }, { text: 'x' }];
    const enabled = { thinking: { type: 'enabled', budget_tokens: 10_000 } };
    expect((await create(enabled, steps)).content[0].thinking).toBe('Hm');
    expect(sentEffort('medium')).toBe(true);
    expect((await create({ thinking: { type: 'disabled' } }, steps)).content.length).toBe(1);
  },
  async output_config() {
    await create({ output_config: { effort: 'high' } });
    expect(sentEffort('high')).toBe(true);
    const format = { type: 'json_schema', schema };
    expect((await create({ output_config: { format } }, [{ text: 'Well: {"a": 1}' }])).content[0].text).toBe(
      '{"a": 1}',
    );
  },
  async output_format() {
    const more = { output_format: { type: 'json_schema', schema } };
    expect((await create(more, [{ text: 'Well: {"a": 1}' }])).content[0].text).toBe('{"a": 1}');
  },
  async metadata() {
    const response = await send({ metadata: { user_id: 'ann' } });
    const line = await gateway.logged(({ requestId }) => requestId === response.headers.get('request-id'));
    expect(line['user']).toBe('ann');
  },
};

describe('every parameter of a message in docs/parameters.md', () => {
  it('has its proof here', () => {
    expect(provenParameters({ mapped, ignored, refused })).toEqual(documentedParameters('POST /v1/messages'));
  });

  it.each(Object.keys(mapped))('%s has its effect', async (name) => {
    await mapped[name]?.();
  });

  it.each(Object.entries(ignored))(
    '%s is accepted, named, and refused where one wants to know',
    async (name, value) => {
      const response = await send({ [name]: value });
      expect((await conforming('createMessage', response)).content[0].text).toBe('one two three');
      expect(response.headers.get('x-unsupported-params')).toBe(name);
      const { message } = await conformingAnthropicError(
        'createMessage',
        strict.post(MESSAGES, body({ [name]: value })),
        { status: 400, type: 'invalid_request_error', code: 'unsupported_parameter' },
      );
      expect(message).toContain(name);
    },
  );

  it.each(Object.entries(refused))('%s is refused', async (name, value) => {
    const { message } = await conformingAnthropicError('createMessage', send({ [name]: value }), {
      status: 400,
      type: 'invalid_request_error',
    });
    expect(message).toContain(name);
    expect((await send({ [name]: null })).status).toBe(200);
  });
});
