import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conforming } from '../support/contract.ts';
import { API, type Operator, SESSION_OPERATIONS, signIn } from '../support/dashboard.ts';
import { watch } from '../support/dashboard-events.ts';
import { readText } from '../support/event-stream.ts';
import { type Gateway, SIMULATOR, startGateway } from '../support/gateway.ts';
import { createRecording, type Recording } from '../support/recording.ts';
import { scripted } from '../support/script.ts';

const CHAT = '/v1/chat/completions';
const SECRETS = {
  token: 'pt-0token1token2token3token4token5',
  key: 'key-0key1key2key3key4key5key6key7',
  metrics: 'metr-0metr1metr2metr3metr4metr5metr6',
  password: 'pass-0word1word2word3word4word5',
  secret: 'seal-0seal1seal2seal3seal4seal5seal6',
};
let gateway: Gateway;
let recording: Recording;
let operator: Operator;
beforeAll(async () => {
  recording = createRecording();
  gateway = await startGateway({
    env: {
      ...recording.env,
      QODER_BACKEND: 'qodercli',
      QODER_CLI_PATH: SIMULATOR,
      QODER_CHILD_ENV: 'QODER_SIMULATOR_RECORD',
      QODER_PERSONAL_ACCESS_TOKEN: SECRETS.token,
      PROXY_API_KEY: SECRETS.key,
      METRICS_KEY: SECRETS.metrics,
      DASHBOARD_PASSWORD: SECRETS.password,
      DASHBOARD_SECRET: SECRETS.secret,
      LOG_LEVEL: 'trace',
    },
  });
  operator = await signIn(gateway, SECRETS.password);
});
afterAll(async () => {
  await gateway.stop();
  recording.remove();
});

/** No secret, and no beginning of one that would be worth something. */
function expectNoSecret(text: string, where: string): void {
  for (const [name, secret] of Object.entries(SECRETS)) {
    const at = text.indexOf(secret.slice(0, 8));
    expect(at === -1 ? '' : text.slice(at - 60, at + 60), `${name} in ${where}`).toBe('');
  }
}

/** All the ways to make the server say something that holds a secret, or is cut through one. */
async function provoke(): Promise<string> {
  const said: string[] = [];
  for (const secret of Object.values(SECRETS)) {
    const requests: (readonly [string, RequestInit?])[] = [];
    for (const before of [0, 70, 80, 90, 95, 180, 185, 195, 480, 490, 495]) {
      const text = `${'x'.repeat(before)} ${secret} and so on ${'y'.repeat(600)}`;
      const chat = (more: object) =>
        [CHAT, { method: 'POST', body: JSON.stringify({ ...scripted([{ text: 'x' }]), ...more }) }] as const;
      requests.push(
        [`/v1/models/${encodeURIComponent(text.slice(0, 250))}`],
        [`/v1/models`, { headers: { 'user-agent': text } }],
        [`/nope/${encodeURIComponent(text)}`],
        chat({ model: text }),
        chat({ messages: [{ role: text, content: 'x' }] }),
        chat({ tool_choice: text }),
        chat({
          response_format: { type: 'json_schema', json_schema: { name: 'a', schema: { $ref: `#/${text}` } } },
        }),
        chat({
          messages: [
            { role: 'user', content: [{ type: 'image_url', image_url: { url: `data:${text};base64,AA` } }] },
          ],
        }),
        chat(scripted([{ stderr: text }, { exit: 1 }])),
        chat(scripted([{ error: 'server_error', message: text }])),
        chat(scripted([{ text: 'x' }, { error: 'unknown', message: text }], { stream: true })),
      );
    }
    for (const [target, init = {}] of requests) {
      const headers = { 'content-type': 'application/json', ...init.headers };
      const response = await gateway.fetch(target, { ...init, headers });
      said.push(`${[...response.headers]} ${await readText(response)}`);
    }
  }
  return said.join('\n');
}

describe('no secret comes out, whole or cut', { timeout: 240_000 }, () => {
  let answers = '';
  let events = '';
  beforeAll(async () => {
    const watcher = await watch(operator, 'overview,requests,system_logs');
    answers = await provoke();
    await gateway.logged(({ msg }) => msg === 'request');
    events = JSON.stringify(watcher.events);
    watcher.leave();
  }, 240_000);

  it('in answers and errors', () => {
    expect(answers).toContain('[redacted]');
    expectNoSecret(answers, 'an answer');
  });

  it('in the log, and on the console', () => {
    expect(gateway.rawLog()).toContain('qodercli wrote to stderr');
    expect(gateway.rawLog()).toContain('unknown model name');
    expectNoSecret(gateway.rawLog(), 'the log');
    expectNoSecret(gateway.console(), 'the console');
  });

  it('in any answer of the dashboard, and in its events', async () => {
    expect(events).toContain('[redacted]');
    expectNoSecret(events, 'the events');
    const { data } = await conforming('listRequestLogs', operator.fetch('/requests'));
    const ids = data.map(({ id }: { readonly id: string }) => id);
    const details = ids.slice(0, 60).map((id: string) => `/requests/${id}`);
    const reads = SESSION_OPERATIONS.filter(
      ([method, id]) => method === 'GET' && id !== 'streamDashboardEvents',
    );
    for (const target of [...reads.map(([, , target]) => target), ...details]) {
      expectNoSecret(await (await operator.fetch(target)).text(), `${API}${target}`);
    }
  });

  it('in metrics and other public answers', async () => {
    for (const target of ['/', '/healthz', '/readyz', '/metrics', '/openapi.json', '/dashboard/']) {
      const headers = { authorization: `Bearer ${SECRETS.metrics}` };
      const response = await fetch(gateway.url + target, { headers });
      expect(response.status, target).toBe(200);
      expectNoSecret(`${[...response.headers]} ${await response.text()}`, target);
    }
  });

  it('in the arguments, the environment and the folders of the CLI', () => {
    const processes = recording.processes();
    expect(processes.length).toBeGreaterThan(10);
    const folders = new Set(processes.map(({ cwd }) => path.dirname(path.dirname(cwd))));
    for (const { argv, env } of processes) expectNoSecret(JSON.stringify([argv, env]), 'a CLI');
    expect(folders.size).toBe(1);
    for (const folder of folders) {
      expect(statSync(folder).mode & 0o077).toBe(0);
      for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        const full = path.join(folder, file);
        const status = statSync(full, { throwIfNoEntry: false });
        if (status?.isFile() === true) expectNoSecret(readFileSync(full, 'utf8'), file);
        if (status !== undefined) expect(status.mode & 0o077, file).toBe(0);
      }
    }
  });
});
