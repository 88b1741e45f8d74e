import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { withoutMappings } from './discriminator.ts';
import { ajvOptions, loadContract } from './load.ts';
import type { OperationId } from './operations.ts';

const source = readFileSync(new URL('../../openapi.yaml', import.meta.url), 'utf8');
const contract = await loadContract(parse(source));

interface MediaType {
  schema: object;
  examples: Record<string, { $ref: string }>;
}
interface Response {
  headers: Record<string, { $ref: string }>;
  content: Record<string, MediaType>;
}
interface Document {
  paths: Record<string, Record<string, DocumentOperation>>;
  components: Record<string, Record<string, unknown>>;
  'x-common-responses': Record<string, { $ref: string }>;
}
interface DocumentOperation {
  operationId: OperationId;
  requestBody?: { content: Record<string, MediaType> };
  responses: Record<string, Response | { $ref: string }>;
}

const document = parse(source) as Document;
const operations = Object.values(document.paths).flatMap((path) => Object.values(path));

// One Ajv for the whole document: references inside it resolve by themselves. OpenAPI's own words are no keywords.
const ajv = new Ajv2020(ajvOptions);
ajv.addVocabulary(Object.keys(document));
ajv.addSchema(withoutMappings(document), 'openapi.yaml');

function resolve<Target>({ $ref }: { $ref: string }): Target {
  const [, group = '', name = ''] = /^#\/components\/(\w+)\/(\w+)$/.exec($ref) ?? [];
  return document.components[group]?.[name] as Target;
}

function responsesOf(operation: DocumentOperation): [status: string, response: Response][] {
  return Object.entries({ ...operation.responses, ...document['x-common-responses'] }).map(
    ([status, response]) => [status, '$ref' in response ? resolve<Response>(response) : response],
  );
}

function absolute(schema: object): object {
  return '$ref' in schema ? { $ref: `openapi.yaml${schema.$ref}` } : schema;
}

interface Union {
  oneOf: { $ref: string }[];
  discriminator: { propertyName: string; mapping: Record<string, string> };
}

function unionsIn(node: unknown): readonly Union[] {
  if (typeof node !== 'object' || node === null) return [];
  const own = 'discriminator' in node ? [node as Union] : [];
  return [...own, ...Object.values(node).flatMap(unionsIn)];
}

const requestExamples = operations.flatMap(({ operationId, requestBody }) =>
  Object.entries(requestBody?.content['application/json']?.examples ?? {}).map(
    ([name, example]) => [operationId, name, resolve<{ value: unknown }>(example).value] as const,
  ),
);

const responseExamples = operations.flatMap((operation) =>
  responsesOf(operation).flatMap(([status, response]) =>
    Object.entries(response.content).flatMap(([mediaType, { schema, examples }]) =>
      Object.entries(examples).map(
        ([name, example]) =>
          [
            operation.operationId,
            status,
            mediaType,
            name,
            schema,
            resolve<{ value: unknown }>(example).value,
          ] as const,
      ),
    ),
  ),
);

describe('examples in openapi.yaml', () => {
  it.each(requestExamples)('%s takes the request %s', (operationId, _name, body) => {
    const { path } = contract.operations.find(({ id }) => id === operationId) ?? { path: '' };
    const params = path.includes('{model}') ? { model: 'auto' } : {};
    expect(contract.validateRequest(operationId, { params, body })).toBeUndefined();
  });

  it.each(responseExamples)('%s answers %s %s %s', (_id, _status, _mediaType, _name, schema, value) => {
    const validate = ajv.compile(absolute(schema));
    expect(validate(value) || validate.errors).toBe(true);
  });

  it('are there for every body', () => {
    const bodies = operations.flatMap((operation) => [
      ...Object.values(operation.requestBody?.content ?? {}),
      ...responsesOf(operation).flatMap(([, response]) => Object.values(response.content)),
    ]);
    expect(bodies.filter(({ examples }) => Object.keys(examples ?? {}).length === 0)).toEqual([]);
  });
});

describe('response schemas', () => {
  const chunk = {
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'auto',
    choices: [{ index: 0, delta: {}, logprobs: null, finish_reason: 'stop' }],
  };
  const withChoice = (choice: object) => ({ ...chunk, choices: [{ ...chunk.choices[0], ...choice }] });

  it.each<[string, string, object]>([
    [
      'a foreign finish_reason',
      'CreateChatCompletionStreamResponse',
      withChoice({ finish_reason: 'end_turn' }),
    ],
    [
      'a tool call without index',
      'CreateChatCompletionStreamResponse',
      withChoice({ delta: { tool_calls: [{}] } }),
    ],
    ['no choices', 'CreateChatCompletionStreamResponse', { ...chunk, choices: undefined }],
    ['a misspelt field', 'CreateChatCompletionStreamResponse', { ...chunk, objekt: 1 }],
    ['null counts', 'CompletionUsage', { prompt_tokens: null, completion_tokens: 1, total_tokens: 1 }],
    [
      'a fraction of a token',
      'CompletionUsage',
      { prompt_tokens: 1.5, completion_tokens: 1, total_tokens: 1 },
    ],
    ['an error without param', 'ErrorResponse', { error: { message: 'x', type: 'api_error', code: null } }],
    [
      'an error with a stack',
      'Error',
      { message: 'x', type: 'api_error', param: null, code: null, stack: 'x' },
    ],
    ['a null in a model', 'Model', { id: 'x', object: 'model', created: 1, owned_by: 'x', name: null }],
  ])('detect %s', (_name, schema, value) => {
    const validate = ajv.compile({ $ref: `openapi.yaml#/components/schemas/${schema}` });
    expect(validate(JSON.parse(JSON.stringify(value)))).toBe(false);
  });
});

describe('openapi.yaml', () => {
  it('answers every request with a request id', () => {
    const without = operations.flatMap((operation) =>
      responsesOf(operation).filter(([, { headers }]) => headers['x-request-id'] === undefined),
    );
    expect(without).toEqual([]);
  });

  it('uses every component', () => {
    const names = Object.entries(document.components).flatMap(([group, members]) =>
      group === 'securitySchemes' ? [] : Object.keys(members).map((name) => `#/components/${group}/${name}`),
    );
    expect(names.filter((name) => !JSON.stringify(document).includes(`"${name}"`))).toEqual([]);
  });

  it('maps every tag of a union to the schema that has it, because generators take schema names for tags', () => {
    const unions = unionsIn(document.components.schemas);
    const mappings = unions.map(({ discriminator }) => discriminator.mapping);
    const tags = unions.map(({ oneOf, discriminator }) =>
      Object.fromEntries(
        oneOf.map((member) => {
          const { properties } = resolve<{ properties: Record<string, { const: string }> }>(member);
          return [properties[discriminator.propertyName]?.const, member.$ref];
        }),
      ),
    );
    expect(unions.length).toBeGreaterThan(20);
    expect(mappings).toEqual(tags);
  });

  it('has no YAML anchors, because the validator tells cycles by object identity', () => {
    expect(source).not.toMatch(/(^|\s)[&*][A-Za-z]\w*\s*$/m);
  });
});
