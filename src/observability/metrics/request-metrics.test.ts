import { Registry } from 'prom-client';
import { beforeEach, describe, expect, it } from 'vitest';
import { createRequestMetrics, type RequestMetrics } from './request-metrics.ts';

const MODEL = { requestedModel: 'x', tier: 'exact', stream: true } as const;
const TURN = {
  finishReason: 'stop',
  credits: 0.5,
  usage: { source: 'reported', promptTokens: 10, cachedTokens: 4, completionTokens: 3 },
} as const;

let now: number;
let registry: Registry;
let metrics: RequestMetrics;
/** The lines of one metric. */
const lines = async (name: string) =>
  (await registry.metrics())
    .split('\n')
    .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));

beforeEach(() => {
  now = 0;
  registry = new Registry();
  metrics = createRequestMetrics(registry, () => now);
});

function begin(model = 'auto') {
  const request = metrics.begin();
  request.dispatched?.('createChatCompletion', undefined);
  request.dispatched?.('createChatCompletion', 'alice');
  request.resolved?.({ ...MODEL, model });
  return request;
}

describe('the metrics of requests', () => {
  it('count an answer with its tokens, credits and times', async () => {
    const request = begin();
    expect(await lines('qoder_requests_running')).toEqual(['qoder_requests_running 1']);
    now += 400;
    request.firstPart?.(400);
    request.shown?.();
    for (const gap of [20, 20, 700]) {
      now += gap;
      request.shown?.();
    }
    request.finished?.(TURN);
    now += 60;
    request.ended?.(200);
    expect(await lines('qoder_requests_total')).toEqual([
      'qoder_requests_total{operation="createChatCompletion",status="2xx",model="auto",key="alice"} 1',
    ]);
    expect(await lines('qoder_requests_running')).toEqual(['qoder_requests_running 0']);
    for (const [name, value] of [
      ['input_tokens', 10],
      ['cached_input_tokens', 4],
      ['output_tokens', 3],
      ['credits', 0.5],
    ]) {
      expect(await lines(`qoder_${name}_total`)).toEqual([
        `qoder_${name}_total{model="auto",key="alice"} ${value}`,
      ]);
    }
    expect(await lines('qoder_time_to_first_token_seconds_sum')).toEqual([
      'qoder_time_to_first_token_seconds_sum{model="auto"} 0.4',
    ]);
    expect(await lines('qoder_request_duration_seconds_sum')).toEqual([
      'qoder_request_duration_seconds_sum{model="auto",status="2xx"} 1.2',
    ]);
    const gaps = await lines('qoder_inter_token_gap_seconds_bucket');
    expect(gaps).toContain('qoder_inter_token_gap_seconds_bucket{model="auto",le="0.01"} 0');
    expect(gaps).toContain('qoder_inter_token_gap_seconds_bucket{model="auto",le="0.025"} 2');
    expect(gaps).toContain('qoder_inter_token_gap_seconds_bucket{model="auto",le="1"} 3');
    expect(gaps).toContain('qoder_inter_token_gap_seconds_bucket{model="auto",le="+Inf"} 3');
  });

  it.each([
    ['a stream that failed after its head', 502, 200, '5xx', 'status="502",code="qodercli_failed"'],
    ['an error', 502, 502, '5xx', 'status="502",code="qodercli_failed"'],
    ['a client that left', 499, 499, '4xx', 'status="499",code="client_closed_request"'],
  ])('count %s with its real status', async (_, refused, sent, status, error) => {
    const request = begin();
    request.refused?.({ status: refused, message: 'no', code: 'qodercli_failed' });
    request.ended?.(sent);
    expect(await lines('qoder_requests_total')).toEqual([
      `qoder_requests_total{operation="createChatCompletion",status="${status}",model="auto",key="alice"} 1`,
    ]);
    expect(await lines('qoder_request_errors_total')).toEqual([`qoder_request_errors_total{${error}} 1`]);
  });

  it('count what no model serves, too, without times', async () => {
    metrics.begin().ended?.(404);
    expect(await lines('qoder_requests_total')).toEqual([
      'qoder_requests_total{operation="none",status="4xx",model="none",key="none"} 1',
    ]);
    expect(await lines('qoder_request_duration_seconds_count')).toEqual([]);
  });

  it('stay bounded however many names come', async () => {
    for (let index = 0; index < 10_000; index += 1) {
      const request = begin(`model-${index}`);
      request.dispatched?.('createChatCompletion', `key-${index}`);
      request.refused?.({ status: 400, message: 'no', code: `code-${index}` });
      request.ended?.(400);
    }
    expect((await lines('qoder_requests_total')).length).toBeLessThanOrEqual(65);
    expect((await lines('qoder_request_errors_total')).length).toBeLessThanOrEqual(65);
    expect((await lines('qoder_requests_total')).at(-1)).toContain('model="other",key="other"} 9936');
  });
});
