import OpenAI, { BadRequestError, NotFoundError, RateLimitError } from 'openai';
import type { ResponseInput } from 'openai/resources/responses/responses';
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

const ask = (...steps: readonly Step[]) => ({ model: 'auto', input: simulate(...steps) });
const tools = [
  {
    type: 'function' as const,
    name: 'look',
    description: 'x',
    strict: true,
    parameters: { type: 'object', properties: { at: { type: 'number' } } },
  },
];

describe("the official client's responses", () => {
  it('come whole', async () => {
    const response = await client.responses.create(ask({ text: 'Hello' }));
    expect(response.output_text).toBe('Hello');
    expect(response.usage?.total_tokens).toBeGreaterThan(0);
    expect(response._request_id).toMatch(/^req_/);
  });

  it('stream, event by event', async () => {
    const stream = await client.responses.create({ ...ask({ text: 'one two', deltas: 2 }), stream: true });
    let text = '';
    let last = '';
    for await (const event of stream) {
      last = event.type;
      if (event.type === 'response.output_text.delta') text += event.delta;
    }
    expect(text).toBe('one two');
    expect(last).toBe('response.completed');
  });

  it('stream through its strict helper, which adds the events up', async () => {
    const steps = [
      { thinking: 'Hm' },
      { text: 'So: ', deltas: 2, delayMs: 100 },
      { tools: [{ name: 'look', input: { at: 1 } }] },
    ];
    const stream = client.responses.stream({ ...ask(...steps), tools });
    const seen: string[] = [];
    stream.on('response.output_text.delta', ({ snapshot }) => seen.push(snapshot));
    stream.on('response.function_call_arguments.delta', ({ snapshot }) => seen.push(snapshot));
    const final = await stream.finalResponse();
    expect(seen.slice(0, 2)).toEqual(['So', 'So: ']);
    expect(seen.at(-1)).toBe('{"at":1}');
    expect(final.output.map(({ type }) => type)).toEqual(['reasoning', 'message', 'function_call']);
    expect(final.output_text).toBe('So: ');
  });

  it('run tools to the end, with the items that came back', async () => {
    const input: ResponseInput = [
      { role: 'user', content: simulate({ tools: [{ name: 'look', input: { at: 1 } }] }, { text: 'Done.' }) },
    ];
    let response = await client.responses.create({ model: 'auto', input, tools });
    for (const item of response.output) {
      input.push(item as ResponseInput[number]);
      if (item.type === 'function_call') {
        const { at } = JSON.parse(item.arguments);
        input.push({ type: 'function_call_output', call_id: item.call_id, output: `seen ${at}` });
      }
    }
    response = await client.responses.create({ model: 'auto', input, tools });
    expect(response.output_text).toBe('Done.');
  });

  it('parse structured output', async () => {
    const response = await client.responses.parse({
      ...ask({ text: 'Sure:\n```json\n{"n": 7}\n```' }),
      text: {
        format: {
          type: 'json_schema',
          name: 'n',
          strict: true,
          schema: { type: 'object', properties: { n: { type: 'number' } }, required: ['n'] },
        },
      },
    });
    expect(JSON.parse(response.output_text)).toEqual({ n: 7 });
  });

  it('bring a refusal where the model does not follow, parsed and streamed', async () => {
    const format = {
      type: 'json_schema' as const,
      name: 'n',
      strict: true,
      schema: { type: 'object', required: ['n'] },
    };
    const body = { ...ask({ text: 'I cannot.' }), text: { format } };
    const response = await client.responses.parse(body);
    expect(response.output_parsed).toBeNull();
    const refusal = { type: 'message', content: [{ type: 'refusal', refusal: 'I cannot.' }] };
    expect(response.output).toMatchObject([refusal]);
    const stream = client.responses.stream(body);
    let said = '';
    stream.on('response.refusal.delta', ({ delta }) => {
      said += delta;
    });
    expect((await stream.finalResponse()).output).toMatchObject([refusal]);
    expect(said).toBe('I cannot.');
  });

  it('go on, are retrieved, listed, and deleted', async () => {
    const first = await client.responses.create(ask({ text: 'one' }));
    const second = await client.responses.create({ ...ask({ text: 'two' }), previous_response_id: first.id });
    expect((await client.responses.retrieve(second.id)).output_text).toBe('two');
    const items = [];
    for await (const item of client.responses.inputItems.list(second.id, { limit: 1 })) items.push(item);
    expect(items.map((item) => (item.type === 'message' ? item.role : ''))).toEqual([
      'user',
      'assistant',
      'user',
    ]);
    await client.responses.delete(second.id);
    await expect(client.responses.retrieve(second.id)).rejects.toBeInstanceOf(NotFoundError);
    await expect(client.responses.cancel(first.id)).rejects.toBeInstanceOf(BadRequestError);
  });

  it('throw its own errors', async () => {
    const error = client.responses.create(ask({ error: 'billing_error', message: 'no credits' }));
    await expect(error).rejects.toBeInstanceOf(RateLimitError);
    const unknown = client.responses.create({ model: 'auto', input: 'x', previous_response_id: 'resp_none' });
    await expect(unknown).rejects.toMatchObject({ status: 400, code: 'previous_response_not_found' });
  });

  it('tell of a failure that comes late, before anything else', async () => {
    const steps = [{ sleep: 5_300 }, { error: 'server_error', message: 'gone' }];
    const stream = await client.responses.create({ ...ask(...steps), stream: true });
    const types: string[] = [];
    for await (const event of stream) types.push(event.type);
    expect(types).toEqual(['response.created', 'response.in_progress', 'response.failed']);
  });

  it('tell of a failure in mid-stream', async () => {
    const steps = [{ text: 'so far' }, { sleep: 50 }, { error: 'server_error', message: 'gone' }];
    const stream = await client.responses.create({ ...ask(...steps), stream: true });
    const events = [];
    for await (const event of stream) events.push(event);
    expect(events.at(-1)).toMatchObject({
      type: 'response.failed',
      response: { status: 'failed', error: { code: 'server_error' } },
    });
  });
});
