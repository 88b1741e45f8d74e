import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conforming } from '../support/contract.ts';
import { type Gateway, startGateway } from '../support/gateway.ts';
import { exchange } from '../support/raw.ts';
import { scripted } from '../support/script.ts';

const INJECTED = 'x\r\nset-cookie: injected=1\r\nx-injected: yes';
const CHAT = '/v1/chat/completions';
let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway({ env: { CORS_ORIGIN: 'https://app.example' } });
});
afterAll(() => gateway.stop());

function expectNoInjection(headers: Headers): void {
  expect(headers.get('x-injected')).toBeNull();
  expect(headers.get('set-cookie')).toBeNull();
  for (const [, value] of headers) expect(value).not.toMatch(/[\r\n]|injected/);
}

describe('line breaks in what a client sends make no header', () => {
  it.each<[string, object]>([
    ['the model', { model: INJECTED }],
    ['a parameter that has no effect', { temperature: 0.5, [INJECTED]: 1 }],
    ['a tool that is left out', { tools: [{ type: INJECTED }] }],
    ['the user', { user: INJECTED }],
    ['metadata', { metadata: { [INJECTED]: INJECTED } }],
    ['the format', { response_format: { type: INJECTED } }],
    ['the effort', { reasoning_effort: INJECTED }],
    ['a role', { messages: [{ role: INJECTED, content: 'x' }] }],
    ['a stop sequence', { stop: INJECTED }],
  ])('%s', async (_, part) => {
    for (const stream of [false, true]) {
      const response = await gateway.post(CHAT, { ...scripted([{ text: 'x' }]), stream, ...part });
      expectNoInjection(response.headers);
      await response.arrayBuffer();
    }
  });

  it.each(['%0d%0ax-injected:%20yes', '%0D%0A%0D%0A<script>', '%E5%98%8A%E5%98%8Dx-injected:yes', '%00'])(
    'the path %s',
    async (path) => {
      for (const base of [
        '/',
        '/v1/models/',
        '/v1/',
        '/dashboard/',
        '/dashboard/assets/',
        '/dashboard/api/requests/',
      ]) {
        const response = await gateway.fetch(base + path);
        expectNoInjection(response.headers);
        expect(response.status).toBeLessThan(500);
        if (!base.startsWith('/dashboard/'))
          expect(response.headers.get('content-type')).toMatch(/^application\/json/);
      }
    },
  );

  it('a header, whose id is never taken over', async () => {
    const headers = {
      'x-request-id': 'chosen-by-the-client',
      'user-agent': 'a\tb',
      origin: 'https://app.example',
    };
    const response = await gateway.fetch('/v1/models', { headers });
    expect(response.headers.get('x-request-id')).toMatch(/^req_[0-9a-f]{32}$/);
  });

  it('the headers that a preflight asks for', async () => {
    for (const asked of ['x-a\tx-b', 'x-a;x-b', 'x-a, "x"', 'x-a:b', 'ü']) {
      const answer = await exchange(
        gateway.url,
        `OPTIONS /v1/models HTTP/1.1\r\nhost: x\r\norigin: https://app.example\r\naccess-control-request-headers: ${asked}\r\nconnection: close\r\n\r\n`,
      );
      expect(answer.status).toBe(204);
      expect(answer.headers['access-control-allow-headers']).toBeUndefined();
    }
  });

  it('the name of a key, which has none', async () => {
    const started = startGateway({
      env: { PROXY_API_KEY: `a\r\nx-injected=12345678,b=12345678` },
      ready: false,
    });
    await expect(started).rejects.toThrow('PROXY_API_KEY');
  });
});

describe('CORS', () => {
  const ask = (origin: string, path = '/v1/models') =>
    gateway.fetch(path, { headers: { origin, cookie: 'a=b' } });

  it('never allows credentials, so that a browser sends a foreign page no cookie with it', async () => {
    for (const origin of ['https://app.example', 'https://evil.example', 'null']) {
      for (const path of ['/v1/models', '/healthz', '/dashboard', '/dashboard/api/session', '/nope']) {
        expect((await ask(origin, path)).headers.get('access-control-allow-credentials')).toBeNull();
      }
    }
  });

  it.each([
    'null',
    'https://app.example.evil.example',
    'https://evil-app.example',
    'http://app.example',
    'https://app.example:8443',
    'https://app.example/',
    'HTTPS://APP.EXAMPLE',
    '*',
  ])('lets in no origin but the configured one: not %s', async (origin) => {
    const { headers } = await ask(origin);
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('vary')).toContain('origin');
  });

  it('lets the configured one in', async () => {
    const response = await ask('https://app.example');
    await conforming('listModels', response);
    expect(response.headers.get('access-control-allow-origin')).toBe('https://app.example');
  });
});
