import { expect, it } from 'vitest';
import { readText } from './support/event-stream.ts';
import { type Gateway, SIMULATOR, startGateway, waitUntil } from './support/gateway.ts';
import { scripted } from './support/script.ts';

const TOKEN = 'pt-very-secret-token';
const KEY = 'very-secret-proxy-key';

async function provoke(gateway: Gateway): Promise<string> {
  const requests = [
    gateway.fetch('/v1/models'),
    gateway.fetch(`/v1/models?key=${KEY}`),
    gateway.fetch(`/v1/${KEY}`),
    gateway.post('/v1/chat/completions', scripted([{ error: 'server_error', message: `refused ${TOKEN}` }])),
    gateway.post('/v1/chat/completions', scripted([{ stderr: `token is ${TOKEN}` }, { exit: 1 }])),
    gateway.post(
      '/v1/chat/completions',
      scripted([{ text: 'x' }, { error: 'unknown', message: TOKEN }], { stream: true }),
    ),
    gateway.post('/v1/chat/completions', `{"broken ${KEY}`),
    gateway.post('/v1/chat/completions', { model: KEY, messages: [{ role: KEY, content: 'x' }] }),
    gateway.fetch('/v1/models', { headers: { authorization: `Bearer ${KEY}x` } }),
  ];
  const answers = await Promise.all(
    requests.map(async (response) => `${[...(await response).headers]} ${await readText(await response)}`),
  );
  return answers.join('\n');
}

it('no secret is in any answer, log line or banner, however hard one tries', async () => {
  const gateway = await startGateway({
    env: {
      PROXY_API_KEY: KEY,
      QODER_PERSONAL_ACCESS_TOKEN: TOKEN,
      QODER_BACKEND: 'qodercli',
      QODER_CLI_PATH: SIMULATOR,
      LOG_LEVEL: 'trace',
    },
  });
  const answers = await provoke(gateway);
  await gateway.stop();
  expect(gateway.rawLog()).toContain('[redacted]');
  for (const [where, text] of Object.entries({
    answers,
    log: gateway.rawLog(),
    console: gateway.console(),
  })) {
    for (const secret of [TOKEN, KEY]) expect(text.includes(secret), `${secret} in the ${where}`).toBe(false);
  }
});

it('a key that was made up is shown once, on the console alone', async () => {
  const gateway = await startGateway({ env: { PROXY_API_KEY: '' }, ready: false });
  await waitUntil(() => gateway.console().includes('Try it'), 'the banner');
  const [key] = /sk-qoder-[\w-]+/.exec(gateway.console()) ?? [];
  expect(key).toBeDefined();
  const response = await fetch(`${gateway.url}/v1/models`, { headers: { authorization: `Bearer ${key}` } });
  expect(response.status).toBe(200);
  await gateway.stop();
  expect(gateway.rawLog()).not.toContain(key);
});

it('a configuration that is wrong is refused with every mistake, and no secret', async () => {
  const env = {
    PORT: 'abc',
    QODER_TIMEOUT_MS: '-1',
    QODER_CHILD_ENV: 'PROXY_API_KEY',
    PROXY_API_KEY: `a=${KEY},a=${KEY}`,
    CORS_ORIGIN: 'nonsense',
  };
  const started = startGateway({ env, ready: false });
  const message = await started.then(
    () => '',
    (error: Error) => error.message,
  );
  expect(message).toContain('exited with 78');
  for (const name of ['PORT', 'QODER_TIMEOUT_MS', 'QODER_CHILD_ENV', 'PROXY_API_KEY', 'CORS_ORIGIN'])
    expect(message).toContain(name);
  expect(message).not.toContain(KEY);
});
