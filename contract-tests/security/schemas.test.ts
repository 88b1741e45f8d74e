import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Operator, signIn } from '../support/dashboard.ts';
import { type Gateway, startGateway } from '../support/gateway.ts';
import { simulate } from '../support/script.ts';

type Json = Readonly<Record<string, unknown>>;
interface Failed {
  readonly error: { readonly message: string };
}

let gateway: Gateway;
let operator: Operator;
beforeAll(async () => {
  gateway = await startGateway();
  operator = await signIn(gateway);
});
afterAll(() => gateway.stop());

const messages = (text: string) => [{ role: 'user', content: text }];
const chat = (schema: object, text: string) => ({
  model: 'auto',
  messages: messages(text),
  response_format: { type: 'json_schema', json_schema: { name: 'answer', strict: true, schema } },
});
const response = (schema: object, text: string) => ({
  model: 'auto',
  input: text,
  text: { format: { type: 'json_schema', name: 'answer', strict: true, schema } },
});
const message = (schema: object, text: string) => ({
  model: 'auto',
  max_tokens: 1_000,
  messages: messages(text),
  output_config: { format: { type: 'json_schema', schema } },
});
type Send = (schema: object, answer: unknown) => Promise<Response>;
const answering = (answer: unknown) => simulate({ text: JSON.stringify(answer) });
const CHAT_PARAM = 'response_format.json_schema.schema';
/** Every place where a client's schema comes in, and what it is called there. */
const PLACES: readonly (readonly [string, string, Send])[] = [
  [
    'chat',
    CHAT_PARAM,
    (schema, answer) => gateway.post('/v1/chat/completions', chat(schema, answering(answer))),
  ],
  [
    'responses',
    'text.format.schema',
    (schema, answer) => gateway.post('/v1/responses', response(schema, answering(answer))),
  ],
  [
    'messages',
    'output_config.format.schema',
    (schema, answer) => gateway.post('/v1/messages', message(schema, answering(answer))),
  ],
  [
    'the playground: chat',
    CHAT_PARAM,
    (schema, answer) => operator.post('/chat/completions', chat(schema, answering(answer))),
  ],
  [
    'the playground: responses',
    'text.format.schema',
    (schema, answer) => operator.post('/responses', response(schema, answering(answer))),
  ],
  [
    'the playground: messages',
    'output_config.format.schema',
    (schema, answer) => operator.post('/messages', message(schema, answering(answer))),
  ],
];

const named = (prefix: string, count: number, schema: (index: number) => object) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}${index}`, schema(index)]));

/** Each level refers to the next one twice. */
function doubling(keyword: string, levels: number): Json {
  const next = (index: number) => ({ $ref: `#/$defs/level${index + 1}` });
  const level = (index: number) => {
    if (index === levels) return { type: 'string' };
    // biome-ignore lint/suspicious/noThenProperty: JSON Schema's name
    if (keyword === 'if') return { if: next(index), then: next(index) };
    return { [keyword]: [next(index), next(index)] };
  };
  return { $ref: '#/$defs/level0', $defs: named('level', levels + 1, level) };
}

/** Each of so many properties is an object of so many properties. */
function crossed(count: number): Json {
  const object = { type: 'object', properties: named('inner', count, () => ({ type: 'string' })) };
  return {
    type: 'object',
    properties: named('outer', count, () => ({ $ref: '#/$defs/object' })),
    $defs: { object },
  };
}

function asynchronous(levels: number): Json {
  const inner = { $async: true, type: 'object', properties: { n: { type: 'number', $async: true } } };
  return levels === 0
    ? inner
    : { type: 'object', $async: levels % 2 === 0, properties: { n: asynchronous(levels - 1) } };
}

const USABLE: readonly (readonly [string, Json, unknown])[] = [
  ['$async at the top', asynchronous(0), { n: 1 }],
  ['$async five levels deep', asynchronous(5), {}],
  ['a property that is called $async', { properties: { $async: { type: 'boolean' } } }, { $async: true }],
  ['a reference to itself', { $ref: '#' }, {}],
  ['100 references to 100 properties', crossed(100), {}],
  ['300 references to 300 properties', crossed(300), {}],
  ['2,500 properties', { type: 'object', properties: named('p', 2_500, () => ({ type: 'string' })) }, {}],
];
const TOO_DEAR: readonly (readonly [string, Json])[] = [
  ...['oneOf', 'anyOf', 'allOf', 'if'].map(
    (keyword) => [`24 levels of ${keyword} that double`, doubling(keyword, 24)] as const,
  ),
  ['6,000 properties', { properties: named('p', 6_000, () => ({})) }],
  [
    '6,000 references',
    { allOf: Array.from({ length: 6_000 }, () => ({ $ref: '#/$defs/any' })), $defs: { any: {} } },
  ],
];

/** Asks for the server's health as long as something else takes, and returns the longest that it took. */
async function slowestHealth(work: Promise<unknown>): Promise<number> {
  let slowest = 0;
  let done = false;
  const ended = work.finally(() => {
    done = true;
  });
  while (!done) {
    const startedAt = performance.now();
    await (await gateway.fetch('/healthz')).text();
    slowest = Math.max(slowest, performance.now() - startedAt);
    await Promise.race([ended, delay(20)]);
  }
  await ended;
  return slowest;
}

describe.each(PLACES)('a schema of a client in %s', (_, param, send) => {
  it.each(USABLE)('holds up nobody: %s', async (_name, schema, answer) => {
    const sent = send(schema, answer);
    expect(await slowestHealth(sent)).toBeLessThan(1_000);
    expect((await sent).status).toBe(200);
  });

  it.each(TOO_DEAR)('is refused before anything is asked: %s', async (_name, schema) => {
    const sent = send(schema, 'x');
    expect(await slowestHealth(sent)).toBeLessThan(1_000);
    const refused = await sent;
    expect(refused.status).toBe(400);
    const { error } = (await refused.json()) as Failed;
    expect(error.message).toContain('more than');
    // Anthropic's errors name no parameter.
    if (!param.startsWith('output')) expect(error).toMatchObject({ param, code: 'invalid_json_schema' });
  });
});

describe('an answer that cannot be checked', () => {
  it('is an error that clients do not repeat, and the server answers others meanwhile', async () => {
    const slow = { type: 'string', pattern: '^(?=(a+)+$)b' };
    const [, , send] = PLACES[0] as (typeof PLACES)[0];
    const sent = send(slow, `${'a'.repeat(60)}!`);
    const others = delay(500).then(() => send({ type: 'object' }, {}));
    expect(await slowestHealth(sent)).toBeLessThan(1_000);
    expect((await others).status).toBe(200);
    const refused = await sent;
    expect(refused.status).toBe(502);
    expect(refused.headers.get('x-should-retry')).toBe('false');
    expect(((await refused.json()) as Failed).error.message).toContain('could not be checked');
  });
});
