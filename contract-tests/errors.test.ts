import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { conforming, conformingError } from './support/contract.ts';
import { readStream } from './support/event-stream.ts';
import { type Gateway, SIMULATOR, startGateway } from './support/gateway.ts';
import { type Step, scripted } from './support/script.ts';

const CHAT = '/v1/chat/completions';
const GOOD = scripted([{ text: 'fine' }]);

const KINDS: readonly (readonly [step: Step, status: number, code: string | null])[] = [
  [{ error: 'authentication_failed', message: 'Not logged in' }, 403, 'qoder_auth_failed'],
  [{ error: 'billing_error', message: 'no credits' }, 429, 'insufficient_quota'],
  [{ error: 'rate_limit', message: 'slow down' }, 429, 'rate_limit_exceeded'],
  [{ error: 'invalid_request', message: 'bad parameter' }, 400, null],
  [
    { error: 'invalid_request', message: 'prompt is too long: 300000 tokens' },
    400,
    'context_length_exceeded',
  ],
  [{ error: 'server_error', message: 'overloaded' }, 502, 'qodercli_failed'],
  [{ error: 'unknown', message: 'odd' }, 502, 'qodercli_failed'],
  [
    { resultError: { subtype: 'error_during_execution', errors: ['API Error: boom'] } },
    502,
    'qodercli_failed',
  ],
  [{ exit: 3 }, 502, 'qodercli_failed'],
  [{ signal: 'SIGKILL' }, 502, 'qodercli_failed'],
  [{ halfLine: true }, 502, 'qodercli_failed'],
];

describe('a turn that fails', () => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await startGateway({ env: { QODER_TIMEOUT_MS: '1500' } });
  });
  afterAll(() => gateway.stop());
  // The next good request succeeds, whatever came before it.
  afterEach(async () => {
    const body = await conforming('createChatCompletion', gateway.post(CHAT, GOOD));
    expect(body.choices[0].message.content).toBe('fine');
  });

  it.each(KINDS)('%j is a %i, and its line of the log says why', async (step, status, code) => {
    const response = await gateway.post(CHAT, scripted([step]));
    const id = response.headers.get('x-request-id');
    const { message } = await conformingError('createChatCompletion', response, { status, code });
    const line = await gateway.logged(({ requestId, msg }) => requestId === id && msg === 'request');
    expect(line).toMatchObject({ status, error: message, failure: expect.stringMatching(/\w/) });
    expect(line.code ?? null).toBe(code);
  });

  it.each(KINDS)('%j has its true status before a stream begins: %i', async (step, status, code) => {
    const response = gateway.post(CHAT, scripted([step], { stream: true }));
    await conformingError('createChatCompletion', response, { status, code });
  });

  it.each(KINDS)('%j in the middle of a stream is an error frame, and no [DONE]', async (step, _, code) => {
    const steps = [{ text: 'so far' }, { sleep: 100 }, step];
    const record = await readStream(
      'createChatCompletion',
      gateway.post(CHAT, scripted(steps, { stream: true })),
    );
    expect(record.text).toBe('so far');
    expect(record.error.code).toBe(code);
    expect(record.done).toBe(false);
    expect(record.finishReason).toBeNull();
  });

  it.each(KINDS)('%j in the middle of a whole answer is no half answer', async (step, status, code) => {
    const response = gateway.post(CHAT, scripted([{ text: 'so far' }, step]));
    await conformingError('createChatCompletion', response, { status, code });
  });

  it('never takes the complaint for the answer', async () => {
    const error = await conformingError(
      'createChatCompletion',
      gateway.post(CHAT, scripted([KINDS[0]?.[0] ?? {}])),
      { status: 403 },
    );
    expect(error.message).toContain('Your API key for this server is fine');
    expect(error.headers.get('x-should-retry')).toBe('false');
  });

  it('says when to come back after a rate limit, and not to after a quota', async () => {
    const retry = {
      retry: { attempt: 1, max_retries: 1, retry_delay_ms: 7_000, error_status: 429, error: 'rate_limit' },
    };
    const limited = await gateway.post(
      CHAT,
      scripted([retry, { error: 'rate_limit', message: 'slow down' }]),
    );
    expect(limited.headers.get('retry-after')).toBe('7');
    expect(limited.headers.get('x-should-retry')).toBeNull();
    const spent = await gateway.post(CHAT, scripted([{ error: 'billing_error', message: 'no credits' }]));
    expect(spent.headers.get('x-should-retry')).toBe('false');
  });

  it.each([
    ['at once', []],
    ['after some text', [{ text: 'so far' }]],
  ])('that hangs %s is a 504', async (_, before) => {
    const hang = scripted([...before, { hang: true }]);
    await conformingError('createChatCompletion', gateway.post(CHAT, hang), { status: 504, code: 'timeout' });
    await conformingError(
      'createCompletion',
      gateway.post('/v1/completions', { model: 'auto', prompt: hang.messages[0]?.content }),
      { status: 504 },
    );
  });

  it('is not cut while it flows, however long it takes', async () => {
    const steps = [1, 2, 3, 4].flatMap((part) => [{ text: `${part} ` }, { sleep: 700 }]);
    const body = await conforming('createChatCompletion', gateway.post(CHAT, scripted(steps)));
    expect(body.choices[0].message.content).toBe('1 2 3 4 ');
  });

  it('whose text is withdrawn starts again in a whole answer, and fails in a stream', async () => {
    const retry = {
      retry: { attempt: 1, max_retries: 3, retry_delay_ms: 10, error_status: 500, error: 'server_error' },
    };
    const steps = [{ text: 'first try' }, { sleep: 100 }, retry, { message: true }, { text: 'second try' }];
    const body = await conforming('createChatCompletion', gateway.post(CHAT, scripted(steps)));
    expect(body.choices[0].message.content).toBe('second try');
    const record = await readStream(
      'createChatCompletion',
      gateway.post(CHAT, scripted(steps, { stream: true })),
    );
    expect(record.error.code).toBe('qodercli_failed');
    expect(record.done).toBe(false);
  });

  it('is explained in the log', async () => {
    const response = await gateway.post(CHAT, scripted([{ exit: 3 }]));
    const line = await gateway.logged(({ requestId }) => requestId === response.headers.get('x-request-id'));
    expect(line).toMatchObject({
      status: 502,
      failure: 'unavailable',
      reason: expect.stringContaining('code 3'),
    });
  });
});

