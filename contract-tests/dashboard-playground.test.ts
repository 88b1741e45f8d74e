import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conforming, conformingError } from './support/contract.ts';
import { type Operator, requestLogOf, signIn } from './support/dashboard.ts';
import { readStream, readText } from './support/event-stream.ts';
import { type Gateway, startGateway } from './support/gateway.ts';
import { readMessageStream } from './support/message-stream.ts';
import { readResponseStream } from './support/response-stream.ts';
import { type Step, scripted, simulate } from './support/script.ts';

const CHAT = '/chat/completions';
const OPERATION = 'createPlaygroundCompletion';
const FAILURES: readonly (readonly [Step, number, string | null])[] = [
  [{ error: 'invalid_request', message: 'bad parameter' }, 400, null],
  [{ error: 'authentication_failed', message: 'Not logged in' }, 403, 'qoder_auth_failed'],
  [{ error: 'rate_limit', message: 'slow down' }, 429, 'rate_limit_exceeded'],
  [{ error: 'billing_error', message: 'no credits' }, 429, 'insufficient_quota'],
  [{ exit: 3 }, 502, 'qodercli_failed'],
  [{ hang: true }, 504, 'timeout'],
];
let gateway: Gateway;
let operator: Operator;
const { recordOf } = requestLogOf(() => operator);
const ask = (steps: readonly Step[], more: object = {}) => operator.post(CHAT, scripted(steps, { ...more }));

describe('the playground', () => {
  beforeAll(async () => {
    gateway = await startGateway({ env: { QODER_TIMEOUT_MS: '1500' } });
    operator = await signIn(gateway);
  });
  afterAll(() => gateway.stop());

  it('gets a whole answer, without an API key', async () => {
    const response = await ask([{ text: 'fine' }, { credits: 2 }]);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('x-qoder-credits')).toBe('2');
    expect((await conforming(OPERATION, response)).choices[0].message.content).toBe('fine');
  });

  it('gets a stream', async () => {
    const record = await readStream(OPERATION, ask([{ thinking: 'hm' }, { text: 'fine' }], { stream: true }));
    expect(record).toMatchObject({ text: 'fine', reasoning: 'hm', finishReason: 'stop', done: true });
  });

  it('is in the log of requests under the name of the dashboard, and in the access log', async () => {
    const response = await ask([{ text: 'logged' }]);
    await response.text();
    expect(await recordOf(response)).toMatchObject({
      text: 'logged',
      path: '/dashboard/api/chat/completions',
      summary: { operation: OPERATION, key: 'dashboard', state: 'succeeded' },
    });
    const id = response.headers.get('x-request-id');
    await gateway.logged(({ requestId, key }) => requestId === id && key === 'dashboard');
  });

  it('takes the same variants of a request as the API', async () => {
    const messages = [
      { role: 'user', content: { type: 'text', text: scripted([{ text: 'x' }]).messages[0]?.content } },
    ];
    await conforming(OPERATION, operator.post(CHAT, { model: 'auto', messages }));
  });

  it('has the models of the API', async () => {
    const shown = await conforming('listDashboardModels', operator.fetch('/models'));
    expect(shown).toEqual(await conforming('listModels', gateway.fetch('/v1/models')));
  });

  it.each(FAILURES)('is told of the failure %j: %i', async (step, status, code) => {
    for (const stream of [false, true]) {
      const response = await ask([step], { stream });
      await conformingError(OPERATION, response, { status, code });
      expect((await recordOf(response)).summary).toMatchObject({ state: 'failed', status });
    }
  });

  it("speaks Anthropic's dialect, too, but for its errors", async () => {
    const message = (steps: readonly Step[], more: object = {}) =>
      operator.post('/messages', { ...scripted(steps), max_tokens: 100, ...more });
    const fine = [{ thinking: 'hm' }, { text: 'fine' }];
    const response = await message(fine, { thinking: { type: 'adaptive' } });
    expect((await conforming('createPlaygroundMessage', response)).content).toMatchObject([
      { thinking: 'hm' },
      { text: 'fine' },
    ]);
    expect((await recordOf(response)).summary).toMatchObject({
      operation: 'createPlaygroundMessage',
      key: 'dashboard',
    });
    const streamed = await readMessageStream('createPlaygroundMessage', message(fine, { stream: true }));
    expect(streamed.message).toMatchObject({ content: [{ text: 'fine' }], stop_reason: 'end_turn' });
    for (const [step, status, code] of FAILURES) {
      await conformingError('createPlaygroundMessage', message([step]), { status, code });
    }
    const broken = await message([{ text: 'so far' }, { sleep: 100 }, { exit: 3 }], { stream: true });
    expect((await readText(broken)).split('\n\n').at(-2)).toMatch(
      /^data: \{"error":\{.*"qodercli_failed"\}\}$/,
    );
  });

  it('speaks the Responses API, too, and keeps nothing', async () => {
    const operation = 'createPlaygroundResponse';
    const post = (steps: readonly Step[], more: object = {}) =>
      operator.post('/responses', { model: 'auto', input: simulate(...steps), ...more });
    const fine = [{ thinking: 'hm' }, { text: 'fine' }];
    const response = await post(fine, { store: true });
    const { id, output } = await conforming(operation, response);
    expect(output).toMatchObject([{ summary: [{ text: 'hm' }] }, { content: [{ text: 'fine' }] }]);
    expect((await recordOf(response)).summary).toMatchObject({ operation, key: 'dashboard' });
    await conformingError(operation, post(fine, { previous_response_id: id }), {
      status: 400,
      code: 'previous_response_not_found',
    });
    const streamed = await readResponseStream(post(fine, { stream: true, store: false }), operation);
    expect(streamed).toMatchObject({ text: 'fine', response: { status: 'completed', store: false } });
    for (const [step, status, code] of FAILURES) {
      await conformingError(operation, post([step]), { status, code });
    }
    const breaking = post([{ text: 'so far' }, { sleep: 100 }, { exit: 3 }], { stream: true });
    const broken = await readResponseStream(breaking, operation);
    expect(broken).toMatchObject({ text: 'so far', response: { error: { code: 'server_error' } } });
  });

  it('stops the turn when the page goes away', async () => {
    const leaving = new AbortController();
    const body = scripted([{ text: 'so far' }, { hang: true }], { stream: true });
    const response = await operator.post(CHAT, body, { signal: leaving.signal });
    leaving.abort();
    expect((await recordOf(response)).summary).toMatchObject({ state: 'cancelled', status: 499 });
    const pool = async () => (await conforming('getReadiness', gateway.fetch('/readyz'))).pool;
    await expect.poll(async () => (await pool()).busy).toBe(0);
  });
});
