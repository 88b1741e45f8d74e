import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ajvOptions, loadContract } from './load.ts';
import type { OperationId } from './operations.ts';

const source = readFileSync(new URL('../../openapi.yaml', import.meta.url), 'utf8');
const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
const { version: packageVersion } = JSON.parse(manifest) as { readonly version: string };
const contract = await loadContract(parse(source));
const chat = (body: unknown) => contract.validateRequest('createChatCompletion', { body });
const messages = [{ role: 'user', content: 'Hello' }];

describe('loadContract', () => {
  it('describes every operation', () => {
    const table = contract.operations.map(
      (each) => [each.id, each.method, each.path, each.access, each.hasBody, each.maxBodyBytes] as const,
    );
    expect(table).toEqual([
      ['createChatCompletion', 'POST', '/v1/chat/completions', 'key', true, 20_971_520],
      [
        'createAzureChatCompletion',
        'POST',
        '/openai/deployments/{model}/chat/completions',
        'key',
        true,
        20_971_520,
      ],
      ['createResponse', 'POST', '/v1/responses', 'key', true, 20_971_520],
      ['retrieveResponse', 'GET', '/v1/responses/{response_id}', 'key', false, undefined],
      ['deleteResponse', 'DELETE', '/v1/responses/{response_id}', 'key', false, undefined],
      ['cancelResponse', 'POST', '/v1/responses/{response_id}/cancel', 'key', false, undefined],
      ['listInputItems', 'GET', '/v1/responses/{response_id}/input_items', 'key', false, undefined],
      ['createCompletion', 'POST', '/v1/completions', 'key', true, 20_971_520],
      ['createMessage', 'POST', '/v1/messages', 'key', true, 20_971_520],
      ['countMessageTokens', 'POST', '/v1/messages/count_tokens', 'key', true, 20_971_520],
      ['listModels', 'GET', '/v1/models', 'key', false, undefined],
      ['retrieveModel', 'GET', '/v1/models/{model}', 'key', false, undefined],
      ['createEmbedding', 'POST', '/v1/embeddings', 'key', true, 1_048_576],
      ['retrieveSession', 'GET', '/dashboard/api/session', 'session', false, undefined],
      ['createSession', 'POST', '/dashboard/api/session', 'public', true, 16_384],
      ['deleteSession', 'DELETE', '/dashboard/api/session', 'session', false, undefined],
      ['getOverview', 'GET', '/dashboard/api/overview', 'session', false, undefined],
      ['getMetricsHistory', 'GET', '/dashboard/api/metrics', 'session', false, undefined],
      ['streamDashboardEvents', 'GET', '/dashboard/api/events', 'session', false, undefined],
      ['listRequestLogs', 'GET', '/dashboard/api/requests', 'session', false, undefined],
      ['clearRequestLogs', 'DELETE', '/dashboard/api/requests', 'session', false, undefined],
      ['exportRequestLogs', 'GET', '/dashboard/api/requests/export', 'session', false, undefined],
      ['retrieveRequestLog', 'GET', '/dashboard/api/requests/{request_id}', 'session', false, undefined],
      ['listSystemLogs', 'GET', '/dashboard/api/system-logs', 'session', false, undefined],
      ['clearSystemLogs', 'DELETE', '/dashboard/api/system-logs', 'session', false, undefined],
      ['revealApiKey', 'POST', '/dashboard/api/api-keys/reveal', 'session', true, 16_384],
      ['listDashboardModels', 'GET', '/dashboard/api/models', 'session', false, undefined],
      ['createPlaygroundCompletion', 'POST', '/dashboard/api/chat/completions', 'session', true, 20_971_520],
      ['createPlaygroundMessage', 'POST', '/dashboard/api/messages', 'session', true, 20_971_520],
      ['createPlaygroundResponse', 'POST', '/dashboard/api/responses', 'session', true, 20_971_520],
      ['getLiveness', 'GET', '/healthz', 'public', false, undefined],
      ['getReadiness', 'GET', '/readyz', 'public', false, undefined],
      ['getMetrics', 'GET', '/metrics', 'metrics', false, undefined],
      ['getRoot', 'GET', '/', 'public', false, undefined],
      ['getOpenApiJson', 'GET', '/openapi.json', 'public', false, undefined],
      ['getOpenApiYaml', 'GET', '/openapi.yaml', 'public', false, undefined],
    ]);
  });

  it("tells which operations are the dashboard's", () => {
    for (const { dashboard, path } of contract.operations) {
      expect(dashboard, path).toBe(path.startsWith('/dashboard/'));
    }
  });

  it('tells whose form the errors of an operation have', () => {
    const anthropics = contract.operations.filter(({ errorFormat }) => errorFormat === 'anthropic');
    expect(anthropics.map(({ path }) => path)).toEqual(['/v1/messages', '/v1/messages/count_tokens']);
    expect(
      contract.operations.every(({ errorFormat }) => /^(openai|anthropic|client)$/.test(errorFormat)),
    ).toBe(true);
  });

  it('keeps the document as it was written', () => {
    expect(contract.document.info).toMatchObject({ title: 'Qoder Gateway', version: packageVersion });
    expect(JSON.stringify(contract.document)).toContain('"$ref":"#/components/schemas/');
  });

  it('holds schemas that are schemas, which no start checks again', async () => {
    await contract.compile();
    const ajv = new Ajv2020({ ...ajvOptions, validateSchema: true });
    const schemas = Object.entries(parse(source).components.schemas as Readonly<Record<string, object>>);
    expect(schemas.length).toBeGreaterThan(80);
    for (const [name, schema] of schemas) {
      expect(ajv.validateSchema(schema), `${name}: ${ajv.errorsText()}`).toBe(true);
    }
  });

  it('refuses a document that is not a contract', async () => {
    const misspelt = await loadContract(parse(source.replaceAll('minItems:', 'minItms:')));
    await expect(misspelt.compile()).rejects.toThrow(/minItms/);
    const unnamed = parse(source.replace('operationId: listModels', ''));
    await expect(loadContract(unnamed)).rejects.toThrow(/\/v1\/models/);
    const foreign = source.replace(/^ +x-error-format: anthropic$/m, '      x-error-format: xml');
    await expect(loadContract(parse(foreign))).rejects.toThrow(/xml/);
  });

  it('refuses an operation that the document does not have', () => {
    expect(() => contract.validateRequest('nothing' as OperationId, {})).toThrow(/nothing/);
  });
});

