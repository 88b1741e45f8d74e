import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conforming, conformingAnthropicError } from './support/contract.ts';
import { type Gateway, startGateway } from './support/gateway.ts';
import { readMessageStream } from './support/message-stream.ts';
import { type Step, simulate } from './support/script.ts';

const MESSAGES = '/v1/messages';
const COUNT = '/v1/messages/count_tokens';
const scripted = (steps: readonly Step[], more: object = {}) => ({
  model: 'auto',
  max_tokens: 100,
  messages: [{ role: 'user', content: simulate(...steps) }],
  ...more,
});
const FINE = scripted([{ text: 'fine' }]);

const KINDS: readonly (readonly [step: Step, status: number, type: string])[] = [
  [{ error: 'authentication_failed', message: 'Not logged in' }, 403, 'permission_error'],
  [{ error: 'billing_error', message: 'no credits' }, 429, 'rate_limit_error'],
  [{ error: 'rate_limit', message: 'slow down' }, 429, 'rate_limit_error'],
  [{ error: 'invalid_request', message: 'prompt is too long: 300000 tokens' }, 400, 'invalid_request_error'],
  [{ error: 'server_error', message: 'overloaded' }, 502, 'api_error'],
  [{ exit: 3 }, 502, 'api_error'],
  [{ hang: true }, 504, 'timeout_error'],
];

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway({ env: { QODER_TIMEOUT_MS: '1500' } });
});
afterAll(() => gateway.stop());

describe("a turn that fails has Anthropic's errors", () => {
  it.each(KINDS)('%j is a %i', async (step, status, type) => {
    const response = gateway.post(MESSAGES, scripted([step]));
    await conformingAnthropicError('createMessage', response, { status, type });
  });

  it.each(KINDS)('%j has its true status before a stream begins: %i', async (step, status, type) => {
    const response = gateway.post(MESSAGES, scripted([step], { stream: true }));
    await conformingAnthropicError('createMessage', response, { status, type });
  });

  it.each(KINDS)('%j in the middle of a stream is an event, and the last one', async (step, _, type) => {
    const steps = [{ text: 'so far' }, { sleep: 100 }, step];
    const response = await gateway.post(MESSAGES, scripted(steps, { stream: true }));
    const record = await readMessageStream('createMessage', response);
    expect(record.message).toMatchObject({ content: [{ text: 'so far' }], stop_reason: null });
    expect(record.error.type).toBe(type);
    expect(record.events.at(-1).request_id).toBe(response.headers.get('request-id'));
  });

  it('say when to come back, and when not to', async () => {
    const retry = {
      retry: { attempt: 1, max_retries: 1, retry_delay_ms: 7_000, error_status: 429, error: 'rate_limit' },
    };
    const limited = await gateway.post(MESSAGES, scripted([retry, { error: 'rate_limit', message: 'slow' }]));
    expect(limited.headers.get('retry-after')).toBe('7');
    const spent = await gateway.post(MESSAGES, scripted([{ error: 'billing_error', message: 'no credits' }]));
    expect(spent.headers.get('x-should-retry')).toBe('false');
  });
});

