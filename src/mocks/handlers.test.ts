import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { withoutMappings } from '../contract/discriminator.ts';
import { ajvOptions, loadContract, type Operation } from '../contract/load.ts';
import type { OperationId } from '../contract/operations.ts';
import type { Answer } from './answer.ts';
import { declaredAnswer, declaredOperations, usualStatus } from './declared-answers.ts';
import { gatewayHandler, gatewayHandlers, type Overrides } from './handlers.ts';

const contract = await loadContract(
  parse(readFileSync(new URL('../../openapi.yaml', import.meta.url), 'utf8')),
);
const ajv = new Ajv2020(ajvOptions);
ajv.addVocabulary(Object.keys(contract.document));
ajv.addSchema(withoutMappings(contract.document), 'openapi.yaml');

const BASE = 'http://gateway.test:8080/base';
const server = setupServer(...gatewayHandlers({ baseUrl: `${BASE}/` }));
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

function ask({ method, path }: Pick<Operation, 'method' | 'path'>, body?: object): Promise<Response> {
  const url = BASE + path.replaceAll(/\{(\w+)\}/g, 'some-id');
  return fetch(url, { method, ...(body && { body: JSON.stringify(body) }) });
}

interface Media {
  readonly schema: { readonly $ref?: string };
}
interface Declared {
  readonly headers?: Readonly<Record<string, { readonly $ref: string }>>;
  readonly content: Readonly<Record<string, Media>>;
}

function atPointer(pointer: string): unknown {
  const keys = pointer.slice(2).split('/');
  return keys.reduce<unknown>((node, key) => Reflect.get(Object(node), key), contract.document);
}

function declaration({ path, method }: Operation, status: number): Declared {
  const operation = Reflect.get(Object(Reflect.get(contract.document.paths, path)), method.toLowerCase());
  const response = operation.responses[status];
  expect(response, `${path} declares ${status}`).toBeDefined();
  return (response.$ref === undefined ? response : atPointer(response.$ref)) as Declared;
}

function validate({ schema }: Media, value: unknown): void {
  const absolute = schema.$ref === undefined ? schema : { $ref: `openapi.yaml${schema.$ref}` };
  const valid = ajv.compile(absolute);
  expect(valid(value) || valid.errors).toBe(true);
}

function framesOf(text: string): { name: string | undefined; data: string }[] {
  return text
    .trimEnd()
    .split('\n\n')
    .map((frame) => {
      const [, name, data = ''] = /^(?:event: (.*)\n)?data: (.*)$/.exec(frame) ?? [];
      return { name, data };
    });
}

/** That an answer is one that the contract declares: its status, its headers, its body or its events. */
async function conforming(operation: Operation, response: Response): Promise<string> {
  const { headers = {}, content } = declaration(operation, response.status);
  for (const [name, { $ref }] of Object.entries(headers)) {
    const required = Reflect.get(Object(atPointer($ref)), 'required') === true;
    if (required) expect(response.headers.get(name), name).toBeTruthy();
  }
  const type = response.headers.get('content-type') ?? '';
  const media = content[type];
  if (media === undefined) throw new Error(`${operation.id} came as '${type}', which is not declared`);
  const text = await response.text();
  if (type === 'text/event-stream') {
    const frames = framesOf(text).filter(({ data }) => data !== '[DONE]');
    expect(frames.length).toBeGreaterThan(0);
    for (const { data } of frames) validate(media, JSON.parse(data));
  } else {
    validate(media, type === 'text/plain' ? text : JSON.parse(text));
  }
  return text;
}

const byId = (id: OperationId): Operation => {
  const found = contract.operations.find((operation) => operation.id === id);
  if (found === undefined) throw new Error(`There is no ${id}`);
  return found;
};

const everyExample = contract.operations.flatMap((operation) =>
  Object.keys(declaredOperations[operation.id].answers).flatMap((status) =>
    Object.entries(declaredAnswer(operation.id, Number(status)).content).flatMap(([type, { examples }]) =>
      Object.keys(examples).map((example) => [operation.id, Number(status), type, example] as const),
    ),
  ),
);

