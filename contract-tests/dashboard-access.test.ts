import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conforming, conformingError } from './support/contract.ts';
import { API, type Operator, present, requestOf, SESSION_OPERATIONS, signIn } from './support/dashboard.ts';
import { type Gateway, KEY, PASSWORD, startGateway } from './support/gateway.ts';

const SECRET = 'a-secret-that-two-servers-share-0123';
const PUBLIC = 'https://qoder.example';
let gateway: Gateway;
let other: Gateway;
let operator: Operator;
beforeAll(async () => {
  const env = { DASHBOARD_SECRET: SECRET, PUBLIC_BASE_URL: `${PUBLIC}/base/` };
  [gateway, other] = await Promise.all([
    startGateway({ env }),
    startGateway({ env: { DASHBOARD_SECRET: SECRET }, ready: false }),
  ]);
  operator = await signIn(gateway);
});
afterAll(() => Promise.all([gateway.stop(), other.stop()]));

const isChange = ([method]: (typeof SESSION_OPERATIONS)[number]) => method !== 'GET';
/** All that change something, signing out last. */
const CHANGES = SESSION_OPERATIONS.filter(isChange).sort(
  ([, a], [, b]) => Number(a === 'deleteSession') - Number(b === 'deleteSession'),
);

describe('whoever is not signed in', () => {
  it.each(SESSION_OPERATIONS)('is refused %s %s', async (method, operationId, path, body) => {
    const elsewhere = await signIn(other);
    const sealed = operator.cookie.replace('qoder_dashboard=', '');
    const refused: Readonly<Record<string, Record<string, string>>> = {
      'no cookie': {},
      'an empty cookie': { cookie: 'qoder_dashboard=' },
      'an unsealed session': { cookie: 'qoder_dashboard={"id":"x"}' },
      'a malformed header': { cookie: 'qoder_dashboard="' },
      'a changed cookie': { cookie: `${operator.cookie.slice(0, -4)}AAAA` },
      'a cookie by another name': { cookie: `session=${sealed}` },
      'a session of another server with the same secret': { cookie: elsewhere.cookie },
      'an API key': { authorization: `Bearer ${KEY}` },
      'an API key in another header': { 'x-api-key': KEY },
      'the password as a key': { authorization: `Bearer ${PASSWORD}` },
    };
    for (const headers of Object.values(refused)) {
      const response = fetch(`${gateway.url}${API}${path}`, requestOf(method, body, headers));
      await conformingError(operationId, response, { status: 401, code: 'not_signed_in' });
    }
  });

  it('keeps nobody out who is', async () => {
    await conforming('retrieveSession', operator.fetch('/session'));
  });
});

describe('a session', () => {
  it('does not open the API, and brings no cookie into its answers', async () => {
    const headers = { cookie: operator.cookie };
    await conformingError('listModels', fetch(`${gateway.url}/v1/models`, { headers }), {
      status: 401,
      code: 'invalid_api_key',
    });
    const chat = { model: 'auto', messages: [{ role: 'user', content: 'x' }] };
    const init = requestOf('POST', chat, headers);
    await conformingError('createChatCompletion', fetch(`${gateway.url}/v1/chat/completions`, init), {
      status: 401,
    });
    const models = await gateway.fetch('/v1/models', { headers });
    expect(models.headers.get('set-cookie')).toBeNull();
  });
});

describe('a request from another site', () => {
  const ORIGINS: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ['Sec-Fetch-Site: cross-site', { 'sec-fetch-site': 'cross-site' }],
    ['Sec-Fetch-Site: same-site', { 'sec-fetch-site': 'same-site' }],
    ['Sec-Fetch-Site over an Origin of ours', { 'sec-fetch-site': 'cross-site', origin: PUBLIC }],
    ['another Origin', { origin: 'https://evil.example' }],
    ['an Origin like ours', { origin: `${PUBLIC}.evil.example` }],
    ['our name by another scheme', { origin: 'http://qoder.example' }],
    ['the Origin of a sandbox', { origin: 'null' }],
  ];

  it.each(ORIGINS)('changes nothing, told by %s', async (_, headers) => {
    for (const [method, operationId, path, body] of CHANGES) {
      const response = operator.fetch(path, requestOf(method, body, headers));
      await conformingError(operationId, response, { status: 403, code: 'cross_origin_request' });
    }
    await conformingError('createSession', present(gateway, PASSWORD, headers), {
      status: 403,
      code: 'cross_origin_request',
    });
    await conforming('retrieveSession', operator.fetch('/session'));
  });

  it('reads nothing either: no answer of the dashboard has CORS headers', async () => {
    const headers = { origin: 'https://evil.example' };
    const preflight = {
      method: 'OPTIONS',
      headers: { ...headers, 'access-control-request-method': 'DELETE' },
    };
    const asked: readonly (readonly [string, RequestInit])[] = [
      ...SESSION_OPERATIONS.filter(([, id]) => id !== 'streamDashboardEvents').map(
        ([method, , path, body]) =>
          [API + path, requestOf(method, body, { ...headers, cookie: operator.cookie })] as const,
      ),
      ...['/dashboard', '/dashboard/', '/dashboard/icon.svg', `${API}/unknown`].map(
        (path) => [path, { headers }] as const,
      ),
      ...['/dashboard', `${API}/session`, `${API}/requests`].map((path) => [path, preflight] as const),
    ];
    for (const [path, init] of asked) {
      const response = await fetch(gateway.url + path, init);
      await response.arrayBuffer();
      const names = [...response.headers.keys()].filter((name) => name.startsWith('access-control-'));
      expect(names, path).toEqual([]);
    }
  });
});

