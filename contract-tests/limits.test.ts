import OpenAI, { RateLimitError } from 'openai';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { conforming, conformingError } from './support/contract.ts';
import { signIn } from './support/dashboard.ts';
import { readStream } from './support/event-stream.ts';
import { type Gateway, startGateway } from './support/gateway.ts';
import { createRecording, type Recording } from './support/recording.ts';
import { type Step, scripted, simulate } from './support/script.ts';

const CHAT = '/v1/chat/completions';
const TEXT = '/v1/completions';
const HEADERS = ['requests', 'tokens'].flatMap((what) =>
  ['limit', 'remaining', 'reset'].map((fact) => `x-ratelimit-${fact}-${what}`),
);
const usage = (tokens: number): Step => ({ usage: { input_tokens: tokens - 1, output_tokens: 1 } });
const FINE = scripted([usage(10), { text: 'fine' }]);

let recording: Recording;
let gateway: Gateway;
beforeEach(() => {
  recording = createRecording();
});
afterEach(async () => {
  recording.remove();
  await gateway.stop();
});

async function start(limits?: string, env: Readonly<Record<string, string>> = {}): Promise<void> {
  gateway = await startGateway({
    env: {
      ...recording.env,
      PROXY_API_KEY: 'alice=alice-secret-1,bob=bob-secret-22',
      QODER_MAX_CONCURRENCY: '4',
      ...(limits === undefined ? {} : { KEY_LIMITS: limits }),
      ...env,
    },
  });
}

const as = (key: 'alice' | 'bob', init: RequestInit = {}): RequestInit => ({
  ...init,
  headers: {
    'content-type': 'application/json',
    authorization: `Bearer ${key === 'alice' ? 'alice-secret-1' : 'bob-secret-22'}`,
    origin: 'https://app.example',
  },
});
const chat = (body: unknown = FINE, key: 'alice' | 'bob' = 'alice', init: RequestInit = {}) =>
  gateway.post(CHAT, body, as(key, init));
const facts = ({ headers }: Pick<Response, 'headers'>) => HEADERS.map((name) => headers.get(name));
const answered = (response: Promise<Response>) => conforming('createChatCompletion', response);
const refused = (response: Promise<Response>, code: string) =>
  conformingError('createChatCompletion', response, { status: 429, code });
const secondsToMidnight = (): number => 86_400 - ((Date.now() / 1_000) % 86_400);

describe('a server without limits', () => {
  it('tells of none', async () => {
    await start();
    const response = await chat();
    await conforming('createChatCompletion', response);
    expect(facts(response)).toEqual(HEADERS.map(() => null));
  });
});

describe('requests per minute', () => {
  it('are counted key by key, told with every answer, and refused without a turn', async () => {
    await start('*:rpm=3;bob:rpm=1');
    const stream = await readStream('createChatCompletion', chat({ ...FINE, stream: true }));
    expect(stream.done).toBe(true);
    expect(facts(stream)).toEqual(['3', '2', '1m0s', null, null, null]);
    const text = await gateway.post(TEXT, { model: 'auto', prompt: simulate({ text: 'x' }) }, as('alice'));
    await conforming('createCompletion', text);
    expect(facts(text).slice(0, 2)).toEqual(['3', '1']);
    // A mistake counts for nothing, and is told what is left all the same.
    const wrong = await chat({ model: 'auto' });
    await conformingError('createChatCompletion', wrong, { status: 400 });
    expect(facts(wrong).slice(0, 2)).toEqual(['3', '1']);
    const unread = await chat('{');
    await conformingError('createChatCompletion', unread, { status: 400 });
    expect(facts(unread).slice(0, 2)).toEqual(['3', '1']);
    // A failure of the model's does: it has had its turn.
    const failed = await chat(scripted([{ error: 'server_error', message: 'overloaded' }]));
    await conformingError('createChatCompletion', failed, { status: 502 });
    expect(facts(failed).slice(0, 2)).toEqual(['3', '0']);

    const before = recording.userMessages().length;
    const error = await refused(chat(), 'rate_limit_exceeded');
    expect(error.message).toContain("'alice' may send 3 requests per minute");
    expect(Number(error.headers.get('retry-after'))).toBeGreaterThan(30);
    expect(Number(error.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    expect(error.headers.get('x-should-retry')).toBeNull();
    expect(facts(error).slice(0, 2)).toEqual(['3', '0']);
    expect(error.headers.get('access-control-expose-headers')).toContain(
      ['retry-after', ...HEADERS].join(', '),
    );
    await conformingError(
      'createCompletion',
      gateway.post(TEXT, { model: 'auto', prompt: 'x' }, as('alice')),
      { status: 429, code: 'rate_limit_exceeded' },
    );
    expect(recording.userMessages().length).toBe(before);

    await answered(chat(FINE, 'bob'));
    await refused(chat(FINE, 'bob'), 'rate_limit_exceeded');
    const models = await gateway.fetch('/v1/models', as('bob'));
    expect(models.status).toBe(200);
    expect(facts(models)).toEqual(HEADERS.map(() => null));
    const stranger = await gateway.post(CHAT, FINE, { headers: { authorization: 'Bearer nobody' } });
    await conformingError('createChatCompletion', stranger, { status: 401 });
    expect(facts(stranger)).toEqual(HEADERS.map(() => null));
  });

  it("of the playground are counted as the key 'dashboard'", async () => {
    await start('dashboard:rpm=1');
    const operator = await signIn(gateway);
    const ask = () => operator.post('/chat/completions', FINE);
    await conforming('createPlaygroundCompletion', ask());
    await conformingError('createPlaygroundCompletion', ask(), { status: 429, code: 'rate_limit_exceeded' });
    await answered(chat());
  });
});

describe('turns at once', () => {
  it.each([
    ['a whole answer', scripted([{ sleep: 400 }, { text: 'x' }]), false],
    ['a stream', scripted([{ text: 'x' }, { sleep: 400 }], { stream: true }), false],
    ['an error', scripted([{ sleep: 400 }, { error: 'server_error', message: 'no' }]), false],
    ['a client that leaves', scripted([{ text: 'x' }, { hang: true }], { stream: true }), true],
  ])('make room after %s', async (_, body, leaves) => {
    await start('alice:concurrency=1');
    const leaving = new AbortController();
    const first = chat(body, 'alice', { signal: leaving.signal })
      .then((response) => response.text())
      .catch(() => 'left');
    await expect.poll(() => recording.userMessages().length).toBe(1);
    const error = await refused(chat(), 'rate_limit_exceeded');
    expect(error.headers.get('retry-after')).toBe('5');
    await answered(chat(FINE, 'bob'));
    if (leaves) leaving.abort();
    await first;
    await expect.poll(async () => (await chat()).status).toBe(200);
  });

  it('are as many as a legacy completion has prompts', async () => {
    await start('alice:concurrency=2');
    const ask = (prompts: number) =>
      gateway.post(
        TEXT,
        { model: 'auto', prompt: Array(prompts).fill(simulate({ text: 'x' })) },
        as('alice'),
      );
    expect((await conforming('createCompletion', ask(2))).choices).toHaveLength(2);
    await conformingError('createCompletion', ask(3), { status: 400, param: 'prompt' });
  });

  it('make the official client wait as it is told, and then answer it', async () => {
    await start('alice:concurrency=1');
    const slow = chat(scripted([{ sleep: 1_500 }, { text: 'slow' }]));
    await expect.poll(() => recording.userMessages().length).toBe(1);
    const client = new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: 'alice-secret-1', maxRetries: 1 });
    const startedAt = performance.now();
    const completion = await client.chat.completions.create({
      model: 'auto',
      messages: [{ role: 'user', content: simulate({ text: 'patient' }) }],
    });
    expect(completion.choices[0]?.message.content).toBe('patient');
    expect(performance.now() - startedAt).toBeGreaterThan(4_900);
    await answered(slow);
  });
});