describe('the mocks', () => {
  it('know every operation of the contract, and what it declares', () => {
    expect(Object.keys(declaredOperations).sort()).toEqual(contract.operations.map(({ id }) => id).sort());
    for (const operation of contract.operations) {
      const statuses = Object.keys(declaredOperations[operation.id].answers);
      expect(statuses.length).toBeGreaterThan(0);
      for (const status of statuses) declaration(operation, Number(status));
    }
  });

  it.each(contract.operations.map((operation) => [operation.id, operation] as const))(
    '%s is answered as the contract says',
    async (id, operation) => {
      const response = await ask(operation, operation.hasBody ? {} : undefined);
      expect(response.status).toBe(usualStatus(id));
      await conforming(operation, response);
    },
  );

  it.each(everyExample)('%s can answer %i as %s: %s', async (id, status, type, example) => {
    const streamed = type === 'text/event-stream';
    const answer = streamed ? { status, events: [example] } : { status, example };
    // The types cannot see a list; they are looked at below.
    server.use(gatewayHandler(id, answer as Answer<OperationId>, BASE));
    const operation = byId(id);
    const response = await ask(operation, operation.hasBody ? { stream: streamed } : undefined);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe(type);
    await conforming(operation, response);
  });

  it.each<[OperationId, string | undefined, string | undefined]>([
    ['createChatCompletion', undefined, '[DONE]'],
    ['createCompletion', undefined, '[DONE]'],
    ['createResponse', 'response.completed', undefined],
    ['createMessage', 'message_stop', undefined],
  ])('%s streams from its beginning to its end', async (id, lastName, end) => {
    const operation = byId(id);
    const response = await ask(operation, { stream: true });
    const frames = framesOf(await conforming(operation, response));
    expect(frames.at(-1)?.name).toBe(lastName);
    if (end === undefined) expect(frames.map(({ data }) => data)).not.toContain('[DONE]');
    else expect(frames.at(-1)?.data).toBe(end);
  });

  it('sends the usage to those who ask for it', async () => {
    const operation = byId('createChatCompletion');
    const counted = async (more: object) =>
      framesOf(await (await ask(operation, { stream: true, ...more })).text()).filter(
        ({ data }) => data !== '[DONE]' && JSON.parse(data).choices.length === 0,
      ).length;
    expect(await counted({})).toBe(0);
    expect(await counted({ stream_options: { include_usage: true } })).toBe(1);
  });

  it('prefer a fixed path to a parameter', async () => {
    const response = await fetch(`${BASE}/dashboard/api/requests/export`);
    expect(await response.json()).toHaveProperty('data');
  });

  it('leave what is no operation alone', async () => {
    await expect(fetch(`${BASE}/v1/nothing`)).rejects.toThrow();
  });
});

describe('an override', () => {
  const chat = byId('createChatCompletion');

  it('is an error on demand, with what such an error has', async () => {
    const limited: Answer<'createChatCompletion'> = {
      status: 429,
      example: 'quota',
      headers: { 'retry-after': '7' },
    };
    server.use(...gatewayHandlers({ baseUrl: BASE, overrides: { createChatCompletion: limited } }));
    const response = await ask(chat, {});
    expect(response.headers.get('retry-after')).toBe('7');
    expect(response.headers.get('x-request-id')).toBeTruthy();
    expect(JSON.parse(await conforming(chat, response)).error.code).toBe('insufficient_quota');
  });

  it('is a body or events', async () => {
    const list = {
      object: 'list',
      data: [{ id: 'mine', object: 'model', created: 1, owned_by: 'me' }],
    } as const;
    const error = { message: 'It broke.', type: 'api_error', param: null, code: 'qodercli_failed' } as const;
    const listed: Answer<'listModels'> = { body: { ...list, data: [...list.data] } };
    server.use(
      gatewayHandler('listModels', listed, BASE),
      gatewayHandler('createChatCompletion', { events: ['role', 'text', { error }] }, BASE),
    );
    expect(JSON.parse(await conforming(byId('listModels'), await ask(byId('listModels'))))).toEqual(list);
    const frames = framesOf(await (await ask(chat, { stream: true })).text());
    // A stream that failed has no [DONE].
    expect(frames.map(({ data }) => JSON.parse(data))).toEqual([
      expect.objectContaining({ object: 'chat.completion.chunk' }),
      expect.objectContaining({ object: 'chat.completion.chunk' }),
      { error },
    ]);
  });

  it('is given by a function, which sees what was asked', async () => {
    const overrides: Overrides = {
      retrieveModel: ({ params: { model } }) =>
        model === 'some-id' ? { example: 'alias' } : { status: 404 },
    };
    server.use(...gatewayHandlers({ baseUrl: BASE, overrides }));
    const operation = byId('retrieveModel');
    expect((await ask(operation)).status).toBe(200);
    expect((await fetch(`${BASE}/v1/models/other`)).status).toBe(404);
  });

  it('is of the types of the contract', () => {
    const wrong = {
      // @ts-expect-error: no such status is declared
      status: { status: 418 } satisfies Answer<'listModels'>,
      // @ts-expect-error: an example of another status
      example: { status: 401, example: 'quota' } satisfies Answer<'listModels'>,
      // @ts-expect-error: a body of another operation
      body: { body: { status: 'ok' } } satisfies Answer<'listModels'>,
      // @ts-expect-error: there is no stream
      events: { events: [] } satisfies Answer<'listModels'>,
      // @ts-expect-error: there is no such operation
      operation: { createEverything: {} } satisfies Parameters<typeof gatewayHandlers>[0],
    };
    // At run time a name that does not exist is an error as well.
    expect(() => declaredAnswer('listModels', wrong.status.status)).toThrow('declares no 418 of listModels');
  });
});
