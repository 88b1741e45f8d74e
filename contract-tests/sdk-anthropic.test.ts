import Anthropic, {
  APIError,
  AuthenticationError,
  BadRequestError,
  InternalServerError,
  PermissionDeniedError,
  RateLimitError,
} from '@anthropic-ai/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Gateway, startGateway } from './support/gateway.ts';
import { type Step, simulate } from './support/script.ts';

let gateway: Gateway;
let client: Anthropic;
beforeAll(async () => {
  gateway = await startGateway();
  client = new Anthropic({ baseURL: gateway.url, apiKey: gateway.key, maxRetries: 0 });
});
afterAll(() => gateway.stop());

const user = (...steps: readonly Step[]) => [{ role: 'user' as const, content: simulate(...steps) }];
const asked = (...steps: readonly Step[]) => ({ model: 'auto', max_tokens: 1_000, messages: user(...steps) });

describe("Anthropic's official client", () => {
  it('creates a message', async () => {
    const { data, request_id } = await client.messages.create(asked({ text: 'Hello' })).withResponse();
    expect(data).toMatchObject({ content: [{ type: 'text', text: 'Hello' }], stop_reason: 'end_turn' });
    expect(request_id).toMatch(/^req_/);
    expect(data).toHaveProperty('_request_id', request_id);
  });

  it('lists the models, and retrieves one by its public name', async () => {
    const listed = [];
    for await (const model of client.models.list()) listed.push(model);
    expect(listed.find(({ id }) => id === 'auto')).toMatchObject({ type: 'model', display_name: 'Auto' });
    expect(new Set(listed.map(({ id }) => id)).size).toBe(listed.length);
    const found = await client.models.retrieve('qwen3.8-max');
    expect(found).toMatchObject({ id: 'Qwen3.8-Max', display_name: 'Qwen3.8-Max' });
    expect(new Date(found.created_at).getTime()).toBeGreaterThan(0);
  });

  it('gets a refusal where the model does not follow, whole and streamed', async () => {
    const body = {
      ...asked({ text: 'I cannot.' }),
      tools: [{ name: 'look', input_schema: { type: 'object' as const } }],
      tool_choice: { type: 'any' as const },
    };
    const refusal = { stop_reason: 'refusal', content: [{ type: 'text', text: 'I cannot.' }] };
    expect(await client.messages.create(body)).toMatchObject(refusal);
    expect(await client.messages.stream(body).finalMessage()).toMatchObject(refusal);
  });

  it('streams, with its helper, thinking and usage', async () => {
    const stream = client.messages.stream({
      ...asked({ thinking: 'Hm' }, { text: 'one two three', deltas: 3, delayMs: 100 }),
      thinking: { type: 'adaptive' },
    });
    const deltas: string[] = [];
    stream.on('text', (delta) => deltas.push(delta));
    const final = await stream.finalMessage();
    expect(deltas).toEqual(['one t', 'wo th', 'ree']);
    expect(final.content).toMatchObject([{ thinking: 'Hm' }, { text: 'one two three' }]);
    expect(final.usage.output_tokens).toBeGreaterThan(0);
    expect(final.usage.input_tokens).toBeGreaterThan(0);
  });

  it('runs tools to the end, two at once', async () => {
    const called: string[] = [];
    const tool = (name: string) => ({
      type: 'custom' as const,
      name,
      description: name,
      input_schema: { type: 'object' as const, properties: { x: { type: 'number' } } },
      parse: (input: unknown) => input as { x: number },
      run: ({ x }: { x: number }) => {
        called.push(`${name} ${x}`);
        return String(x * 2);
      },
    });
    const calls = ['a', 'b'].map((name, x) => ({ name, input: { x } }));
    const final = await client.beta.messages.toolRunner({
      ...asked({ text: 'Let me see. ' }, { tools: calls }, { text: 'Done.' }),
      tools: [tool('a'), tool('b')],
    });
    expect(final.content).toMatchObject([{ type: 'text', text: 'Done.' }]);
    expect(called.sort()).toEqual(['a 0', 'b 1']);
  });

  it('counts tokens and lists models', async () => {
    const count = await client.messages.countTokens({ model: 'auto', messages: user({ text: 'x' }) });
    expect(count.input_tokens).toBeGreaterThan(0);
    const ids: string[] = [];
    for await (const model of client.models.list()) ids.push(model.id);
    expect(ids).toContain('auto');
    expect((await client.models.retrieve('auto')).id).toBe('auto');
  });

  it.each([
    ['BadRequestError', BadRequestError, { error: 'invalid_request', message: 'no' }],
    ['PermissionDeniedError', PermissionDeniedError, { error: 'authentication_failed', message: 'no' }],
    ['RateLimitError', RateLimitError, { error: 'billing_error', message: 'no' }],
    ['InternalServerError', InternalServerError, { error: 'server_error', message: 'no' }],
  ])('throws its own %s, with its type and id', async (_, type, step) => {
    const error = await client.messages.create(asked(step)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(type);
    expect(error).toMatchObject({
      type: expect.stringMatching(/_error$/),
      requestID: expect.stringMatching(/^req_/),
    });
  });

  it('throws an AuthenticationError for a wrong key', async () => {
    const stranger = new Anthropic({ baseURL: gateway.url, apiKey: 'wrong', maxRetries: 0 });
    await expect(stranger.messages.create(asked({ text: 'x' }))).rejects.toBeInstanceOf(AuthenticationError);
  });

  it('throws on an error in mid-stream, with its type', async () => {
    const stream = await client.messages.create({
      ...asked({ text: 'so far' }, { sleep: 50 }, { error: 'server_error', message: 'gone' }),
      stream: true,
    });
    let text = '';
    const reading = (async () => {
      for await (const event of stream) {
        if (event.type === 'content_block_delta' && event.delta.type === 'text_delta')
          text += event.delta.text;
      }
    })();
    await expect(reading).rejects.toSatisfy(
      (error) => error instanceof APIError && error.type === 'api_error',
    );
    expect(text).toBe('so far');
  });

  it('ends the turn when it aborts', async () => {
    const stream = await client.messages.create({
      ...asked({ text: 'so far' }, { hang: true }),
      stream: true,
    });
    for await (const event of stream) if (event.type === 'content_block_delta') break;
    await gateway.logged(({ status }) => status === 499);
  });
});
