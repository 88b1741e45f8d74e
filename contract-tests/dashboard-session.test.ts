import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { conforming, conformingError } from './support/contract.ts';
import { API, cookieOf, operatorWith, present, SESSION, signIn } from './support/dashboard.ts';
import { type Gateway, KEY, PASSWORD, startGateway, waitUntil } from './support/gateway.ts';

const SECRET = 'a-secret-that-two-servers-share-0123';
let gateway: Gateway;

/** The attributes of the session cookie, in lower case. */
const attributesOf = (response: Response): readonly string[] =>
  (response.headers.get('set-cookie') ?? '')
    .split(';')
    .slice(1)
    .map((attribute) => attribute.trim().toLowerCase());

describe('signing in', () => {
  beforeAll(async () => {
    gateway = await startGateway({ env: { DASHBOARD_SECRET: SECRET }, ready: false });
  });
  afterAll(() => gateway.stop());

  it('opens a session of twelve hours, whose cookie no script can read and no other site can send', async () => {
    const response = await present(gateway, PASSWORD);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const attributes = attributesOf(response);
    expect(attributes).toEqual(expect.arrayContaining(['httponly', 'samesite=strict', 'path=/dashboard']));
    expect(attributes).toContain('max-age=43200');
    expect(attributes).not.toContain('secure');
    const session = await conforming('createSession', response);
    expect(Math.abs(session.expires_at - (Date.now() / 1_000 + 43_200))).toBeLessThan(60);
    const operator = operatorWith(gateway, cookieOf(response));
    expect(await conforming('retrieveSession', operator.fetch('/session'))).toEqual(session);
  });

  it('has a cookie of its own each time, in which there is nothing to read', async () => {
    const [one, two] = await Promise.all([signIn(gateway), signIn(gateway)]);
    expect(one.cookie).not.toBe(two.cookie);
    expect(one.cookie).toMatch(/^qoder_dashboard=Fe26\.2\*/);
    await conforming('deleteSession', one.delete('/session'));
    expect((await two.fetch('/session')).status).toBe(200);
  });

  it('is refused with a wrong password, without a cookie', async () => {
    const response = await present(gateway, `${PASSWORD}x`);
    expect(response.headers.get('set-cookie')).toBeNull();
    await conformingError('createSession', response, { status: 401, code: 'invalid_password' });
    await signIn(gateway);
  });

  it('takes a body of no more than a password', async () => {
    const post = (body: string, type = 'application/json') =>
      fetch(gateway.url + SESSION, { method: 'POST', headers: { 'content-type': type }, body });
    for (const body of ['{}', '{"password":7}', '{"password":""}', '{', '[]', '{"password":"x","more":1}']) {
      await conformingError('createSession', post(body), { status: 400 });
    }
    await conformingError('createSession', post('x', 'text/plain'), { status: 415 });
    await conformingError('createSession', post(JSON.stringify({ password: 'x'.repeat(20_000) })), {
      status: 413,
    });
    await conformingError('createSession', present(gateway, 'x'.repeat(1_025)), {
      status: 400,
      param: 'password',
    });
  });

  it('leaves no trace of the password in the log, but says who came and went', async () => {
    const operator = await signIn(gateway);
    await present(gateway, 'a-wrong-password');
    await conforming('deleteSession', operator.delete('/session'));
    const message = (text: string) => gateway.logged(({ msg }) => msg === text);
    expect(await message('signed in to the dashboard')).toMatchObject({ source: 'dashboard' });
    expect(await message('wrong password for the dashboard')).toMatchObject({ address: '127.0.0.1' });
    await message('signed out of the dashboard');
    for (const secret of [PASSWORD, SECRET, 'a-wrong-password'])
      expect(gateway.rawLog()).not.toContain(secret);
    await signIn(gateway);
  });
});

