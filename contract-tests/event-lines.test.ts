import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { API, operatorWith, signIn } from './support/dashboard.ts';
import { readText } from './support/event-stream.ts';
import { type Gateway, startGateway } from './support/gateway.ts';
import { type Step, simulate } from './support/script.ts';

/** What Python's `str.splitlines` takes for a line break beside the line feed: httpx cuts event streams there. */
const LINE_BREAKS = '\r\u000b\u000c\u001c\u001d\u001e\u0085\u2028\u2029';
const HOSTILE = `first${[...LINE_BREAKS].join('word')}last`;
const STRAY_BREAK = new RegExp(`[${LINE_BREAKS}]`);

let gateway: Gateway;
let cookie: string;
beforeAll(async () => {
  gateway = await startGateway({ env: { DASHBOARD_PLAYGROUND: 'true' } });
  ({ cookie } = await signIn(gateway));
});
afterAll(() => gateway.stop());

const messages = (content: string) => ({ messages: [{ role: 'user', content }] });
const dialects = {
  '/v1/chat/completions': messages,
  '/v1/completions': (prompt: string) => ({ prompt }),
  '/v1/responses': (input: string) => ({ input }),
  '/v1/messages': (content: string) => ({ max_tokens: 500, ...messages(content) }),
};

async function readUntil(response: Response, until: RegExp): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of response.body ?? []) {
    text += decoder.decode(bytes, { stream: true });
    if (until.test(text)) break;
  }
  return text;
}

/** The data of all events but `[DONE]`, parsed. Fails where a line would be cut. */
async function eventsOf(response: Response, until?: RegExp): Promise<unknown[]> {
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  const text = until === undefined ? await readText(response) : await readUntil(response, until);
  expect(text).not.toMatch(STRAY_BREAK);
  return [...text.matchAll(/^data: (.*)$/gm)].flatMap(([, data = '']) =>
    data === '[DONE]' ? [] : [JSON.parse(data)],
  );
}

describe.each(Object.entries(dialects))('each event of %s is one line for every reader', (path, bodyOf) => {
  const stream = (...steps: readonly Step[]) =>
    gateway.post(path, { model: 'auto', stream: true, ...bodyOf(simulate(...steps)) });

  it('with a text', async () => {
    const events = await eventsOf(await stream({ text: HOSTILE, deltas: 3 }));
    const deltas = events.map((event) => {
      // biome-ignore lint/suspicious/noExplicitAny: four dialects
      const { choices, delta, type } = event as any;
      if (type === 'response.output_text.delta') return delta;
      if (type === 'content_block_delta') return delta.text;
      return choices?.[0]?.delta?.content ?? choices?.[0]?.text ?? '';
    });
    expect(deltas.join('')).toBe(HOSTILE);
  });

  it('with a failure', async () => {
    const failed = await stream({ text: 'x' }, { sleep: 30 }, { error: 'invalid_request', message: HOSTILE });
    expect(JSON.stringify(await eventsOf(failed))).toContain(JSON.stringify(HOSTILE).slice(1, -1));
  });
});

it('each event of the dashboard is one line for every reader', async () => {
  const operator = operatorWith(gateway, cookie);
  await gateway.post('/v1/chat/completions', { model: 'auto', ...messages(HOSTILE) });
  const events = await eventsOf(await operator.fetch('/events?topics=requests'), /"snapshot":true.*\n\n/s);
  expect(JSON.stringify(events)).toContain('\u2029last');
});

it('each event of the playground is one line for every reader', async () => {
  const body = { model: 'auto', stream: true, ...messages(simulate({ text: HOSTILE })) };
  const events = await eventsOf(
    await fetch(`${gateway.url}${API}/chat/completions`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
      body: JSON.stringify(body),
    }),
  );
  // Deltas may cut the text anywhere.
  expect(JSON.stringify(events)).toContain('\u2028');
});

it('each line of the log is one line for every reader', async () => {
  const user = `user${HOSTILE}`;
  await gateway.post('/v1/chat/completions', { model: 'auto', user, ...messages('Hi') });
  await gateway.logged((line) => line.user === user);
  expect(gateway.rawLog()).not.toMatch(STRAY_BREAK);
});
