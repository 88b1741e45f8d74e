import { AzureOpenAI, BadRequestError } from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conforming, conformingError } from './support/contract.ts';
import { readStream } from './support/event-stream.ts';
import { type Gateway, startGateway } from './support/gateway.ts';
import { type Step, scripted, simulate } from './support/script.ts';

const AZURE = '/openai/deployments/lite/chat/completions?api-version=2024-10-21';
const ID = 'createAzureChatCompletion';

let gateway: Gateway;
let client: AzureOpenAI;
beforeAll(async () => {
  gateway = await startGateway({ env: { QODER_TIMEOUT_MS: '1500' } });
  client = new AzureOpenAI({
    endpoint: gateway.url,
    apiKey: gateway.key,
    apiVersion: '2024-10-21',
    deployment: 'lite',
    maxRetries: 0,
  });
});
afterAll(() => gateway.stop());

const send = (body: unknown, init: RequestInit = {}) =>
  gateway.post(AZURE, body, {
    ...init,
    headers: { authorization: '', 'api-key': gateway.key, ...init.headers },
  });
const user = (...steps: readonly Step[]) => [{ role: 'user' as const, content: simulate(...steps) }];

describe("chat at Azure's path", () => {
  it('is answered by the deployment, whatever the body says', async () => {
    for (const model of [undefined, 'ultimate']) {
      const response = await send({ ...scripted([{ text: 'Hello' }]), model });
      const body = await conforming(ID, response);
      expect([body.model, response.headers.get('x-qoder-model')]).toEqual(['lite', 'lite']);
      expect(body.choices[0].message.content).toBe('Hello');
    }
  });

  it('streams', async () => {
    const more = { stream: true, stream_options: { include_usage: true } };
    const record = await readStream(ID, send(scripted([{ text: 'one two', deltas: 2 }], more)));
    expect([record.text, record.finishReason, record.done]).toEqual(['one two', 'stop', true]);
  });

  it('takes a name with a slash, escaped, and one that nobody knows', async () => {
    for (const name of ['org%2Fgpt-4o', 'my-deployment']) {
      const path = `/openai/deployments/${name}/chat/completions`;
      const response = gateway.post(path, scripted([{ text: 'x' }]));
      expect((await conforming(ID, response)).choices[0].message.content).toBe('x');
    }
  });

  it("is in the operator's log under its own name", async () => {
    const response = await send(scripted([{ text: 'x' }]));
    const line = await gateway.logged(({ requestId }) => requestId === response.headers.get('x-request-id'));
    expect(line).toMatchObject({ operationId: ID, requestedModel: 'lite', model: 'lite', status: 200 });
  });

  it.each<[Step, number, string | null]>([
    [{ error: 'authentication_failed', message: 'Not logged in' }, 403, 'qoder_auth_failed'],
    [{ error: 'billing_error', message: 'no credits' }, 429, 'insufficient_quota'],
    [{ error: 'server_error', message: 'overloaded' }, 502, 'qodercli_failed'],
    [{ hang: true }, 504, 'timeout'],
  ])('fails by %j with %i', async (step, status, code) => {
    await conformingError(ID, send(scripted([step])), { status, code });
  });

  it('refuses what chat refuses', async () => {
    await conformingError(ID, send({ messages: [] }), { status: 400, param: 'messages' });
    await conformingError(ID, send('{'), { status: 400 });
    await conformingError(ID, send('[]'), { status: 400 });
    await conformingError(ID, send({}, { headers: { 'api-key': 'wrong' } }), { status: 401 });
    const plain = send('x', { headers: { 'content-type': 'text/plain' } });
    await conformingError(ID, plain, { status: 415, code: 'unsupported_media_type' });
    const large = send(`{"user":"${'x'.repeat(21 * 1024 * 1024)}"}`);
    await conformingError(ID, large, { status: 413, code: 'request_too_large' });
  });
});

describe("Azure's official client", () => {
  it('completes and streams', async () => {
    const whole = await client.chat.completions.create({ model: 'lite', messages: user({ text: 'Hello' }) });
    expect(whole.choices[0]?.message.content).toBe('Hello');
    const stream = client.chat.completions.stream({ model: 'lite', messages: user({ text: 'one two' }) });
    expect((await stream.finalChatCompletion()).choices[0]?.message.content).toBe('one two');
  });

  it('throws its own errors', async () => {
    const failing = client.chat.completions.create({
      model: 'lite',
      messages: user({ error: 'invalid_request', message: 'no' }),
    });
    await expect(failing).rejects.toBeInstanceOf(BadRequestError);
  });
});