describe('wrong passwords', () => {
  beforeEach(async () => {
    gateway = await startGateway({ ready: false });
  });
  afterEach(() => gateway.stop());
  const wrong = () => present(gateway, 'a-wrong-password');

  it('make the next try wait from the fourth on, longer each time, even with the right one', async () => {
    for (let tries = 1; tries <= 4; tries += 1)
      await conformingError('createSession', wrong(), { status: 401 });
    // Two waits are sat out, so that the third is long enough for a slow machine to try within it.
    for (const longestWaitS of [1, 2]) {
      await waitUntil(async () => {
        const answer = await wrong();
        if (answer.status === 429)
          expect(Number(answer.headers.get('retry-after'))).toBeLessThanOrEqual(longestWaitS);
        return answer.status === 401;
      }, 'the wait to end');
    }
    const startedAt = performance.now();
    const third = await conformingError('createSession', present(gateway, PASSWORD), {
      status: 429,
      code: 'too_many_attempts',
    });
    expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(2);
    await waitUntil(async () => (await present(gateway, PASSWORD)).status === 200, 'the third wait to end');
    expect(performance.now() - startedAt).toBeGreaterThan(1_000);
    // The right password starts the count anew.
    expect((await wrong()).status).toBe(401);
    await signIn(gateway);
  });

  it('are counted one by one, however many come at once', async () => {
    const startedAt = performance.now();
    const answers = await Promise.all(Array.from({ length: 100 }, async () => (await wrong()).status));
    const checked = answers.filter((status) => status === 401).length;
    // Four are free. Each wait is twice the last one, and lets one more try through.
    const waits = Math.floor(Math.log2((performance.now() - startedAt) / 1_000 + 1));
    expect(checked).toBeGreaterThanOrEqual(4);
    expect(checked).toBeLessThanOrEqual(4 + waits);
    expect(answers.filter((status) => status === 429).length).toBe(100 - checked);
  });

  it('count where a key is to be shown, too, and leave the session alone', async () => {
    const operator = await signIn(gateway);
    const reveal = (password: string) => operator.post('/api-keys/reveal', { name: 'default', password });
    for (let tries = 1; tries <= 4; tries += 1) {
      await conformingError('revealApiKey', reveal('a-wrong-password'), {
        status: 401,
        code: 'invalid_password',
      });
    }
    const refused = await conformingError('revealApiKey', reveal(PASSWORD), { status: 429 });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await present(gateway, PASSWORD)).status).toBe(429);
    expect((await operator.fetch('/session')).status).toBe(200);
  });
});

describe('signing out', () => {
  beforeAll(async () => {
    gateway = await startGateway({ ready: false });
  });
  afterAll(() => gateway.stop());

  it('removes the cookie, and a copy of it opens nothing any more', async () => {
    const operator = await signIn(gateway);
    const response = await operator.delete('/session');
    expect(response.headers.get('set-cookie')).toMatch(/^qoder_dashboard=;.*Max-Age=0/);
    expect(await conforming('deleteSession', response)).toEqual({ deleted: 1 });
    for (const target of ['/session', '/overview', '/requests', '/events?topics=overview']) {
      expect((await operator.fetch(target)).status).toBe(401);
    }
    await conformingError('deleteSession', operator.delete('/session'), {
      status: 401,
      code: 'not_signed_in',
    });
  });

  it.each(['overview', 'requests', 'system_logs'])('ends a stream of %s that runs', async (topics) => {
    const operator = await signIn(gateway);
    const stream = await operator.fetch(`/events?topics=${topics}`);
    const reading = stream.text();
    await conforming('deleteSession', operator.delete('/session'));
    expect(await reading).toContain(`"type":"${topics}"`);
  });
});

describe('the API key that the dashboard shows', () => {
  beforeAll(async () => {
    gateway = await startGateway({ env: { PROXY_API_KEY: 'alice=alice-secret-1,bob=bob-secret-22-long' } });
  });
  afterAll(() => gateway.stop());

  it('comes out for the password alone, and whoever asked is in the log', async () => {
    const operator = await signIn(gateway);
    const reveal = (name: string, password: string) => operator.post('/api-keys/reveal', { name, password });
    const shown = await reveal('bob', PASSWORD);
    expect(shown.headers.get('cache-control')).toBe('no-store');
    expect(await conforming('revealApiKey', shown)).toEqual({ name: 'bob', key: 'bob-secret-22-long' });
    await conformingError('revealApiKey', reveal('bob', 'a-wrong-password'), { status: 401 });
    await conformingError('revealApiKey', reveal('carol', PASSWORD), { status: 404, param: 'name' });
    await conformingError('revealApiKey', operator.post('/api-keys/reveal', { name: 'bob' }), {
      status: 400,
      param: 'password',
    });
    await gateway.logged(({ msg, key }) => msg === 'an API key was shown on the dashboard' && key === 'bob');
    expect(gateway.rawLog()).not.toContain('bob-secret-22-long');
  });
});

