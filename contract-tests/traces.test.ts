import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CollectedSpan, type Collector, startCollector } from './support/collector.ts';
import { conforming, conformingError } from './support/contract.ts';
import { readStream } from './support/event-stream.ts';
import { type Gateway, startGateway } from './support/gateway.ts';
import { scripted } from './support/script.ts';

const CHAT = '/v1/chat/completions';
const SOON = { interval: 20 };
const SERVER = 2;
const ERROR = 2;

describe('traces', () => {
  let collector: Collector;
  let gateway: Gateway;
  beforeAll(async () => {
    collector = await startCollector();
    gateway = await startGateway({
      env: {
        OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.url}/base/`,
        OTEL_EXPORTER_OTLP_HEADERS: 'x-tenant=team%20one,authorization=Basic%20c2VjcmV0',
        OTEL_SERVICE_NAME: 'gateway-under-test',
        OTEL_BSP_SCHEDULE_DELAY: '20',
      },
    });
  });
  afterAll(async () => {
    await gateway.stop();
    collector.stop();
  });
  const spanOf = async (response: Response): Promise<CollectedSpan> => {
    const id = response.headers.get('x-request-id');
    const find = () => collector.spans().find(({ attributes }) => attributes['qoder.request_id'] === id);
    await expect.poll(find, SOON).toBeDefined();
    return find() as CollectedSpan;
  };
  const childrenOf = async (span: CollectedSpan, count: number): Promise<readonly CollectedSpan[]> => {
    const find = () => collector.spans().filter(({ parentSpanId }) => parentSpanId === span.spanId);
    await expect.poll(() => find().length, SOON).toBe(count);
    return find();
  };

  it('tell of a chat in the words of OpenTelemetry, below the span that asked', async () => {
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const usage = { input_tokens: 100, cache_read_input_tokens: 40, output_tokens: 7 };
    const steps = [{ usage }, { credits: 0.25 }, { text: 'secret answer' }, { sleep: 400 }, { text: '.' }];
    const asked = { ...scripted(steps), model: 'gpt-4o', stream: true };
    asked.messages.unshift({ role: 'system', content: 'secret prompt' });
    const response = await gateway.post(CHAT, asked, {
      headers: { traceparent: `00-${traceId}-b7ad6b7169203331-01`, tracestate: 'vendor=1' },
    });
    await readStream('createChatCompletion', response);
    const span = await spanOf(response);
    expect(span).toMatchObject({
      name: 'chat auto',
      kind: SERVER,
      traceId,
      parentSpanId: 'b7ad6b7169203331',
      traceState: 'vendor=1',
      status: { code: 0 },
      resource: { 'service.name': 'gateway-under-test', 'service.version': expect.any(String) },
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': 'qoder',
        'gen_ai.request.model': 'gpt-4o',
        'gen_ai.response.model': 'auto',
        'gen_ai.response.finish_reasons': ['stop'],
        'gen_ai.usage.input_tokens': 140,
        'gen_ai.usage.cache_read.input_tokens': 40,
        'gen_ai.usage.output_tokens': 7,
        'http.request.method': 'POST',
        'http.route': CHAT,
        'http.response.status_code': 200,
        'server.address': '127.0.0.1',
        'server.port': Number(new URL(gateway.url).port),
        'qoder.key': 'default',
        'qoder.continued': false,
        'qoder.credits': 0.25,
      },
    });
    expect(span.attributes).not.toHaveProperty('error.type');
    const children = await childrenOf(span, 4);
    expect(children.map(({ name }) => name)).toEqual(['queue', 'boot', 'first token', 'stream']);
    for (const [index, child] of children.entries()) {
      expect(child.traceId).toBe(traceId);
      expect(child.start).toBeGreaterThanOrEqual((children[index - 1]?.end ?? span.start) - 1);
      expect(child.end).toBeLessThanOrEqual(span.end + 1);
    }
    const stream = children.at(-1) as CollectedSpan;
    expect(stream.end - stream.start).toBeGreaterThan(50);
    expect(collector.raw()).not.toMatch(/secret (prompt|answer)/);
  });

  it("tell of a message in Anthropic's dialect, too", async () => {
    const response = await gateway.post('/v1/messages', {
      ...scripted([{ text: 'x' }]),
      max_tokens: 100,
    });
    expect((await conforming('createMessage', response)).content[0].text).toBe('x');
    expect(await spanOf(response)).toMatchObject({
      name: 'chat auto',
      attributes: { 'gen_ai.operation.name': 'chat', 'http.route': '/v1/messages' },
    });
  });

  it('go to the endpoint with its headers', async () => {
    await expect.poll(() => collector.requests().length, SOON).toBeGreaterThan(0);
    for (const { path: target, headers } of collector.requests()) {
      expect(target).toBe('/base/v1/traces');
      expect(headers).toMatchObject({ 'x-tenant': 'team one', authorization: 'Basic c2VjcmV0' });
    }
  });

  it('begin anew where nobody asked, or nonsense came', async () => {
    const response = await gateway.fetch('/v1/models', { headers: { traceparent: '00-nonsense' } });
    await conforming('listModels', response);
    const span = await spanOf(response);
    expect(span).toMatchObject({ name: 'GET /v1/models', attributes: { 'http.response.status_code': 200 } });
    expect(span.parentSpanId ?? '').toBe('');
    expect(span.attributes).not.toHaveProperty('gen_ai.operation.name');
  });

  it('are not made for a caller that does not want them', async () => {
    const traceId = '1af7651916cd43dd8448eb211c80319c';
    const traceparent = `00-${traceId}-b7ad6b7169203331-00`;
    await (await gateway.fetch('/v1/models', { headers: { traceparent } })).text();
    await spanOf(await gateway.fetch('/v1/models'));
    expect(collector.raw()).not.toContain(traceId);
  });

  it('call an error what it is', async () => {
    const steps = [{ text: 'a' }, { sleep: 50 }, { exit: 3 }];
    const late = await gateway.post(CHAT, scripted(steps, { stream: true }));
    await readStream('createChatCompletion', late);
    expect(await spanOf(late)).toMatchObject({
      status: { code: ERROR },
      attributes: { 'error.type': 'qodercli_failed', 'http.response.status_code': 502 },
    });
    const refused = await gateway.post(CHAT, { model: 'auto' });
    await conformingError('createChatCompletion', refused.clone(), { status: 400 });
    expect(await spanOf(refused)).toMatchObject({
      name: `POST ${CHAT}`,
      status: { code: 0 },
      attributes: { 'error.type': 'missing_required_parameter', 'gen_ai.operation.name': 'chat' },
    });
  });

  it('leave out probes, scrapes and the dashboard', async () => {
    for (const target of ['/readyz', '/healthz', '/metrics', '/dashboard/api/session', '/nowhere']) {
      await (await gateway.fetch(target)).arrayBuffer();
    }
    await spanOf(await gateway.fetch('/v1/models'));
    const routes = new Set(collector.spans().flatMap(({ attributes }) => attributes['http.route'] ?? []));
    expect([...routes].toSorted()).toEqual([CHAT, '/v1/messages', '/v1/models']);
  });
});

describe('at the end', () => {
  it('a collector that does not answer holds nobody up', async () => {
    const collector = await startCollector(false);
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, SHUTDOWN_TIMEOUT_MS: '1000' };
    const gateway = await startGateway({ env });
    await conforming('listModels', gateway.fetch('/v1/models'));
    const startedAt = performance.now();
    await gateway.stop();
    expect(performance.now() - startedAt).toBeLessThan(6_000);
    expect(collector.requests().length).toBeGreaterThan(0);
    collector.stop();
  });
});

describe('OpenTelemetry', () => {
  /** The scripts that a server loads, by V8's own record of them. */
  async function loadedBy(env: Readonly<Record<string, string>>): Promise<string> {
    const folder = mkdtempSync(path.join(tmpdir(), 'contract-loaded-'));
    const gateway = await startGateway({ env: { ...env, NODE_V8_COVERAGE: folder } });
    await (await gateway.post(CHAT, scripted([{ text: 'x' }]))).text();
    await gateway.stop();
    const files = readdirSync(folder).map((file) => readFileSync(path.join(folder, file), 'utf8'));
    rmSync(folder, { recursive: true });
    const loaded = files.find((text) => text.includes('dist/src/main.js'));
    if (loaded === undefined) throw new Error('V8 has left no record');
    return loaded;
  }
  const SDK = /node_modules\/@opentelemetry\/(sdk|exporter|otlp|resources|core|semantic)[\w-]*\//;

  it('is not loaded where nobody collects traces', async () => {
    const loaded = await loadedBy({ OTEL_SERVICE_NAME: 'x' });
    expect(loaded).toContain('observability/request-observer.js');
    expect(loaded).not.toMatch(SDK);
    expect(loaded).not.toContain('observability/traces/');
  }, 60_000);

  it('is loaded where somebody does', async () => {
    const collector = await startCollector();
    expect(await loadedBy({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url })).toMatch(SDK);
    collector.stop();
  }, 60_000);
});