describe('a request from the dashboard itself', () => {
  it.each<[string, () => Record<string, string>]>([
    ['Sec-Fetch-Site: same-origin', () => ({ 'sec-fetch-site': 'same-origin', origin: 'http://x.example' })],
    ['its own Origin', () => ({ origin: gateway.url })],
    ['the Origin that PUBLIC_BASE_URL tells', () => ({ origin: PUBLIC })],
    ['neither, as by a program', () => ({})],
  ])('may change things, told by %s', async (_, headersOf) => {
    const headers = headersOf();
    await conforming('createSession', present(gateway, PASSWORD, headers));
    const signedIn = await signIn(gateway);
    for (const [method, operationId, path, body] of CHANGES) {
      await conforming(operationId, signedIn.fetch(path, requestOf(method, body, headers)));
    }
    await conformingError('retrieveSession', signedIn.fetch('/session'), { status: 401 });
  });
});

describe('bodies and parameters', () => {
  it.each([
    ['revealApiKey', '/api-keys/reveal', 17_000],
    ['createPlaygroundCompletion', '/chat/completions', 21 * 1024 * 1024],
    ['createPlaygroundMessage', '/messages', 21 * 1024 * 1024],
    ['createPlaygroundResponse', '/responses', 21 * 1024 * 1024],
  ])(
    'of %s are refused when they are of another type, too large or no JSON',
    async (operationId, path, size) => {
      const send = (body: string, type = 'application/json') =>
        operator.post(path, body, { headers: { 'content-type': type } });
      await conformingError(operationId, send('{}', 'text/plain'), { status: 415 });
      await conformingError(operationId, send(`{"model":"${'x'.repeat(size)}"}`), { status: 413 });
      for (const body of ['{', '[]', '""', '{}'])
        await conformingError(operationId, send(body), { status: 400 });
    },
  );

  it.each([
    ['getMetricsHistory', '/metrics?minutes=0', 'minutes'],
    ['getMetricsHistory', '/metrics?minutes=61', 'minutes'],
    ['getMetricsHistory', '/metrics?minutes=x', 'minutes'],
    ['getMetricsHistory', '/metrics?minutes=1&minutes=2', 'minutes'],
    ['getMetricsHistory', '/metrics?model=', 'model'],
    ['listRequestLogs', '/requests?search=', 'search'],
    ['listRequestLogs', `/requests?search=${'x'.repeat(257)}`, 'search'],
    ['streamDashboardEvents', '/events', 'topics'],
    ['streamDashboardEvents', '/events?topics=', 'topics'],
    ['streamDashboardEvents', '/events?topics=overview,nothing', 'topics'],
    ['streamDashboardEvents', '/events?topics=overview&topics=requests', 'topics'],
    ['retrieveRequestLog', `/requests/${'x'.repeat(65)}`, 'request_id'],
    ['retrieveRequestLog', '/requests/a%20b', 'request_id'],
  ])('%s refuses %s', async (operationId, path, param) => {
    await conformingError(operationId, operator.fetch(path), { status: 400, param });
  });

  it('knows no request that it has not seen', async () => {
    await conformingError('retrieveRequestLog', operator.fetch('/requests/req_unknown'), {
      status: 404,
      code: 'not_found',
    });
  });

  it.each([
    ['PUT', '/session', 'DELETE, GET, POST'],
    ['POST', '/requests', 'DELETE, GET'],
    ['GET', '/chat/completions', 'POST'],
    ['GET', '/api-keys/reveal', 'POST'],
  ])('names the methods that are allowed in place of %s %s', async (method, path, allowed) => {
    const response = await fetch(gateway.url + API + path, { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')?.split(', ').sort().join(', ')).toBe(allowed);
  });
});
