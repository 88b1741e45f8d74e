import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conforming, conformingError } from './support/contract.ts';
import { type Gateway, startGateway, waitUntil } from './support/gateway.ts';
import { scripted } from './support/script.ts';

const CHAT = '/v1/chat/completions';
const BODY = scripted([{ text: 'x' }]);
let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway({ env: { PROXY_API_KEY: 'alice=alice-secret-1,bob=bob-secret-22' } });
});
afterAll(() => gateway.stop());

const bare = (target: string, init: RequestInit = {}) => fetch(gateway.url + target, init);
const json = { 'content-type': 'application/json' };
const alice = { authorization: 'Bearer alice-secret-1' };

describe('keys', () => {
  it.each([
    ['no key', {}],
    ['an empty key', { authorization: 'Bearer ' }],
    ['a wrong key', { authorization: 'Bearer alice-secret-2' }],
    ['the whole list', { authorization: 'Bearer alice=alice-secret-1,bob=bob-secret-22' }],
    ['another scheme', { authorization: 'Basic alice-secret-1' }],
  ])('refuses %s on every operation that is not public', async (_, headers: Record<string, string>) => {
    const requests = [
      ['createChatCompletion', CHAT, BODY],
      ['createResponse', '/v1/responses', { model: 'auto', input: 'x' }],
      ['retrieveResponse', '/v1/responses/resp_1', undefined],
      ['deleteResponse', '/v1/responses/resp_1', undefined, 'DELETE'],
      ['cancelResponse', '/v1/responses/resp_1/cancel', undefined, 'POST'],
      ['listInputItems', '/v1/responses/resp_1/input_items', undefined],
      ['createCompletion', '/v1/completions', { model: 'auto', prompt: 'x' }],
      ['createEmbedding', '/v1/embeddings', { model: 'auto', input: 'x' }],
      ['listModels', '/v1/models', undefined],
      ['retrieveModel', '/v1/models/auto', undefined],
    ] as const;
    for (const [operationId, target, body, method = 'GET'] of requests) {
      const init =
        body === undefined
          ? { method, headers }
          : { method: 'POST', headers: { ...json, ...headers }, body: JSON.stringify(body) };
      await conformingError(operationId, bare(target, init), { status: 401, code: 'invalid_api_key' });
    }
  });

  it.each([
    { authorization: 'Bearer bob-secret-22' },
    { authorization: 'bearer   bob-secret-22  ' },
    { 'x-api-key': 'bob-secret-22' },
    { 'api-key': ' bob-secret-22 ' },
  ])('takes %j and logs whose it is', async (headers: Record<string, string>) => {
    const response = await bare('/v1/models', { headers });
    expect(response.status).toBe(200);
    const line = await gateway.logged(({ requestId }) => requestId === response.headers.get('x-request-id'));
    expect(line['key']).toBe('bob');
  });

  it('are not asked for where everything is public', async () => {
    for (const target of ['/', '/healthz', '/readyz', '/openapi.json', '/openapi.yaml']) {
      expect((await bare(target)).status).toBe(200);
    }
  });

  it('may come from a file, and may be switched off on purpose', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'contract-key-'));
    writeFileSync(path.join(folder, 'key'), 'key-from-a-file\n');
    const fromFile = await startGateway({
      env: { PROXY_API_KEY: '', PROXY_API_KEY_FILE: path.join(folder, 'key') },
      ready: false,
    });
    const authorized = await fetch(`${fromFile.url}/v1/models`, {
      headers: { 'x-api-key': 'key-from-a-file' },
    });
    expect(authorized.status).toBe(200);
    await fromFile.stop();
    rmSync(folder, { recursive: true });
    const open = await startGateway({ env: { PROXY_AUTH: 'off' }, ready: false });
    expect((await fetch(`${open.url}/v1/models`)).status).toBe(200);
    await waitUntil(() => open.console().includes('WARNING'), 'the warning');
    await open.stop();
  });
});

