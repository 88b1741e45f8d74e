import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Collector, startCollector } from './support/collector.ts';
import { conforming, conformingError } from './support/contract.ts';
import { signIn } from './support/dashboard.ts';
import { type Gateway, startGateway } from './support/gateway.ts';
import { readScrape } from './support/metrics.ts';
import { readResponseStream } from './support/response-stream.ts';
import { type Step, simulate } from './support/script.ts';

// Limits, logs, metrics, traces and errors know the operation like any other that runs a turn.

const RESPONSES = '/v1/responses';
const SOON = { interval: 20 };
let gateway: Gateway;
let collector: Collector;
beforeAll(async () => {
  collector = await startCollector();
  gateway = await startGateway({
    env: {
      PROXY_API_KEY: 'alice=alice-secret-1,bob=bob-secret-22',
      METRICS_KEY: 'metrics-secret',
      KEY_LIMITS: 'bob:rpm=2',
      QODER_TIMEOUT_MS: '1000',
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_BSP_SCHEDULE_DELAY: '20',
    },
  });
});
afterAll(async () => {
  await gateway.stop();
  collector.stop();
});

const post = (steps: readonly Step[], more: object = {}, key = 'alice-secret-1') =>
  gateway.post(
    RESPONSES,
    { model: 'auto', input: simulate(...steps), ...more },
    { headers: { authorization: `Bearer ${key}` } },
  );

it('counts against the limits of a key, and tells what is left', async () => {
  const first = await post([{ text: 'x' }], {}, 'bob-secret-22');
  expect(first.headers.get('x-ratelimit-remaining-requests')).toBe('1');
  const stream = await readResponseStream(post([{ text: 'x' }], { stream: true }, 'bob-secret-22'));
  expect(stream.headers.get('x-ratelimit-remaining-requests')).toBe('0');
  const { headers } = await conformingError('createResponse', post([], {}, 'bob-secret-22'), {
    status: 429,
    code: 'rate_limit_exceeded',
  });
  expect(headers.get('x-ratelimit-remaining-requests')).toBe('0');
});

it('is in the metrics, by its name and its key', async () => {
  const usage = { input_tokens: 100, output_tokens: 7 };
  await readResponseStream(post([{ usage }, { text: 'x' }], { stream: true }));
  await readResponseStream(post([{ text: 'x' }, { sleep: 50 }, { exit: 3 }], { stream: true }));
  const headers = { authorization: 'Bearer metrics-secret' };
  const sum = async (name: string, ...labels: readonly string[]) =>
    readScrape(await conforming('getMetrics', gateway.fetch('/metrics', { headers }))).sum(name, ...labels);
  const own = ['operation="createResponse"', 'key="alice"'];
  await expect.poll(() => sum('qoder_requests_total', 'status="2xx"', ...own), SOON).toBe(1);
  await expect.poll(() => sum('qoder_requests_total', 'status="5xx"', ...own), SOON).toBe(1);
  expect(await sum('qoder_output_tokens_total', 'key="alice"')).toBeGreaterThanOrEqual(7);
});

it('is in the request log, with what was asked and answered', async () => {
  const operator = await signIn(gateway);
  const tools = [{ type: 'function', name: 'look', parameters: { type: 'object' } }];
  const steps = [{ thinking: 'Hm.' }, { text: 'one ' }, { tools: [{ name: 'look', input: { at: 1 } }] }];
  const { headers } = await readResponseStream(post(steps, { stream: true, tools }));
  const log = await conforming(
    'retrieveRequestLog',
    operator.fetch(`/requests/${headers.get('x-request-id')}`),
  );
  expect(log).toMatchObject({
    summary: {
      operation: 'createResponse',
      key: 'alice',
      state: 'succeeded',
      stream: true,
      finish_reason: 'tool_calls',
      prompt_preview: expect.stringContaining('<simulate>'),
    },
    path: RESPONSES,
    text: 'one ',
    reasoning: 'Hm.',
    tool_calls: [{ name: 'look', arguments: '{"at":1}' }],
    request: { tools },
  });
});

it('is a chat in the traces', async () => {
  const response = await post([{ text: 'x' }], { model: 'gpt-5' });
  const id = response.headers.get('x-request-id');
  const find = () => collector.spans().find(({ attributes }) => attributes['qoder.request_id'] === id);
  await expect.poll(find, SOON).toMatchObject({
    name: 'chat auto',
    attributes: {
      'gen_ai.operation.name': 'chat',
      'gen_ai.request.model': 'gpt-5',
      'gen_ai.response.finish_reasons': ['stop'],
      'http.route': RESPONSES,
    },
  });
});

describe('a turn that fails', () => {
  afterEach(async () => {
    const { output } = await conforming('createResponse', post([{ text: 'fine' }]));
    expect(output[0].content[0].text).toBe('fine');
  });

  it.each<[Step, number, string | null]>([
    [{ error: 'authentication_failed', message: 'Not logged in' }, 403, 'qoder_auth_failed'],
    [{ error: 'rate_limit', message: 'slow down' }, 429, 'rate_limit_exceeded'],
    [{ error: 'invalid_request', message: 'bad' }, 400, null],
    [
      { error: 'invalid_request', message: 'prompt is too long: 300000 tokens' },
      400,
      'context_length_exceeded',
    ],
    [{ exit: 3 }, 502, 'qodercli_failed'],
    [{ hang: true }, 504, 'timeout'],
  ])('%j is a %i, whole and before a stream begins', async (step, status, code) => {
    for (const stream of [false, true]) {
      await conformingError('createResponse', post([step], { stream }), { status, code });
    }
  });
});
