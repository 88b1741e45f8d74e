import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conforming } from './support/contract.ts';
import { type Operator, signIn } from './support/dashboard.ts';
import { type Gateway, startGateway } from './support/gateway.ts';
import { scripted } from './support/script.ts';

const SEED = 20_261_122;
let gateway: Gateway;
let operator: Operator;
beforeAll(async () => {
  gateway = await startGateway({
    env: {
      QODER_WARM_PROCESSES: '2',
      QODER_SIMULATOR_SCRIPT: '{"turn":[{"text":"fine"}]}',
    },
  });
  operator = await signIn(gateway);
});
afterAll(() => gateway.stop());

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const chat: Json = {
  ...scripted([{ text: 'fine' }]),
  temperature: 0.5,
  stop: ['END'],
  max_tokens: 100,
  stream: false,
  tools: [
    {
      type: 'function',
      function: { name: 'look', description: 'x', parameters: { type: 'object', properties: {} } },
    },
  ],
  tool_choice: 'auto',
  response_format: { type: 'text' },
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: [{ type: 'text', text: 'Hi' }] },
    {
      role: 'assistant',
      content: null,
      tool_calls: [{ id: 'c1', type: 'function', function: { name: 'look', arguments: '{}' } }],
    },
    { role: 'tool', tool_call_id: 'c1', content: 'seen' },
    { role: 'user', content: 'So?' },
  ],
};
const message: Json = {
  model: 'auto',
  max_tokens: 100,
  system: [{ type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral' } }],
  stop_sequences: ['END'],
  tools: [{ name: 'look', description: 'x', input_schema: { type: 'object', properties: {} } }],
  tool_choice: { type: 'auto', disable_parallel_tool_use: false },
  thinking: { type: 'enabled', budget_tokens: 2_000 },
  output_config: { effort: 'low' },
  metadata: { user_id: 'u' },
  messages: [
    {
      role: 'user',
      content: [
        { type: 'text', text: 'Hi' },
        { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' } },
        { type: 'document', title: 'T', source: { type: 'text', data: 'D' } },
      ],
    },
    {
      role: 'assistant',
      content: [
        { type: 'thinking', thinking: 'Hm', signature: 'x' },
        { type: 'server_tool_use', id: 's', name: 'web_search', input: {} },
        { type: 'tool_use', id: 'c1', name: 'look', input: {} },
      ],
    },
    { role: 'system', content: 'Go on.' },
    {
      role: 'user',
      content: [{ type: 'tool_result', tool_use_id: 'c1', content: [{ type: 'text', text: 'seen' }] }],
    },
    { role: 'user', content: 'So?' },
  ],
};
const completion: Json = { model: 'auto', prompt: ['a', 'b'], echo: true, stop: 'x', max_tokens: 5 };

const responses: Json = {
  model: 'auto',
  instructions: 'Be brief.',
  input: [
    { type: 'message', role: 'developer', content: 'Be polite.' },
    { role: 'user', content: [{ type: 'input_text', text: 'Hi' }] },
    { type: 'reasoning', id: 'rs_1', summary: [] },
    { type: 'function_call', id: 'fc_1', call_id: 'c1', name: 'look', arguments: '{}' },
    { type: 'function_call_output', call_id: 'c1', output: 'seen' },
    { type: 'custom_tool_call', call_id: 'c2', name: 'apply', input: 'x' },
    { type: 'custom_tool_call_output', call_id: 'c2', output: [{ type: 'input_text', text: 'done' }] },
    { type: 'web_search_call', id: 'ws_1' },
    { type: 'item_reference', id: 'msg_1' },
    { role: 'user', content: 'So?' },
  ],
  tools: [
    { type: 'function', name: 'look', parameters: { type: 'object', properties: {} } },
    { type: 'custom', name: 'apply' },
    { type: 'namespace', name: 'more', tools: [{ type: 'function', name: 'look' }] },
    { type: 'web_search' },
  ],
  tool_choice: 'auto',
  text: { format: { type: 'text' } },
  reasoning: { effort: 'low', summary: 'auto' },
  max_output_tokens: 100,
  metadata: { a: 'b' },
  store: true,
};

/** Every place in a JSON value, as a path. */
function places(
  value: Json,
  path: readonly (string | number)[] = [],
): readonly (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  const entries = Array.isArray(value)
    ? value.map((item, index) => [index, item] as const)
    : Object.entries(value);
  return [path, ...entries.flatMap(([key, item]) => places(item as Json, [...path, key]))];
}

function replaced(value: Json, [key, ...rest]: readonly (string | number)[], change: Json | undefined): Json {
  if (key === undefined) return change ?? null;
  if (Array.isArray(value)) {
    const copy = [...value];
    if (rest.length === 0 && change === undefined) copy.splice(Number(key), 1);
    else copy[Number(key)] = replaced(copy[Number(key)], rest, change);
    return copy;
  }
  const { [key]: old = null, ...others } = value as Record<string, Json>;
  if (rest.length === 0 && change === undefined) return others;
  return { ...others, [key]: replaced(old, rest, change) };
}

const nasty = fc.oneof(
  fc.constant(undefined),
  fc.constantFrom<Json>(
    null,
    true,
    0,
    -1,
    1e308,
    2.5,
    '',
    ' ',
    '\u0000',
    'x'.repeat(3_000),
    [],
    {},
    [[]],
    [null],
    { type: 'text' },
  ),
  fc.string({ unit: 'binary' }) as fc.Arbitrary<Json>,
  fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>,
);

describe.each([
  ['createChatCompletion', '/v1/chat/completions', chat],
  ['createResponse', '/v1/responses', responses],
  ['createAzureChatCompletion', '/openai/deployments/auto/chat/completions', chat],
  ['createMessage', '/v1/messages', message],
  ['countMessageTokens', '/v1/messages/count_tokens', message],
  ['createCompletion', '/v1/completions', completion],
  ['createEmbedding', '/v1/embeddings', { model: 'auto', input: ['x'], encoding_format: 'float' } as Json],
  ['createPlaygroundCompletion', '/chat/completions', chat],
  ['createPlaygroundMessage', '/messages', message],
  ['createPlaygroundResponse', '/responses', responses],
  ['createSession', '/session', { password: 'a-wrong-password' } as Json],
  ['revealApiKey', '/api-keys/reveal', { name: 'default', password: 'a-wrong-password' } as Json],
])('%s', (operationId, path, valid) => {
  const mutation = fc.tuple(fc.constantFrom(...places(valid).filter(({ length }) => length > 0)), nasty);

  it('never answers a mutated request with a 500 or with what is not declared', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 3 }), async (mutations) => {
        const body = mutations.reduce((value, [place, change]) => {
          // An earlier mutation may have taken away where a later one would go.
          const exists = places(value).some((other) => JSON.stringify(other) === JSON.stringify(place));
          return exists ? replaced(value, place, change) : value;
        }, valid);
        const { post } = /^\/(v1|openai)\//.test(path) ? gateway : operator;
        const isCompletion = /completions|responses|embeddings|messages/.test(path);
        const response = await post(path, isCompletion ? { ...(body as object), stream: false } : body);
        expect(response.status, JSON.stringify(body)).not.toBe(500);
        // A mutated password may be one, and a wrong one; many of them have to wait.
        const allowed = isCompletion ? [200, 400, 501] : [400, 401, 429];
        expect(allowed, JSON.stringify(body)).toContain(response.status);
        await conforming(operationId, response);
      }),
      { numRuns: 150, seed: SEED },
    );
  }, 120_000);
});
