import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conforming } from './support/contract.ts';
import { type Operator, requestLogOf, signIn } from './support/dashboard.ts';
import { type Gateway, KEY, PASSWORD, startGateway } from './support/gateway.ts';
import { type Step, scripted } from './support/script.ts';

const CHAT = '/v1/chat/completions';
let gateway: Gateway;
let operator: Operator;
const { list, recordOf } = requestLogOf(() => operator);
const chat = (steps: readonly Step[], more: object = {}) => gateway.post(CHAT, scripted(steps, { ...more }));

describe('the bounds of the log of requests', () => {
  beforeAll(async () => {
    gateway = await startGateway({ env: { LOG_MAX_ENTRIES: '3', LOG_BODY_MAX_BYTES: '1000' } });
    operator = await signIn(gateway);
  });
  afterAll(() => gateway.stop());

  it('are kept in numbers: the oldest go first', async () => {
    const ids: (string | null)[] = [];
    for (let count = 0; count < 5; count += 1) {
      const response = await gateway.fetch(`/v1/models/none-${count}`);
      await recordOf(response);
      ids.unshift(response.headers.get('x-request-id'));
    }
    expect((await list()).map((entry: { id: string }) => entry.id)).toEqual(ids.slice(0, 3));
  });

  it.each([
    ['a prompt of 2 MB', { content: 'p'.repeat(2_000_000) }],
    [
      'an image',
      {
        content: [
          { type: 'image_url', image_url: { url: `data:image/png;base64,${'iVBO'.repeat(100_000)}` } },
          { type: 'text', text: 'What is this?' },
        ],
      },
    ],
  ])('are kept in bytes, with a mark: %s', async (_, message) => {
    const system = { role: 'system', content: 's' };
    const last = scripted([{ repeat: { text: 'answer ', times: 1_000 } }]).messages[0];
    const messages = [system, { role: 'user', ...message }, { role: 'assistant', content: 'a' }, last];
    const response = await gateway.post(CHAT, { model: 'auto', messages });
    await response.text();
    const record = await recordOf(response);
    expect(record).toMatchObject({ request_truncated: true, text_truncated: true });
    expect(JSON.stringify(record.request).length).toBeLessThanOrEqual(1_000);
    expect(record.request).toMatchObject({ model: 'auto' });
    expect('answer '.repeat(1_000).startsWith(record.text)).toBe(true);
    expect(record.text.length).toBeGreaterThan(400);
    expect(record.text.length).toBeLessThanOrEqual(1_000);
    expect(record.summary.prompt_preview.length).toBeLessThanOrEqual(160);
  });

  it('may be none at all', async () => {
    const bare = await startGateway({ env: { LOG_MAX_ENTRIES: '0' } });
    const signedIn = await signIn(bare);
    await (await bare.post(CHAT, scripted([{ text: 'x' }]))).text();
    const nothing = { data: [] };
    expect(await conforming('listRequestLogs', signedIn.fetch('/requests'))).toEqual(nothing);
    expect(await conforming('listSystemLogs', signedIn.fetch('/system-logs'))).toEqual(nothing);
    const overview = await conforming('getOverview', signedIn.fetch('/overview'));
    expect(overview.requests).toEqual({ running: 0, total: 1 });
    await bare.stop();
  });
});

it('no secret is in anything that the dashboard shows', async () => {
  const token = 'pt-very-secret-token';
  gateway = await startGateway({
    env: { QODER_PERSONAL_ACCESS_TOKEN: token, LOG_BODY_MAX_BYTES: '4096' },
  });
  operator = await signIn(gateway);
  const events = await operator.fetch('/events?topics=requests,system_logs,overview');
  const secrets = [token, KEY, PASSWORD];
  for (const secret of secrets) {
    const halves = [secret.slice(0, 8), secret.slice(8)];
    const steps = [{ thinking: secret }, ...halves.map((text) => ({ text })), { stderr: `it is ${secret}` }];
    const more = { user: secret, metadata: { [secret]: secret }, stream: true };
    await (await chat(steps, more)).text();
    await (await chat([{ error: 'server_error', message: `refused ${secret}` }])).text();
    await (await gateway.post(CHAT, { model: secret, messages: [{ role: 'user', content: secret }] })).text();
    await (await gateway.fetch(`/v1/${secret}`, { headers: { 'user-agent': secret } })).text();
  }
  const [requests, whole, lines] = await Promise.all(
    ['/requests', '/requests/export', '/system-logs'].map(async (path) =>
      (await operator.fetch(path)).text(),
    ),
  );
  await operator.delete('/session');
  const shown = { requests, whole, lines, events: await events.text() };
  await gateway.stop();
  for (const [where, text = ''] of Object.entries(shown)) {
    expect(text, where).toContain('[redacted]');
    for (const secret of secrets) expect(text.includes(secret), `${secret} in ${where}`).toBe(false);
  }
});
