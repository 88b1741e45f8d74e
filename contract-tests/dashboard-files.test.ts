import { readFileSync } from 'node:fs';
import net from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Gateway, startGateway } from './support/gateway.ts';

const index = readFileSync(new URL('../dist/dashboard/index.html', import.meta.url), 'utf8');
const assets = [...index.matchAll(/"(\/dashboard\/assets\/[^"]+)"/g)].map(([, target = '']) => target);
const built = (target: string) => readFileSync(new URL(`../dist${target}`, import.meta.url), 'utf8');

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway({ ready: false });
});
afterAll(() => gateway.stop());
const get = (target: string, init: RequestInit = {}) => fetch(gateway.url + target, init);

/** Sends a path as it stands: fetch would resolve it first. */
async function raw(target: string, method = 'GET'): Promise<string> {
  const socket = net.connect(Number(new URL(gateway.url).port), '127.0.0.1');
  socket.write(`${method} ${target} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
  return text(socket);
}

describe('pages', () => {
  it.each([
    '/dashboard',
    '/dashboard/',
    '/dashboard?x=1',
    '/dashboard/requests/req_1',
    '/dashboard/apirium',
    '/dashboard/playground/',
  ])('are drawn by the one script, also at %s', async (target) => {
    const response = await get(target);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(await response.text()).toBe(index);
  });

  it.each([
    ['/dashboard/billing/usage?start_date=2026-01-01', 'application/json'],
    ['/dashboard/billing/subscription', '*/*'],
    ['/dashboard/billing/usage', 'application/json, text/plain, */*'],
    ['/dashboard/who-knows-what', 'application/json'],
  ])(
    'are nothing for a client that wants data: %s with Accept: %s is a 404 in JSON',
    async (target, accept) => {
      const response = await get(target, { headers: { accept } });
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ error: { code: 'unknown_url' } });
    },
  );

  it('are drawn at every path for a browser', async () => {
    const accept = 'text/html,application/xhtml+xml,*/*;q=0.8';
    const response = await get('/dashboard/billing/usage', { headers: { accept } });
    expect(await response.text()).toBe(index);
  });

  it('let nothing in but what is ours', async () => {
    const { headers } = await get('/dashboard/');
    const policy = headers.get('content-security-policy') ?? '';
    for (const rule of [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "connect-src 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ]) {
      expect(policy.split('; ')).toContain(rule);
    }
    expect(policy).not.toMatch(/unsafe|\*|http/);
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
    });
    expect(headers.get('set-cookie')).toBeNull();
  });

  it('hold no script or style of their own, which the policy would refuse', () => {
    expect(index).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=/i);
    expect(assets.length).toBeGreaterThan(1);
  });

  it('are not fetched again when they have not changed', async () => {
    const { headers } = await get('/dashboard/');
    const again = await get('/dashboard/', { headers: { 'if-none-match': headers.get('etag') ?? '' } });
    expect(again.status).toBe(304);
  });

  it('answer HEAD without a body', async () => {
    for (const target of ['/dashboard', '/dashboard/icon.svg', ...assets]) {
      const response = await get(target, { method: 'HEAD' });
      expect(response.status, target).toBe(200);
      expect(await response.text()).toBe('');
    }
    expect((await raw('/dashboard/', 'HEAD')).split('\r\n\r\n')[1]).toBe('');
  });
});

describe('assets', () => {
  const types: Readonly<Record<string, RegExp>> = {
    js: /^(text|application)\/javascript/,
    css: /^text\/css/,
  };

  it.each(assets)('are kept for ever, for their name changes with them: %s', async (target) => {
    const response = await get(target, { headers: { 'accept-encoding': 'identity' } });
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toMatch(/max-age=31536000/);
    expect(response.headers.get('cache-control')).toMatch(/immutable/);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-type')).toMatch(types[target.split('.').at(-1) ?? ''] ?? /never/);
    expect(response.headers.get('content-encoding')).toBeNull();
    expect(await response.text()).toBe(built(target));
  });

  it('come compressed when asked', async () => {
    const script = assets.find((target) => target.endsWith('.js')) ?? '';
    const response = await get(script, { headers: { 'accept-encoding': 'gzip' } });
    expect(response.headers.get('content-encoding')).toBe('gzip');
    expect(response.headers.get('vary')).toContain('accept-encoding');
    expect(await response.text()).toBe(built(script));
  });

  it('have an icon', async () => {
    const response = await get('/dashboard/icon.svg');
    expect(response.headers.get('content-type')).toBe('image/svg+xml');
    expect(await response.text()).toContain('<svg');
  });

  it.each([
    '/dashboard/assets/none.js',
    '/dashboard/assets',
    '/dashboard/assets/',
    '/dashboard/assets/.',
    '/dashboard/api',
    '/dashboard/api/',
    '/dashboard/api/unknown',
    '/dashboard/api/requests/a/b',
  ])('are not made up: %s is a JSON 404', async (target) => {
    const response = await get(target);
    expect(response.status).toBe(404);
    expect(response.headers.get('cache-control')).not.toMatch(/max-age=31536000/);
    expect(await response.json()).toMatchObject({ error: { code: 'unknown_url' } });
  });

  it('come whole, whatever range is asked for', async () => {
    for (const range of ['bytes=0-3', 'bytes=9999999-']) {
      const response = await get('/dashboard/icon.svg', { headers: { range } });
      expect(response.status).toBe(200);
      expect(await response.text()).toContain('</svg>');
    }
  });
});

describe('a path that leads out of the folder', () => {
  const ups = [
    '../',
    '..%2f',
    '..%2F',
    '%2e%2e/',
    '%2e%2e%2f',
    '..%5c',
    '..\\',
    '%252e%252e%252f',
    '..%c0%af',
    '.%00./',
  ];
  const targets = ups.flatMap((up) =>
    ['/dashboard/', '/dashboard/assets/'].flatMap((base) =>
      ['package.json', 'src/main.js', 'etc/passwd'].flatMap((file) =>
        [1, 2, 3, 8].map((depth) => `${base}${up.repeat(depth)}${file}`),
      ),
    ),
  );
  const absolute = [
    '/dashboard/assets//etc/passwd',
    '/dashboard/assets/%2fetc%2fpasswd',
    '/dashboard/%2fetc/passwd',
  ];

  it('never leaves it, however it is written', async () => {
    for (const target of [...targets, ...absolute]) {
      const answer = await raw(target);
      const [head = '', ...body] = answer.split('\r\n\r\n');
      const isPage = body.join('\r\n\r\n') === index;
      expect(head, target).toMatch(isPage ? /^HTTP\/1\.1 200/ : /^HTTP\/1\.1 (400|404)/);
      expect(answer, target).not.toMatch(/root:|"name": "qoder-gateway"|createApp/);
    }
    expect(gateway.log().filter(({ msg }) => msg === 'unexpected error')).toEqual([]);
  });
});