describe('a full server', () => {
  it('answers 429 beyond its queue, 429 when the wait is too long, and goes on', async () => {
    const env = { QODER_MAX_CONCURRENCY: '1', QODER_QUEUE_SIZE: '1', QODER_QUEUE_TIMEOUT_MS: '700' };
    const gateway = await startGateway({ env });
    const slow = gateway.post(CHAT, scripted([{ sleep: 2_000 }, { text: 'slow' }]));
    const pool = async () => (await conforming('getReadiness', gateway.fetch('/readyz'))).pool;
    await expect.poll(async () => (await pool()).busy).toBe(1);
    const queued = gateway.post(CHAT, GOOD);
    await expect.poll(async () => (await pool()).queued).toBe(1);
    const refused = await conformingError('createChatCompletion', gateway.post(CHAT, GOOD), {
      status: 429,
      code: 'server_busy',
    });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    await conformingError('createChatCompletion', queued, { status: 429, code: 'server_busy' });
    expect((await conforming('createChatCompletion', slow)).choices[0].message.content).toBe('slow');
    await conforming('createChatCompletion', gateway.post(CHAT, GOOD));
    await gateway.stop();
  });
});

describe('a CLI that does not start', () => {
  const failing = (env: Record<string, string>) => startGateway({ env, ready: false });
  const boot = (fields: object) => ({ QODER_SIMULATOR_SCRIPT: JSON.stringify({ boot: fields }) });

  it.each([
    [
      'is missing',
      { QODER_BACKEND: 'qodercli', QODER_CLI_PATH: '/nowhere/qodercli' },
      502,
      'qodercli_failed',
    ],
    [
      'is not executable',
      { QODER_BACKEND: 'qodercli', QODER_CLI_PATH: '/etc/hostname' },
      502,
      'qodercli_failed',
    ],
    ['dies at boot', boot({ exit: 1, stderr: 'Segmentation fault' }), 502, 'qodercli_failed'],
    [
      'has no login',
      boot({ terminalReason: 'auth_required', errors: ['No qodercli login found.'] }),
      403,
      'qoder_auth_failed',
    ],
    ['cannot reach Qoder', { QODER_SIMULATOR_SCRIPT: '{"network":"none"}' }, 403, 'qoder_auth_failed'],
    [
      'refuses to initialize',
      { QODER_SIMULATOR_SCRIPT: '{"initialize":{"error":{"message":"no","code":"x"}}}' },
      502,
      'qodercli_failed',
    ],
    [
      'has no catalogue',
      {
        QODER_SIMULATOR_SCRIPT: '{"initialize":{"error":{"message":"catalog","code":"no_models_available"}}}',
      },
      502,
      'qodercli_failed',
      /list of models/,
    ],
    [
      'ends for want of a catalogue',
      {
        QODER_SIMULATOR_SCRIPT: JSON.stringify({
          initialize: { fatal: { message: 'API Error: catalog', code: 'model_catalog_unavailable' } },
        }),
      },
      502,
      'qodercli_failed',
      /list of models/,
    ],
  ])('because it %s', async (_, env, status, code, message = /./) => {
    const gateway = await failing(env);
    const first = await conformingError('createChatCompletion', gateway.post(CHAT, GOOD), { status, code });
    expect(first.message).toMatch(message);
    // Boots are held back by now, or try again: no hang in either case.
    await conformingError('createChatCompletion', gateway.post(CHAT, GOOD), { status, code });
    await gateway.stop();
  });

  it('shows a crash loop in readiness and in the log, and boots ever less often', async () => {
    const gateway = await failing(boot({ exit: 1 }));
    await gateway.logged(
      ({ msg, nextBootInMs }) => msg === 'qodercli did not boot' && nextBootInMs === 2_000,
      15_000,
    );
    const pauses = gateway
      .log()
      .filter(({ msg }) => msg === 'qodercli did not boot')
      .map((line) => line['nextBootInMs']);
    expect(pauses.slice(0, 3)).toEqual([0, 1_000, 2_000]);
    const readiness = await conforming('getReadiness', gateway.fetch('/readyz'));
    expect(readiness).toMatchObject({ status: 'not_ready', checks: { process: { ok: false } } });
    await gateway.stop();
  });

  it('only makes the first request wait when it boots slowly', async () => {
    const gateway = await failing({
      QODER_BACKEND: 'qodercli',
      QODER_CLI_PATH: SIMULATOR,
      QODER_PERSONAL_ACCESS_TOKEN: 'token-for-a-test',
      QODER_CHILD_ENV: 'QODER_SIMULATOR_BOOT_MS',
      QODER_SIMULATOR_BOOT_MS: '1200',
    });
    const startedAt = performance.now();
    await conforming('createChatCompletion', gateway.post(CHAT, GOOD));
    expect(performance.now() - startedAt).toBeGreaterThan(500);
    await gateway.stop();
  });
});
