import { once } from 'node:events';
import net from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBareServer } from './support/bare-server.ts';
import { conformingAnthropicError, conformingError } from './support/contract.ts';
import { API, operatorWith, present, requestOf, SESSION_OPERATIONS } from './support/dashboard.ts';
import { KEY } from './support/gateway.ts';

const CHAT = { model: 'auto', messages: [{ role: 'user', content: 'Hi' }] };
const OPERATIONS = [
  ['createChatCompletion', '/v1/chat/completions', CHAT],
  ['createResponse', '/v1/responses', { model: 'auto', input: 'Hi' }],
  ['createAzureChatCompletion', '/openai/deployments/auto/chat/completions', CHAT],
  ['createCompletion', '/v1/completions', { model: 'auto', prompt: 'Hi' }],
  ['createEmbedding', '/v1/embeddings', { model: 'auto', input: 'Hi' }],
  ['listModels', '/v1/models', undefined],
  ['retrieveModel', '/v1/models/auto', undefined],
  ['getMetrics', '/metrics', undefined],
  ['retrieveResponse', '/v1/responses/resp_1', undefined],
  ['deleteResponse', '/v1/responses/resp_1', undefined, 'DELETE'],
  ['cancelResponse', '/v1/responses/resp_1/cancel', undefined, 'POST'],
  ['listInputItems', '/v1/responses/resp_1/input_items', undefined],
] as const;
const MESSAGES = [
  ['createMessage', '/v1/messages', { ...CHAT, max_tokens: 1 }],
  ['countMessageTokens', '/v1/messages/count_tokens', CHAT],
] as const;
const PUBLIC = [
  ['getRoot', '/'],
  ['getLiveness', '/healthz'],
  ['getReadiness', '/readyz'],
  ['getOpenApiJson', '/openapi.json'],
  ['getOpenApiYaml', '/openapi.yaml'],
] as const;

type Server = Awaited<ReturnType<typeof startBareServer>>;

function ask(server: Server, path: string, body?: object, method = 'GET'): Promise<Response> {
  const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' };
  const init =
    body === undefined ? { method, headers } : { method: 'POST', headers, body: JSON.stringify(body) };
  return fetch(server.url + path, init);
}

describe('a defect of the server', () => {
  let server: Server;
  beforeAll(async () => {
    server = await startBareServer({});
  });
  afterAll(() => server.stop());

  it.each([...OPERATIONS, ...PUBLIC])(
    'is a 500 of %s that tells nothing of it',
    async (operationId, path, body?: object, method?: string) => {
      const error = await conformingError(operationId, ask(server, path, body, method), {
        status: 500,
        code: 'internal_error',
      });
      expect(error.message).not.toContain('secret');
      expect(server.logged.at(-1)).toContain('a defect, with a secret in it');
    },
  );

  it.each(MESSAGES)('is a 500 of %s, in its own form', async (operationId, path, body) => {
    const error = await conformingAnthropicError(operationId, ask(server, path, body), {
      status: 500,
      type: 'api_error',
    });
    expect(error.message).not.toContain('secret');
  });

  it.each(SESSION_OPERATIONS)('is a 500 of %s %s', async (method, operationId, path, body) => {
    const response = operatorWith(server, server.cookie).fetch(path, requestOf(method, body));
    await conformingError(operationId, response, { status: 500, code: 'internal_error' });
    expect(server.logged.at(-1)).toContain('a defect, with a secret in it');
  });

  it('is a 500 of signing in', async () => {
    await conformingError('createSession', present(server, 'any-password'), {
      status: 500,
      code: 'internal_error',
    });
  });
});

describe('a server that drains', () => {
  let server: Server;
  beforeAll(async () => {
    server = await startBareServer({ isDraining: true });
  });
  afterAll(() => server.stop());

  it.each(OPERATIONS)(
    'answers %s with 503 and Retry-After',
    async (operationId, path, body, method?: string) => {
      const error = await conformingError(operationId, ask(server, path, body, method), {
        status: 503,
        code: 'shutting_down',
      });
      expect(Number(error.headers.get('retry-after'))).toBeGreaterThan(0);
    },
  );

  it.each(MESSAGES)('answers %s with 503 in its own form', async (operationId, path, body) => {
    const error = await conformingAnthropicError(operationId, ask(server, path, body), {
      status: 503,
      type: 'overloaded_error',
    });
    expect(Number(error.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it.each(SESSION_OPERATIONS)('answers %s %s with 503, too', async (method, operationId, path, body) => {
    const response = operatorWith(server, server.cookie).fetch(path, requestOf(method, body));
    await conformingError(operationId, response, { status: 503, code: 'shutting_down' });
  });

  it('lets nobody sign in', async () => {
    await conformingError('createSession', present(server, 'any-password'), {
      status: 503,
      code: 'shutting_down',
    });
  });
});

describe('a body that comes too slowly', () => {
  let server: Server;
  beforeAll(async () => {
    server = await startBareServer({ bodyTimeoutMs: 100 });
  });
  afterAll(() => server.stop());

  const sendHalf = async (path: string): Promise<Response> => {
    const socket = net.connect(server.port, '127.0.0.1');
    socket.write(
      `POST ${path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${KEY}\r\ncookie: ${server.cookie}\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"model"`,
    );
    let text = '';
    socket.setEncoding('utf8').on('data', (piece) => {
      text += piece;
      if (text.includes('\r\n\r\n{')) socket.end();
    });
    await once(socket, 'close');
    const [head = '', body = ''] = text.split('\r\n\r\n');
    const [statusLine = '', ...fields] = head.split('\r\n');
    const headers = fields.map((field) => field.split(': ') as [string, string]);
    return new Response(body, { status: Number(statusLine.split(' ')[1]), headers });
  };

  it.each([
    ...OPERATIONS.flatMap(([operationId, path, body]) =>
      body === undefined ? [] : [[operationId, path] as const],
    ),
    ['createSession', `${API}/session`],
    ['revealApiKey', `${API}/api-keys/reveal`],
    ['createPlaygroundCompletion', `${API}/chat/completions`],
    ['createPlaygroundMessage', `${API}/messages`],
    ['createPlaygroundResponse', `${API}/responses`],
  ] as const)('is a 408 of %s', async (operationId, path) => {
    await conformingError(operationId, sendHalf(path), { status: 408, code: 'request_timeout' });
  });

  it.each(MESSAGES)('is a 408 of %s, in its own form', async (operationId, path) => {
    await conformingAnthropicError(operationId, sendHalf(path), {
      status: 408,
      type: 'invalid_request_error',
    });
  });
});