describe('what a day may cost', () => {
  it('tokens are counted when a turn is over, and then refused until midnight UTC', async () => {
    await start('alice:tokens=100');
    const whole = await chat(scripted([usage(30), { text: 'x' }]));
    await conforming('createChatCompletion', whole);
    expect(facts(whole).slice(3, 5)).toEqual(['100', '70']);
    await readStream('createChatCompletion', chat(scripted([usage(69), { text: 'x' }], { stream: true })));
    const last = await chat();
    await conforming('createChatCompletion', last);
    expect(facts(last).slice(3, 5)).toEqual(['100', '0']);
    const error = await refused(chat(), 'daily_limit_exceeded');
    expect(error.headers.get('x-should-retry')).toBe('false');
    const wait = Number(error.headers.get('retry-after'));
    expect(Math.abs(wait - secondsToMidnight())).toBeLessThan(5);
    await answered(chat(FINE, 'bob'));
    // The official client would sleep for hours.
    const client = new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: 'alice-secret-1' });
    const asked = client.chat.completions.create({
      model: 'auto',
      messages: [{ role: 'user', content: 'x' }],
    });
    await expect(asked).rejects.toBeInstanceOf(RateLimitError);
  });

  it('of a turn that its client leaves are estimated', async () => {
    await start('alice:tokens=1000000');
    const long = 'one two three four five '.repeat(200);
    const leaving = new AbortController();
    const response = chat(scripted([{ text: long }, { hang: true }], { stream: true }), 'alice', {
      signal: leaving.signal,
    });
    await readStream('createChatCompletion', response, (chunk) => chunk.choices[0]?.delta.content !== '');
    leaving.abort();
    await gateway.logged(({ status }) => status === 499);
    // The prompt, which holds the text, and as much of the answer as came.
    await expect
      .poll(async () => 1_000_000 - Number((await chat({})).headers.get('x-ratelimit-remaining-tokens')))
      .toBeGreaterThan(1_000);
  });

  it('of answers that were not as asked are counted, too', async () => {
    await start('alice:tokens=1000000');
    const json_schema = { name: 'n', strict: true, schema: { type: 'object' } };
    const steps = [usage(400), { text: '{"broken' }];
    const body = scripted(steps, { response_format: { type: 'json_schema', json_schema } });
    await conformingError('createChatCompletion', chat(body), { status: 502 });
    const left = Number((await chat({})).headers.get('x-ratelimit-remaining-tokens'));
    expect(left).toBeLessThanOrEqual(1_000_000 - 400);
  });

  it('credits likewise', async () => {
    await start('alice:credits=1.5');
    const costly = scripted([{ credits: 0.8 }, { text: 'x' }]);
    await answered(chat(costly));
    await answered(chat(costly));
    const error = await refused(chat(costly), 'daily_limit_exceeded');
    expect(error.message).toContain('1.5 credits');
  });
});