describe("a request that is refused has Anthropic's errors", () => {
  const both = [
    ['createMessage', MESSAGES],
    ['countMessageTokens', COUNT],
  ] as const;
  const hi = { role: 'user', content: 'Hi' };
  const invalid = { status: 400, type: 'invalid_request_error' };

  it.each([
    ['max_tokens', { ...FINE, max_tokens: undefined }],
    ['messages[0].content', { ...FINE, messages: [{ role: 'user' }] }],
    ['messages[0].content[0].type', { ...FINE, messages: [{ role: 'user', content: [{ type: 'video' }] }] }],
    ['messages[0].role', { ...FINE, messages: [{ role: 'tool', content: 'x' }] }],
    [
      'messages[1].content[0]',
      { ...FINE, messages: [hi, { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'x' }] }] },
    ],
    [
      'messages[1]',
      {
        ...FINE,
        messages: [hi, { role: 'assistant', content: [{ type: 'tool_use', id: 'x', name: 'a', input: {} }] }],
      },
    ],
    [
      'messages[0].content[0].source',
      {
        ...FINE,
        messages: [
          {
            role: 'user',
            content: [{ type: 'image', source: { type: 'base64', media_type: 'image/tiff', data: 'AAAA' } }],
          },
        ],
      },
    ],
    ['tools[0].input_schema', { ...FINE, tools: [{ name: 'a' }] }],
    ['tool_choice', { ...FINE, tool_choice: { type: 'tool', name: 'nope' } }],
    ['thinking.type', { ...FINE, thinking: { type: 'much' } }],
    ['temperature', { ...FINE, temperature: 2 }],
    ['thread', { ...FINE, thread: { type: 'create' } }],
  ])('naming %s', async (param, body) => {
    const { message } = await conformingAnthropicError(
      'createMessage',
      gateway.post(MESSAGES, body),
      invalid,
    );
    expect(message).toContain(param);
  });

  it.each(both)('of %s: malformed JSON, no object, another type, too large', async (operationId, path) => {
    for (const body of ['{', '[]', '']) {
      await conformingAnthropicError(operationId, gateway.post(path, body), invalid);
    }
    const plain = gateway.post(path, 'x', { headers: { 'content-type': 'text/plain' } });
    await conformingAnthropicError(operationId, plain, { status: 415, type: 'invalid_request_error' });
    const large = gateway.post(path, `{"model":"${'x'.repeat(21 * 1024 * 1024)}"}`);
    await conformingAnthropicError(operationId, large, { status: 413, type: 'request_too_large' });
  });

  it.each(both)('of %s without a key, and with a wrong one', async (operationId, path) => {
    for (const headers of [{}, { 'x-api-key': 'wrong' }, { authorization: 'Bearer wrong' }]) {
      const response = fetch(gateway.url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(FINE),
      });
      const error = await conformingAnthropicError(operationId, response, {
        status: 401,
        type: 'authentication_error',
      });
      expect(error.headers.get('x-should-retry')).toBe('false');
    }
  });

  it.each(both)('of %s by another method', async (_, path) => {
    for (const method of ['GET', 'DELETE', 'PUT']) {
      const response = await gateway.fetch(path, { method });
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
      expect(await response.json()).toMatchObject({
        type: 'error',
        error: { type: 'invalid_request_error' },
        request_id: response.headers.get('request-id'),
      });
    }
  });

  it('but an unknown URL belongs to no dialect', async () => {
    const response = await gateway.post('/v1/messages/batches', {});
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: { code: 'unknown_url' } });
    expect(response.headers.get('request-id')).toBeNull();
  });

  it('when too many wrong keys come', async () => {
    const guessed = await startGateway({ ready: false });
    const guess = (key: string, path: string) =>
      guessed.post(path, FINE, { headers: { authorization: '', 'x-api-key': key } });
    for (let count = 0; count < 14; count += 1) await guess(`guess-${count}`, COUNT);
    for (const [operationId, path] of both) {
      const { headers } = await conformingAnthropicError(operationId, guess('another-guess', path), {
        status: 429,
        type: 'rate_limit_error',
      });
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    }
    await guessed.stop();
  });
});

describe('a key that is limited', () => {
  it('is told what is left, and refused beyond it', async () => {
    const limited = await startGateway({
      env: { PROXY_API_KEY: 'alice=alice-secret-1', KEY_LIMITS: '*:rpm=1' },
    });
    const headers = { authorization: 'Bearer alice-secret-1' };
    const first = await limited.post(MESSAGES, FINE, { headers });
    await conforming('createMessage', first);
    expect(first.headers.get('x-ratelimit-remaining-requests')).toBe('0');
    const refused = await conformingAnthropicError(
      'createMessage',
      limited.post(MESSAGES, FINE, { headers }),
      { status: 429, type: 'rate_limit_error' },
    );
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    // A count runs no turn, but takes the server's time: it is a request like any other.
    const counted = limited.post(COUNT, { model: 'auto', messages: FINE.messages }, { headers });
    await conformingAnthropicError('countMessageTokens', counted, { status: 429, type: 'rate_limit_error' });
    await limited.stop();
  });
});
