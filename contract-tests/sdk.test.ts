import OpenAI, {
  APIError,
  AuthenticationError,
  BadRequestError,
  InternalServerError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
} from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Gateway, startGateway } from './support/gateway.ts';
import { type Step, simulate } from './support/script.ts';

let gateway: Gateway;
let client: OpenAI;
beforeAll(async () => {
  gateway = await startGateway();
  client = new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: gateway.key, maxRetries: 0 });
});
afterAll(() => gateway.stop());

const user = (...steps: readonly Step[]) => [{ role: 'user' as const, content: simulate(...steps) }];

describe('the official client', () => {
  it('completes', async () => {
    const { data, request_id } = await client.chat.completions
      .create({ model: 'auto', messages: user({ text: 'Hello' }) })
      .withResponse();
    expect(data.choices[0]?.message.content).toBe('Hello');
    expect(request_id).toMatch(/^req_/);
  });

  it('streams, with its strict helper', async () => {
    const stream = client.chat.completions.stream({
      model: 'auto',
      messages: user({ thinking: 'Hm' }, { text: 'one two three', deltas: 3, delayMs: 100 }),
      stream_options: { include_usage: true },
    });
    const deltas: string[] = [];
    stream.on('content', (delta) => deltas.push(delta));
    const final = await stream.finalChatCompletion();
    expect(deltas).toEqual(['one t', 'wo th', 'ree']);
    expect(final.choices[0]).toMatchObject({ finish_reason: 'stop', message: { content: 'one two three' } });
    expect((await stream.totalUsage()).completion_tokens).toBeGreaterThan(0);
  });

  it('runs tools to the end, two at once', async () => {
    const called: string[] = [];
    const tool = (name: string) => ({
      type: 'function' as const,
      function: {
        name,
        description: name,
        parameters: { type: 'object', properties: { x: { type: 'number' } } },
        parse: JSON.parse,
        function: ({ x }: { x: number }) => {
          called.push(`${name} ${x}`);
          return String(x * 2);
        },
      },
    });
    const calls = ['a', 'b'].map((name, x) => ({ name, input: { x } }));
    const runner = client.chat.completions.runTools({
      model: 'auto',
      stream: true,
      messages: user({ text: 'Let me see. ' }, { tools: calls }, { text: 'Done.' }),
      tools: [tool('a'), tool('b')],
    });
    expect(await runner.finalContent()).toBe('Done.');
    expect(called).toEqual(['a 0', 'b 1']);
  });

  it('gets structured output that parses', async () => {
    const completion = await client.chat.completions.parse({
      model: 'auto',
      messages: user({ text: 'Sure:\n```json\n{"n": 7}\n```' }),
      response_format: {
        type: 'json_schema',
        json_schema: {
          name: 'n',
          strict: true,
          schema: { type: 'object', properties: { n: { type: 'number' } }, required: ['n'] },
        },
      },
    });
    expect(completion.choices[0]?.message.parsed).toEqual({ n: 7 });
  });

  it('gets a refusal where the model does not follow, parsed and streamed', async () => {
    const json_schema = { name: 'n', strict: true, schema: { type: 'object', required: ['n'] } };
    const body = {
      model: 'auto',
      messages: user({ text: 'I cannot.' }),
      response_format: { type: 'json_schema' as const, json_schema },
    };
    const { choices } = await client.chat.completions.parse(body);
    expect(choices[0]?.message).toMatchObject({ refusal: 'I cannot.', parsed: null, content: null });
    const stream = client.chat.completions.stream(body);
    const refusals: string[] = [];
    stream.on('refusal.done', ({ refusal }) => refusals.push(refusal));
    const final = await stream.finalChatCompletion();
    expect(refusals).toEqual(['I cannot.']);
    expect(final.choices[0]?.message).toMatchObject({ refusal: 'I cannot.', parsed: null });
  });

  it('lists and retrieves models', async () => {
    const ids = [];
    for await (const model of client.models.list()) ids.push(model.id);
    expect(ids).toContain('auto');
    expect((await client.models.retrieve('gpt-4o')).id).toBe('gpt-4o');
    await expect(client.models.retrieve('org/none:x')).rejects.toBeInstanceOf(NotFoundError);
  });

  it('completes text, streamed and whole', async () => {
    const prompt = simulate({ text: 'one two' });
    expect((await client.completions.create({ model: 'auto', prompt })).choices[0]?.text).toBe('one two');
    const pieces: string[] = [];
    for await (const chunk of await client.completions.create({ model: 'auto', prompt, stream: true })) {
      pieces.push(chunk.choices[0]?.text ?? '');
    }
    expect(pieces.join('')).toBe('one two');
  });

  it.each([
    ['BadRequestError', BadRequestError, { error: 'invalid_request', message: 'no' }],
    ['PermissionDeniedError', PermissionDeniedError, { error: 'authentication_failed', message: 'no' }],
    ['RateLimitError', RateLimitError, { error: 'billing_error', message: 'no' }],
    ['InternalServerError', InternalServerError, { error: 'server_error', message: 'no' }],
  ])('throws its own %s', async (_, type, step) => {
    await expect(
      client.chat.completions.create({ model: 'auto', messages: user(step) }),
    ).rejects.toBeInstanceOf(type);
  });

  it('throws an AuthenticationError for a wrong key', async () => {
    const stranger = new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: 'wrong', maxRetries: 0 });
    await expect(stranger.models.list()).rejects.toBeInstanceOf(AuthenticationError);
  });

  it('throws on an error in mid-stream, with its code', async () => {
    const stream = await client.chat.completions.create({
      model: 'auto',
      messages: user({ text: 'so far' }, { sleep: 50 }, { error: 'server_error', message: 'gone' }),
      stream: true,
    });
    let text = '';
    const reading = (async () => {
      for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? '';
    })();
    await expect(reading).rejects.toBeInstanceOf(APIError);
    expect(text).toBe('so far');
  });

  it('ends the turn when it aborts', async () => {
    const stream = await client.chat.completions.create({
      model: 'auto',
      messages: user({ text: 'so far' }, { hang: true }),
      stream: true,
    });
    for await (const chunk of stream) if (chunk.choices[0]?.delta.content) break;
    await gateway.logged(({ status }) => status === 499);
  });
});
