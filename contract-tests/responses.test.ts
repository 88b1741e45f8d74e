import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conforming, conformingError } from './support/contract.ts';
import type { Gateway } from './support/gateway.ts';
import { startRecordedGateway } from './support/recorded-gateway.ts';
import type { Recording } from './support/recording.ts';
import { readResponseStream } from './support/response-stream.ts';
import { type Step, simulate } from './support/script.ts';

const RESPONSES = '/v1/responses';
let gateway: Gateway;
let recording: Recording;
beforeAll(async () => {
  ({ gateway, recording } = await startRecordedGateway({ env: { QODER_TIMEOUT_MS: '1500' } }));
});
afterAll(() => gateway.stop());

const asking = (steps: readonly Step[], more: object = {}) => ({
  model: 'auto',
  input: simulate(...steps),
  ...more,
});
const create = (body: object) => conforming('createResponse', gateway.post(RESPONSES, body));
const stream = (body: object) => readResponseStream(gateway.post(RESPONSES, { ...body, stream: true }));

describe('a response', () => {
  it('answers a text', async () => {
    const pending = gateway.post(
      RESPONSES,
      asking([{ text: 'Hello' }], { metadata: { a: 'b' }, user: 'ann' }),
    );
    const response = await conforming('createResponse', pending);
    expect(response).toMatchObject({
      id: expect.stringMatching(/^resp_[0-9a-f]{32}$/),
      object: 'response',
      status: 'completed',
      error: null,
      incomplete_details: null,
      model: 'auto',
      metadata: { a: 'b' },
      user: 'ann',
      store: true,
      tools: [],
      tool_choice: 'auto',
      parallel_tool_calls: true,
      text: { format: { type: 'text' } },
    });
    expect(response.output).toEqual([
      {
        id: expect.stringMatching(/^msg_/),
        type: 'message',
        role: 'assistant',
        status: 'completed',
        content: [{ type: 'output_text', text: 'Hello', annotations: [], logprobs: [] }],
      },
    ]);
    const { input_tokens: input, output_tokens: output, total_tokens: total } = response.usage;
    expect(output).toBeGreaterThan(0);
    expect(total).toBe(input + output);
    const { headers } = await pending;
    expect(headers.get('x-qoder-model')).toBe('auto');
    expect(headers.get('x-usage-source')).toBe('reported');
  });

  it('has items in the order in which they came', async () => {
    const steps = [
      { thinking: 'Hm.' },
      { text: 'I look. ' },
      { tools: [{ name: 'look', input: { at: 1 } }] },
    ];
    const tools = [{ type: 'function', name: 'look', parameters: { type: 'object' } }];
    const { output } = await create(asking(steps, { tools }));
    expect(output).toMatchObject([
      { type: 'reasoning', summary: [{ type: 'summary_text', text: 'Hm.' }] },
      { type: 'message', content: [{ text: 'I look. ' }] },
      { type: 'function_call', name: 'look', arguments: '{"at":1}', status: 'completed' },
    ]);
    expect(output[2].id).not.toBe(output[2].call_id);
  });

  it('says that it was cut by the limit', async () => {
    const response = await create(asking([{ text: 'one two three four' }], { max_output_tokens: 2 }));
    expect(response).toMatchObject({
      status: 'incomplete',
      incomplete_details: { reason: 'max_output_tokens' },
      output: [{ status: 'incomplete' }],
    });
  });

  it('says that the model refused', async () => {
    const response = await create(asking([{ text: 'No' }, { stop: 'refusal' }]));
    expect(response.incomplete_details).toEqual({ reason: 'content_filter' });
  });

  it('has an empty message where the model says nothing', async () => {
    const { output } = await create(asking([{ text: '' }]));
    expect(output).toMatchObject([{ type: 'message', content: [{ text: '' }] }]);
  });

  it('is what its last event holds', async () => {
    const steps = [{ thinking: 'Hm.' }, { text: 'one two' }];
    const whole = await create(asking(steps));
    const streamed = await stream(asking(steps));
    const withoutIds = (value: unknown) =>
      JSON.parse(
        JSON.stringify(value, (key, field) => (/^(id|created_at|completed_at)$/.test(key) ? '' : field)),
      );
    expect(withoutIds(streamed.response)).toEqual(withoutIds(whole));
  });
});

