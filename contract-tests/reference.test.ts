import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Gateway, startGateway } from './support/gateway.ts';

const built = (name: string) => readFileSync(new URL(`../dist/reference/${name}`, import.meta.url), 'utf8');
const page = built('index.html');
const files = [...page.matchAll(/"\/docs\/([^"]+)"/g)].map(([, name = '']) => name);

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway({ ready: false });
});
afterAll(() => gateway.stop());
/** Without a key: all of this is public. */
const get = (target: string, init: RequestInit = {}) => fetch(gateway.url + target, init);

describe('the API reference', () => {
  it.each(['/docs', '/docs/', '/docs?x=1'])('is a page at %s', async (target) => {
    const response = await get(target);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(await response.text()).toBe(page);
  });

  it('lets nothing in but what is ours', async () => {
    const { headers } = await get('/docs');
    const policy = headers.get('content-security-policy') ?? '';
    for (const rule of [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "connect-src 'self'",
    ]) {
      expect(policy.split('; ')).toContain(rule);
    }
    expect(policy).not.toMatch(/unsafe|\*|http/);
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|https?:/i);
  });

  it('has its scripts, styles and icon from here', async () => {
    expect(files).toEqual(['icon.svg', 'swagger-ui.css', 'swagger-ui-bundle.js', 'start.js']);
    for (const name of files) {
      const response = await get(`/docs/${name}`, { headers: { 'accept-encoding': 'gzip' } });
      expect(response.status, name).toBe(200);
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      expect(response.headers.get('content-type'), name).toMatch(/javascript|css|svg/);
      expect(await response.text(), name).toBe(built(name));
      const tag = response.headers.get('etag') ?? '';
      expect((await get(`/docs/${name}`, { headers: { 'if-none-match': tag } })).status).toBe(304);
    }
  });

  it('comes with the licence of what it is drawn by', async () => {
    expect(await (await get('/docs/LICENSE')).text()).toContain('Apache License');
  });

  it.each(['/docs/none.js', '/docs/..%2f..%2fpackage.json', '/docs/%2e%2e/src/main.js', '/docs/a/b'])(
    'makes nothing up: %s is a JSON 404',
    async (target) => {
      const response = await get(target);
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ error: { code: 'unknown_url' } });
    },
  );
});

describe('/llms.txt', () => {
  it('is the text of the repository', async () => {
    const response = await get('/llms.txt');
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(await response.text()).toBe(readFileSync(new URL('../llms.txt', import.meta.url), 'utf8'));
  });
});

describe('DOCS_ENABLED=false', () => {
  it('takes both away, and leaves the contract', async () => {
    const without = await startGateway({ ready: false, env: { DOCS_ENABLED: 'false' } });
    for (const target of ['/docs', '/docs/start.js', '/llms.txt']) {
      const response = await fetch(without.url + target);
      expect(response.status, target).toBe(404);
      expect(await response.json()).toMatchObject({ error: { code: 'unknown_url' } });
    }
    expect((await fetch(`${without.url}/openapi.json`)).status).toBe(200);
    expect((await fetch(`${without.url}/dashboard/`)).status).toBe(200);
    await without.stop();
  });
});
