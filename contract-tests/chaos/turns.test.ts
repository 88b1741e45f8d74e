import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Chaos, startChaos } from '../support/chaos.ts';
import { conforming, conformingError } from '../support/contract.ts';
import { readStream } from '../support/event-stream.ts';
import { type Step, scripted } from '../support/script.ts';

let chaos: Chaos;
beforeAll(async () => {
  chaos = await startChaos();
});
afterAll(() => chaos.stop());
beforeEach(() => chaos.mark());
afterEach(async () => {
  await chaos.serves();
  await chaos.settles();
});

/** Deaf to SIGTERM, with a child that holds the output. */
const stubborn: readonly Step[] = [{ ignoreSigterm: true }, { fork: { seconds: 60 } }];
const escaping: Step = { fork: { seconds: 2, detached: true } };

const FAULTS: readonly {
  readonly name: string;
  readonly steps: readonly Step[];
  readonly status: number;
  readonly code: string;
  readonly log: Readonly<Record<string, unknown>>;
}[] = [
  {
    name: 'dies',
    steps: [{ exit: 3 }],
    status: 502,
    code: 'qodercli_failed',
    log: { failure: 'unavailable', reason: /exited with code 3/ },
  },
  {
    name: 'dies and leaves a grandchild that holds its output',
    steps: [...stubborn, { exit: 3 }],
    status: 502,
    code: 'qodercli_failed',
    log: { failure: 'unavailable', reason: /exited with code 3/ },
  },
  {
    name: 'dies and leaves a grandchild outside of its group that holds its output',
    steps: [escaping, { exit: 3 }],
    status: 502,
    code: 'qodercli_failed',
    log: { failure: 'unavailable', reason: /exited with code 3/ },
  },
  {
    name: 'dies in the middle of a line',
    steps: [{ halfLine: true }],
    status: 502,
    code: 'qodercli_failed',
    log: { failure: 'unavailable', reason: /exited with code 0/ },
  },
  {
    name: 'hangs, deaf to SIGTERM, with a grandchild',
    steps: [...stubborn, { hang: true }],
    status: 504,
    code: 'timeout',
    log: { failure: 'unresponsive', reason: /said nothing for 3000 ms/ },
  },
  {
    name: 'is stopped',
    steps: [{ signal: 'SIGSTOP' }],
    status: 504,
    code: 'timeout',
    log: { failure: 'unresponsive' },
  },
  {
    name: 'finds its token expired',
    steps: [{ error: 'authentication_failed', message: 'Not logged in · Please run /login' }],
    status: 403,
    code: 'qoder_auth_failed',
    log: { failure: 'not_logged_in' },
  },
  {
    name: 'meets the rate limit',
    steps: [{ error: 'rate_limit' }],
    status: 429,
    code: 'rate_limit_exceeded',
    log: { failure: 'rate_limited' },
  },
  {
    name: 'has spent its quota',
    steps: [{ error: 'billing_error' }],
    status: 429,
    code: 'insufficient_quota',
    log: { failure: 'quota_exceeded' },
  },
];

describe.each(FAULTS)('a CLI that $name', ({ steps, status, code, log }) => {
  it('before it says anything', async () => {
    await conformingError('createChatCompletion', chaos.ask(scripted(steps)), { status, code });
    await chaos.logged({ msg: 'request', status, ...log });
  });

  it('in the middle of a stream', async () => {
    const request = scripted([{ text: 'so far' }, { sleep: 100 }, ...steps], { stream: true });
    const { text, error, done } = await readStream('createChatCompletion', chaos.ask(request));
    expect({ text, code: error?.code, done }).toEqual({ text: 'so far', code, done: false });
    await chaos.logged({ msg: 'request', ...log });
  });
});

const NOISE: readonly (readonly [name: string, steps: readonly Step[], text: string])[] = [
  ['prints garbage', [{ raw: 'nonsense' }, { raw: '[1]' }, { raw: 'null' }, { text: 'heard' }], 'heard'],
  ['prints truncated JSON', [{ raw: '{"type":"stream_event","event":{' }, { text: 'heard' }], 'heard'],
  ['prints bytes that are no UTF-8', [{ bytes: '//79/MCAgAr/Cg==' }, { text: 'heard' }], 'heard'],
  ['breaks the characters of its text', [{ brokenUtf8: 'h\u00e9ard \u{1f600}' }], 'h\ufffdard \ufffd'],
  ['leaves a grandchild that holds its output', [...stubborn, { text: 'heard' }], 'heard'],
  ['leaves one outside of its group as well', [escaping, { text: 'heard' }], 'heard'],
];

describe.each(NOISE)('a CLI that %s', (_, steps, text) => {
  it('is heard all the same', async () => {
    const body = await conforming('createChatCompletion', chaos.ask(scripted(steps)));
    expect(body.choices[0].message.content).toBe(text);
    const request = scripted([{ text: 'so far ' }, { sleep: 100 }, ...steps], { stream: true });
    const record = await readStream('createChatCompletion', chaos.ask(request));
    expect([record.text, record.done]).toEqual([`so far ${text}`, true]);
  });
});