describe('paths', () => {
  it.each([
    '/v1/models',
    '/models',
    '/v1/v1/models',
    '/v1/models/',
    '//v1//models',
    '/cursor/v1/models',
    '/cursor/models',
    '/v1/models?api-version=2024-06-01',
    '/models?limit=1000&user=x',
  ])('finds the models at %s', async (target) => {
    const { data } = await conforming('listModels', bare(target, { headers: alice }));
    expect(data.length).toBeGreaterThan(5);
  });

  it.each(['/chat/completions', '/v1/v1/chat/completions', '/v1/chat/completions/?api-version=1'])(
    'finds chat at %s',
    async (target) => {
      const response = bare(target, {
        method: 'POST',
        headers: { ...alice, ...json },
        body: JSON.stringify(BODY),
      });
      expect((await conforming('createChatCompletion', response)).choices[0].message.content).toBe('x');
    },
  );

  it.each(['/v1/nope', '/nope', '/v1', '/v1/chat', '/dashboardx', '/..%2f..%2fetc/passwd'])(
    'answers %s with a JSON 404',
    async (target) => {
      const response = await bare(target, { headers: alice });
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({
        error: { code: 'unknown_url', type: 'invalid_request_error' },
      });
    },
  );

  it('answers a wrong method with 405 and the right ones', async () => {
    const response = await bare('/v1/models', { method: 'DELETE', headers: alice });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET');
    expect(await response.json()).toMatchObject({ error: { code: 'method_not_allowed' } });
    expect((await bare(CHAT, { headers: alice })).headers.get('allow')).toBe('POST');
  });

  it('tells who asks for a WebSocket to use POST, in the status that makes clients do so at once', async () => {
    const { hostname, port } = new URL(gateway.url);
    const request = get({
      hostname,
      port,
      path: '/v1/responses',
      headers: {
        ...alice,
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
        'sec-websocket-version': '13',
      },
    });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    expect(response.statusCode).toBe(426);
    expect(response.headers).toMatchObject({ upgrade: 'HTTP/1.1', 'x-should-retry': 'false' });
    const body = JSON.parse(Buffer.concat(await response.toArray()).toString());
    expect(body).toMatchObject({ error: { code: 'upgrade_required', type: 'invalid_request_error' } });
  });

  it('answers HEAD without a body', async () => {
    const response = await bare('/', { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('');
  });

  it('has a fresh id on every answer', async () => {
    const ids = await Promise.all(
      ['/', '/v1/nope', '/v1/models'].map(async (target) => (await bare(target)).headers.get('x-request-id')),
    );
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(id).toMatch(/^req_[0-9a-f]{32}$/);
  });
});

describe('bodies', () => {
  const post = (body: string, headers: Record<string, string> = json) =>
    bare(CHAT, { method: 'POST', headers: { ...alice, ...headers }, body });

  it.each([
    '{',
    'nonsense',
    '',
    '[]',
    '"text"',
    'null',
    '{"__proto__":{"a":1},"model":"auto","messages":[]}',
  ])('refuses %j with 400', async (body) => {
    await conformingError('createChatCompletion', post(body), { status: 400 });
  });

  it.each([
    ['createChatCompletion', CHAT],
    ['createResponse', '/v1/responses'],
    ['createCompletion', '/v1/completions'],
    ['createEmbedding', '/v1/embeddings'],
  ])('refuses another content type and too large a body of %s', async (operationId, target) => {
    const send = (contentType: string, body: string) =>
      bare(target, { method: 'POST', headers: { ...alice, 'content-type': contentType }, body });
    await conformingError(operationId, send('text/plain', '{}'), {
      status: 415,
      code: 'unsupported_media_type',
    });
    const large = `{"model":"${'x'.repeat(21 * 1024 * 1024)}"}`;
    await conformingError(operationId, send('application/json', large), {
      status: 413,
      code: 'request_too_large',
    });
    await conformingError(operationId, send('application/json; charset=utf-8', '{}'), { status: 400 });
  });

  it('takes a body of 19 MB', async () => {
    const body = { ...BODY, padding: 'x'.repeat(19 * 1024 * 1024) };
    await conforming('createChatCompletion', post(JSON.stringify(body)));
  });
});

describe('CORS', () => {
  const preflight = {
    method: 'OPTIONS',
    headers: {
      origin: 'https://app.example',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization, x-stainless-os, x-anything',
      'access-control-request-private-network': 'true',
    },
  };

  it('answers a preflight before asking for a key, and allows what was asked for', async () => {
    const response = await bare(CHAT, preflight);
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-allow-headers')).toBe(
      'authorization, x-stainless-os, x-anything',
    );
    expect(response.headers.get('access-control-allow-methods')).toContain('POST');
    expect(response.headers.get('access-control-allow-private-network')).toBe('true');
    expect(response.headers.get('access-control-allow-credentials')).toBeNull();
  });

  it('lets scripts read errors, too', async () => {
    const response = await bare('/v1/models', { headers: { origin: 'https://app.example' } });
    expect(response.status).toBe(401);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-expose-headers')).toContain('x-request-id');
  });

  it('keeps to the origins that are configured', async () => {
    const strict = await startGateway({
      env: { CORS_ORIGIN: 'https://a.example,https://b.example' },
      ready: false,
    });
    const origin = async (value: string) => {
      const response = await fetch(`${strict.url}/healthz`, { headers: { origin: value } });
      expect(response.headers.get('vary')).toContain('origin');
      return response.headers.get('access-control-allow-origin');
    };
    expect(await origin('https://b.example')).toBe('https://b.example');
    expect(await origin('https://evil.example')).toBeNull();
    await strict.stop();
  });
});