describe('the configuration of the dashboard', () => {
  it('makes the cookie one for TLS alone where PUBLIC_BASE_URL has it', async () => {
    for (const [base, isSecure] of [
      ['https://qoder.example', true],
      ['HTTPS://qoder.example/base', true],
      ['http://qoder.example', false],
    ] as const) {
      const server = await startGateway({ env: { PUBLIC_BASE_URL: base }, ready: false });
      expect(attributesOf(await present(server, PASSWORD)).includes('secure'), base).toBe(isSecure);
      await server.stop();
    }
  });

  it('takes the password from a file', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'contract-password-'));
    writeFileSync(path.join(folder, 'password'), 'password-from-a-file\n');
    const env = { DASHBOARD_PASSWORD: '', DASHBOARD_PASSWORD_FILE: path.join(folder, 'password') };
    const server = await startGateway({ env, ready: false });
    await signIn(server, 'password-from-a-file');
    expect(server.console()).not.toContain('password-from-a-file');
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  it('makes a password up where there is none, and shows it once, on the console alone', async () => {
    const server = await startGateway({ env: { DASHBOARD_PASSWORD: '', LOG_LEVEL: 'trace' }, ready: false });
    await waitUntil(() => server.console().includes('Try it'), 'the banner');
    const [, made = ''] = /A password was made up for this run:\s+(\S+)/.exec(server.console()) ?? [];
    expect(made).toMatch(/^[\w-]{16}$/);
    await signIn(server, made);
    expect(server.console().split(made).length).toBe(2);
    expect(server.rawLog()).not.toContain(made);
    await server.stop();
  });

  it('is refused with every mistake by name, and no secret', async () => {
    const env = {
      DASHBOARD_ENABLED: 'perhaps',
      DASHBOARD_PASSWORD: 'seven77',
      DASHBOARD_SECRET: 'a-secret-of-31-characters-......',
      PUBLIC_BASE_URL: 'qoder.example',
      LOG_MAX_ENTRIES: '-1',
      LOG_BODY_MAX_BYTES: '255',
    };
    env.DASHBOARD_SECRET = env.DASHBOARD_SECRET.slice(0, 31);
    const message = await startGateway({ env, ready: false }).then(
      () => '',
      (error: Error) => error.message,
    );
    expect(message).toContain('exited with 78');
    for (const name of Object.keys(env)) expect(message).toContain(name);
    for (const secret of [env.DASHBOARD_PASSWORD, env.DASHBOARD_SECRET])
      expect(message).not.toContain(secret);
  });

  it('takes the whole dashboard away', async () => {
    const server = await startGateway({ env: { DASHBOARD_ENABLED: 'false' } });
    const targets = [
      '/dashboard',
      '/dashboard/',
      '/dashboard/icon.svg',
      '/dashboard/requests',
      `${API}/overview`,
    ];
    for (const target of targets) {
      for (const method of ['GET', 'POST', 'DELETE', 'OPTIONS']) {
        const response = await fetch(server.url + target, { method, headers: { 'x-api-key': KEY } });
        expect(await response.json(), `${method} ${target}`).toMatchObject({
          error: { code: 'unknown_url' },
        });
        expect(response.status).toBe(404);
      }
    }
    expect((await present(server, PASSWORD)).status).toBe(404);
    await waitUntil(() => server.console().includes('Try it'), 'the banner');
    expect(server.console()).not.toContain('Dashboard');
    expect((await server.fetch('/v1/models')).status).toBe(200);
    await server.stop();
  });
});