describe('a stream', () => {
  it('has all events of a text, in order', async () => {
    const record = await stream(asking([{ text: 'one two three', deltas: 3, delayMs: 100 }]));
    expect(record.types).toEqual([
      'response.created',
      'response.in_progress',
      'response.output_item.added',
      'response.content_part.added',
      'response.output_text.delta',
      'response.output_text.delta',
      'response.output_text.delta',
      'response.output_text.done',
      'response.content_part.done',
      'response.output_item.done',
      'response.completed',
    ]);
    expect(record.text).toBe('one two three');
    expect(record.response.usage.output_tokens).toBeGreaterThan(0);
  });

  it('has reasoning, text and calls one after the other', async () => {
    const steps = [
      { thinking: 'Hm.' },
      { text: 'So: ' },
      {
        tools: [
          { name: 'look', input: { at: 1 } },
          { name: 'apply', input: { input: 'a\n"b"' } },
        ],
      },
    ];
    const tools = [
      { type: 'function', name: 'look', parameters: { type: 'object' } },
      { type: 'custom', name: 'apply' },
    ];
    const { types, response } = await stream(asking(steps, { tools }));
    expect(types.filter((type) => type === 'response.output_item.done').length).toBe(4);
    expect(response.output.map(({ type }: { type: string }) => type)).toEqual([
      'reasoning',
      'message',
      'function_call',
      'custom_tool_call',
    ]);
    expect(response.output[3]).toMatchObject({ name: 'apply', input: 'a\n"b"' });
  });

  it('sends each delta when it comes', async () => {
    const { events, arrivals } = await stream(
      asking([{ text: 'first' }, { sleep: 400 }, { text: ' second' }]),
    );
    const [first = 0, second = 0] = arrivals.filter(
      (_, at) => events[at].type === 'response.output_text.delta',
    );
    expect(second - first).toBeGreaterThan(200);
  });

  it('ends incomplete where the limit cuts it', async () => {
    const { types, response } = await stream(
      asking([{ text: 'one two three four' }], { max_output_tokens: 2 }),
    );
    expect(types.at(-1)).toBe('response.incomplete');
    expect(response.output[0].status).toBe('incomplete');
  });

  it.each([
    [{ error: 'server_error', message: 'gone' }, 'server_error'],
    [{ error: 'rate_limit', message: 'slow down' }, 'rate_limit_exceeded'],
    [{ error: 'invalid_request', message: 'prompt is too long: 300000 tokens' }, 'context_length_exceeded'],
    [{ hang: true }, 'server_error'],
  ])('%j in the middle is its failure, told with what there was', async (step, code) => {
    const { types, response, text } = await stream(asking([{ text: 'so far' }, { sleep: 100 }, step]));
    expect(text).toBe('so far');
    expect(types.at(-1)).toBe('response.failed');
    expect(response.error).toMatchObject({ code, message: expect.stringMatching(/./) });
  });

  it('is not begun for an error that comes first: that has its status', async () => {
    const body = asking([{ error: 'billing_error', message: 'no credits' }], { stream: true });
    await conformingError('createResponse', gateway.post(RESPONSES, body), {
      status: 429,
      code: 'insufficient_quota',
    });
  });

  it('fails when what was sent is withdrawn; a whole answer starts again', async () => {
    const retry = {
      retry: { attempt: 1, max_retries: 3, retry_delay_ms: 10, error_status: 500, error: 'server_error' },
    };
    const steps = [{ text: 'first try' }, { sleep: 100 }, retry, { message: true }, { text: 'second try' }];
    const { output } = await create(asking(steps));
    expect(output).toMatchObject([{ content: [{ text: 'second try' }] }]);
    const { response } = await stream(asking(steps));
    expect(response.error.code).toBe('server_error');
  });

  it('ends the turn when its client leaves', async () => {
    const leaving = new AbortController();
    const body = { ...asking([{ text: 'so far' }, { hang: true }]), stream: true };
    const response = await gateway.post(RESPONSES, body, { signal: leaving.signal });
    const requestId = response.headers.get('x-request-id');
    leaving.abort();
    const line = await gateway.logged((entry) => entry['requestId'] === requestId);
    expect(line).toMatchObject({ path: '/v1/responses', status: 499 });
  });
});

describe('structured output', () => {
  const schema = { type: 'object', properties: { n: { type: 'number' } }, required: ['n'] };
  const format = { type: 'json_schema', name: 'n', strict: true, schema };

  it('is JSON and nothing else', async () => {
    const { output } = await create(
      asking([{ text: 'Sure:\n```json\n{"n": 7}\n```' }], { text: { format } }),
    );
    expect(output[0].content[0].text).toBe('{"n": 7}');
    const loose = await create(
      asking([{ text: 'Well: {"a": 1}' }], { text: { format: { type: 'json_object' } } }),
    );
    expect(loose.output[0].content[0].text).toBe('{"a": 1}');
    const { text } = await stream(asking([{ text: 'Well: {"n": 1}' }], { text: { format } }));
    expect(text).toBe('{"n": 1}');
  });

  it('that does not come is a 502, and a schema that is none a 400', async () => {
    await conformingError(
      'createResponse',
      gateway.post(RESPONSES, asking([{ text: '{"n"' }], { text: { format } })),
      {
        status: 502,
      },
    );
    const wrong = { ...format, schema: { type: 'objekt' } };
    const body = asking([{ text: 'x' }], { text: { format: wrong } });
    await conformingError('createResponse', gateway.post(RESPONSES, body), {
      status: 400,
      param: 'text.format.schema',
    });
  });
});

it('hands the effort of reasoning on', async () => {
  await create(asking([{ text: 'x' }], { reasoning: { effort: 'high', summary: 'auto' } }));
  const sent = recording.processes().flatMap(({ stdin }) => stdin);
  expect(sent.some((line) => line.includes('"reasoningEffort":"high"'))).toBe(true);
});
