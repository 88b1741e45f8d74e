import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conforming, conformingError } from './support/contract.ts';
import { documentedParameters, provenParameters } from './support/documented-parameters.ts';
import type { Gateway } from './support/gateway.ts';
import { type ParameterProofs, startParameterProofs, twoCalls } from './support/parameter-proofs.ts';
import type { Recording } from './support/recording.ts';
import { readResponseStream } from './support/response-stream.ts';
import { type Step, simulate } from './support/script.ts';

// Each row of the second table of docs/parameters.md, proven like those of the first.

const RESPONSES = '/v1/responses';
let proofs: ParameterProofs;
let gateway: Gateway;
let strict: Gateway;
let recording: Recording;
beforeAll(async () => {
  proofs = await startParameterProofs();
  ({ gateway, strict, recording } = proofs);
});
afterAll(() => proofs.stop());

const bodyOf = (more: object, steps: readonly Step[] = [{ text: 'one two three' }]) => ({
  model: 'auto',
  input: simulate(...steps),
  ...more,
});
const send = (more: object, steps?: readonly Step[]) => gateway.post(RESPONSES, bodyOf(more, steps));
const create = (more: object, steps?: readonly Step[]) => conforming('createResponse', send(more, steps));
const textOf = async (more: object, steps?: readonly Step[]) =>
  (await create(more, steps)).output[0].content[0].text;
const look = { type: 'function', name: 'look', parameters: { type: 'object' } };

/** Within `text`, the parameter's name is a path. */
const withValue = (name: string, value: unknown): object =>
  name === 'text.verbosity' ? { text: { verbosity: value } } : { [name]: value };

const ignored: Readonly<Record<string, unknown>> = {
  'text.verbosity': 'low',
  max_tool_calls: 3,
  frequency_penalty: 1,
  presence_penalty: 1,
  temperature: 0.1,
  top_p: 0.1,
  truncation: 'auto',
  context_management: [{ type: 'compaction' }],
  service_tier: 'flex',
  safety_identifier: 'x',
  prompt_cache_key: 'x',
  prompt_cache_retention: '24h',
};

const refused: Readonly<Record<string, { readonly refuses: unknown; readonly takes: unknown }>> = {
  background: { refuses: true, takes: false },
  conversation: { refuses: 'conv_1', takes: null },
  prompt: { refuses: { id: 'pmpt_1' }, takes: null },
  top_logprobs: { refuses: 2, takes: 0 },
  include: { refuses: ['message.output_text.logprobs'], takes: ['reasoning.encrypted_content'] },
};

const mapped: Readonly<Record<string, () => Promise<void>>> = {
  async model() {
    expect((await send({ model: 'gpt-3.5-turbo' })).headers.get('x-qoder-model')).toBe('lite');
  },
  async input() {
    expect(await textOf({ input: [{ role: 'user', content: simulate({ text: 'listed' }) }] })).toBe('listed');
  },
  async instructions() {
    expect(await textOf({ instructions: 'S' }, [{ echo: 'system' }])).toBe('S');
  },
  async previous_response_id() {
    const { id } = await create({});
    expect(await create({ previous_response_id: id })).toMatchObject({ previous_response_id: id });
  },
  async store() {
    const { id } = await create({ store: false });
    expect((await gateway.fetch(`${RESPONSES}/${id}`)).status).toBe(404);
  },
  async stream() {
    expect((await readResponseStream(send({ stream: true }))).text).toBe('one two three');
  },
  async stream_options() {
    const more = { stream: true, stream_options: { include_obfuscation: true } };
    const { events } = await readResponseStream(send(more));
    expect(events.every((event) => !('obfuscation' in event))).toBe(true);
  },
  async metadata() {
    expect((await create({ metadata: { a: 'b' } })).metadata).toEqual({ a: 'b' });
  },
  async user() {
    const response = await send({ user: 'ann' });
    const line = await gateway.logged(({ requestId }) => requestId === response.headers.get('x-request-id'));
    expect(line['user']).toBe('ann');
  },
  async tools() {
    expect((await create({ tools: [look] }, twoCalls)).output[0]).toMatchObject({ type: 'function_call' });
  },
  async tool_choice() {
    await create({ tools: [look], tool_choice: 'none' });
    expect(recording.initializations().at(-1).sdkMcpServers).toBeUndefined();
  },
  async parallel_tool_calls() {
    expect((await create({ tools: [look], parallel_tool_calls: true }, twoCalls)).output.length).toBe(2);
    expect((await create({ tools: [look], parallel_tool_calls: false }, twoCalls)).output.length).toBe(1);
  },
  async text() {
    const more = { text: { format: { type: 'json_object' } } };
    expect(await textOf(more, [{ text: 'Well: {"a": 1}' }])).toBe('{"a": 1}');
  },
  async reasoning() {
    const { reasoning } = await create({ reasoning: { effort: 'high', summary: 'auto' } });
    expect(reasoning).toEqual({ effort: 'high', summary: 'auto' });
    const sent = recording.processes().flatMap(({ stdin }) => stdin);
    expect(sent.some((line) => line.includes('"reasoningEffort":"high"'))).toBe(true);
  },
  async max_output_tokens() {
    expect((await create({ max_output_tokens: 2 })).status).toBe('incomplete');
  },
};

describe('every parameter of the second table of docs/parameters.md', () => {
  it('has its proof here', () => {
    expect(provenParameters({ mapped, ignored, refused })).toEqual(
      documentedParameters('POST /v1/responses'),
    );
  });

  it.each(Object.keys(mapped))('%s has its effect', async (name) => {
    await mapped[name]?.();
  });

  it.each(Object.entries(ignored))(
    '%s is accepted, named, and refused where one wants to know',
    async (name, value) => {
      const response = await send(withValue(name, value));
      expect(response.headers.get('x-unsupported-params')).toBe(name);
      expect((await conforming('createResponse', response)).output[0].content[0].text).toBe('one two three');
      await conformingError('createResponse', strict.post(RESPONSES, bodyOf(withValue(name, value))), {
        status: 400,
        param: name,
      });
    },
  );

  it.each(Object.entries(refused))(
    '%s is refused where it asks for what there is not',
    async (name, { refuses, takes }) => {
      await conformingError('createResponse', send({ [name]: refuses }), {
        status: 400,
        code: 'unsupported_parameter',
        param: name,
      });
      expect((await send({ [name]: takes })).status).toBe(200);
    },
  );
});