describe('readQuery', () => {
  const problemOf = (id: OperationId, given: Readonly<Record<string, string | string[]>>) =>
    contract.validateRequest(id, { query: contract.readQuery(id, given) });

  it.each([
    ['1', 1],
    ['060', 60],
    ['-5', -5],
    ['', ''],
    ['abc', 'abc'],
    ['1e1', '1e1'],
    ['5.0', '5.0'],
    ['9'.repeat(16), '9'.repeat(16)],
  ])('reads the number %j as %j', (minutes, read) => {
    expect(contract.readQuery('getMetricsHistory', { minutes })).toEqual({ minutes: read });
  });

  it('leaves texts as they are, also those that look like numbers, and leaves out what is not declared', () => {
    expect(contract.readQuery('getMetricsHistory', { model: '5', other: 'x' })).toEqual({ model: '5' });
    expect(contract.readQuery('listRequestLogs', { search: 'true' })).toEqual({ search: 'true' });
    const own = JSON.parse('{"__proto__":"x","constructor":"y"}') as Record<string, string>;
    expect(contract.readQuery('getMetricsHistory', own)).toEqual({});
  });

  it.each<[OperationId, Readonly<Record<string, string | string[]>>]>([
    ['getMetricsHistory', {}],
    ['getMetricsHistory', { minutes: '1', model: 'auto' }],
    ['getMetricsHistory', { minutes: '60' }],
    ['listRequestLogs', { search: '7' }],
    ['streamDashboardEvents', { topics: 'overview,requests,system_logs' }],
  ])('makes a query of %s valid: %j', (id, given) => {
    expect(problemOf(id, given)).toBeUndefined();
  });

  it.each<[OperationId, string, Readonly<Record<string, string | string[]>>]>([
    ['getMetricsHistory', 'minutes', { minutes: '0' }],
    ['getMetricsHistory', 'minutes', { minutes: '61' }],
    ['getMetricsHistory', 'minutes', { minutes: '-1' }],
    ['getMetricsHistory', 'minutes', { minutes: '1.5' }],
    ['getMetricsHistory', 'minutes', { minutes: 'abc' }],
    ['getMetricsHistory', 'minutes', { minutes: '' }],
    ['getMetricsHistory', 'minutes', { minutes: ['5', '6'] }],
    ['getMetricsHistory', 'model', { model: '' }],
    ['listRequestLogs', 'search', { search: '' }],
    ['listRequestLogs', 'search', { search: ['a', 'b'] }],
    ['listRequestLogs', 'search', { search: 'x'.repeat(257) }],
    ['streamDashboardEvents', 'topics', {}],
    ['streamDashboardEvents', 'topics', { topics: '' }],
    ['streamDashboardEvents', 'topics', { topics: 'overview,' }],
    ['streamDashboardEvents', 'topics', { topics: 'nothing' }],
    ['streamDashboardEvents', 'topics', { topics: ['overview', 'requests'] }],
  ])('lets the contract refuse %s its %s: %j', (id, param, given) => {
    const violation = problemOf(id, given);
    expect(violation).toMatchObject({ param });
    expect(violation?.message).not.toMatch(/undefined|\[object/);
  });
});

describe('validateRequest', () => {
  it.each([undefined, null, '', 'text', '{"model":"auto"}', 7, true, []])('refuses the body %j', (body) => {
    expect(chat(body)).toEqual({
      param: null,
      code: null,
      message: "The request's body must be a JSON object.",
    });
  });

  it('accepts any query string where none is declared', () => {
    const given = { 'api-version': '2024-10-21', limit: ['1', '2'] };
    const query = contract.readQuery('getLiveness', given);
    expect(query).toEqual({});
    expect(contract.validateRequest('getLiveness', { query })).toBeUndefined();
    expect(contract.readQuery('createChatCompletion', given)).toEqual({});
  });

  it.each(['auto', 'gpt-4o', 'org/name', 'name:tag', 'org%2Fname', 'ünï', ' '])(
    'accepts the model id %j',
    (model) => {
      expect(contract.validateRequest('retrieveModel', { params: { model } })).toBeUndefined();
    },
  );

  it.each([
    [{}, 'missing_required_parameter'],
    [{ model: '' }, 'empty_string'],
    [{ model: 'x'.repeat(257) }, 'string_above_max_length'],
  ])('refuses the path parameters %o', (params: Record<string, string>, code) => {
    expect(contract.validateRequest('retrieveModel', { params })).toMatchObject({ param: 'model', code });
  });

  it('ignores a body that the operation does not take', () => {
    expect(contract.validateRequest('listModels', { body: 'anything' })).toBeUndefined();
  });

  it('accepts fields that it does not know', () => {
    const message = { role: 'user', content: [{ type: 'text', text: 'x', cache_control: {} }], extra: 1 };
    expect(chat({ model: 'auto', messages: [message], provider: {}, truncation: 'auto' })).toBeUndefined();
  });

  it('accepts null for every optional parameter', () => {
    const parameters = [
      'tools tool_choice parallel_tool_calls functions function_call response_format reasoning_effort max_tokens',
      'max_completion_tokens stop stream stream_options n temperature top_p frequency_penalty presence_penalty seed',
      'logit_bias logprobs top_logprobs modalities audio prediction web_search_options verbosity metadata store',
      'service_tier user safety_identifier prompt_cache_key prompt_cache_retention',
    ].flatMap((line) => line.split(' '));
    const nulls = Object.fromEntries(parameters.map((name) => [name, null]));
    expect(chat({ model: 'auto', messages, ...nulls })).toBeUndefined();
  });

  it.each([null, '', ' ', [], 'text', [{ type: 'text', text: '' }]])(
    'accepts the content %j in every role',
    (content) => {
      const conversation = [
        { role: 'system', content },
        { role: 'developer', content },
        { role: 'user', content },
        { role: 'assistant', content },
        { role: 'tool', tool_call_id: 'call_1', content },
        { role: 'function', name: 'f', content },
      ];
      expect(chat({ model: 'auto', messages: conversation })).toBeUndefined();
    },
  );

  it('accepts an assistant message without content', () => {
    const call = {
      id: 'call_1',
      type: 'function',
      index: 0,
      function: { name: 'patch', arguments: '*** raw' },
    };
    expect(chat({ model: 'auto', messages: [{ role: 'assistant', tool_calls: [call] }] })).toBeUndefined();
  });

  it.each(['text', ['one', 'two'], [1, 2], [[1], [2, 3]]])('accepts the prompt %j', (prompt) => {
    expect(contract.validateRequest('createCompletion', { body: { model: 'auto', prompt } })).toBeUndefined();
  });

  it('does not change the request', () => {
    const body = { model: 'auto', messages, temperature: '1' };
    const before = structuredClone(body);
    chat(body);
    expect(body).toEqual(before);
  });
});

describe('validateRequest with hostile bodies', () => {
  const depth = 100_000;
  const deepArray = JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`) as unknown;
  let deepObject: unknown = {};
  for (let level = 0; level < depth; level += 1) deepObject = { child: deepObject };

  it.each([
    ['a deep array', { model: 'auto', messages: deepArray }],
    ['a deep content', { model: 'auto', messages: [{ role: 'user', content: deepObject }] }],
    ['a deep unknown field', { model: deepObject, messages, extra: deepObject }],
    [
      'many bad messages',
      { model: 'auto', messages: Array.from({ length: 200_000 }, () => ({ role: 'bot' })) },
    ],
    ['many numbers', { model: 'auto', messages: Array.from({ length: 1_000_000 }, () => 1) }],
    [
      'own prototype fields',
      JSON.parse('{"__proto__": {"model": "auto"}, "constructor": 1, "messages": {}}'),
    ],
    ['no prototype', Object.assign(Object.create(null), { model: 1 })],
    ['a long role', { model: 'auto', messages: [{ role: 'x'.repeat(1_000_000) }] }],
    ['an object role', { model: 'auto', messages: [{ role: deepObject }] }],
    ['a long key', { model: 'auto', messages, logit_bias: { ['k'.repeat(100_000)]: 'x' } }],
    ['a long key with slashes', { model: 'auto', messages, logit_bias: { ['~/'.repeat(1000)]: 'x' } }],
    ['lone surrogates', { model: 'auto', messages: [{ role: '\ud800' }] }],
    ['not a number', { model: 'auto', messages, temperature: Number.NaN }],
  ])('answers %s with a short violation', (_name, body) => {
    const violation = chat(body);
    expect(violation?.message).toEqual(expect.any(String));
    expect(violation?.message.length).toBeLessThan(500);
    expect(violation?.param?.length ?? 0).toBeLessThan(300);
  });

  it('accepts deep values where any are allowed', () => {
    const parameters = { type: 'object', properties: deepObject };
    const tools = [{ type: 'function', function: { name: 'f', parameters } }];
    expect(chat({ model: 'auto', messages, tools, metadata: deepObject })).toBeUndefined();
  });
});
