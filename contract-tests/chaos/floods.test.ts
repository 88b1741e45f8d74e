import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Chaos, startChaos } from '../support/chaos.ts';
import { conforming, conformingError } from '../support/contract.ts';
import { readStream } from '../support/event-stream.ts';
import { type Step, scripted } from '../support/script.ts';

const MEGABYTE = 1024 * 1024;
/** A server at rest takes 100 MB; the longest line that is allowed, of 64 MB, is there as bytes and as text. */
const PEAK_BYTES = 450 * MEGABYTE;

let chaos: Chaos;
beforeAll(async () => {
  // A flood takes as long as this machine takes; it is no silence.
  chaos = await startChaos({ env: { QODER_TIMEOUT_MS: '30000' } });
});
afterAll(() => chaos.stop());
beforeEach(() => chaos.mark());
afterEach(async () => {
  await chaos.serves();
  await chaos.settles();
  expect(chaos.peakMemoryBytes()).toBeLessThan(PEAK_BYTES);
});

const stderr: Step = { stderr: `${'e'.repeat(999)}\n`, times: 100_000 };
const before: readonly Step[] = [{ text: 'so far ' }, { sleep: 100 }];

it.each([
  ['100 MB on stderr', stderr],
  ['100 MB on stderr without the end of a line', { stderr: 'e', times: 100 * MEGABYTE }],
  ['a line of 50 MB that says nothing', { longLine: 50 * MEGABYTE }],
])('%s and the answer is heard', async (_, step) => {
  const body = await conforming('createChatCompletion', chaos.ask(scripted([step, { text: 'heard' }])));
  expect(body.choices[0].message.content).toBe('heard');
  const request = scripted([...before, step, { text: 'heard' }], { stream: true });
  const record = await readStream('createChatCompletion', chaos.ask(request));
  expect([record.text, record.done]).toEqual(['so far heard', true]);
});

it.each([
  ['100 MB on stderr and a death', [stderr, { exit: 3 }], /exited with code 3/],
  ['a line of 100 MB', [{ longLine: 100 * MEGABYTE }], /a line exceeds 67108864 bytes/],
])('%s is an error', async (_, steps, reason) => {
  const code = 'qodercli_failed';
  await conformingError('createChatCompletion', chaos.ask(scripted(steps)), { status: 502, code });
  await chaos.logged({ msg: 'request', status: 502, failure: 'unavailable', reason });
  const request = scripted([...before, ...steps], { stream: true });
  const record = await readStream('createChatCompletion', chaos.ask(request));
  expect([record.text, record.error?.code, record.done]).toEqual(['so far ', code, false]);
});

it('a flood on stderr is not a flood of the log', async () => {
  await conforming('createChatCompletion', chaos.ask(scripted([stderr, { text: 'heard' }])));
  await chaos.logged({ msg: 'request', status: 200 });
  const lines = chaos.gateway.log().filter(({ msg }) => msg === 'qodercli wrote to stderr');
  expect(lines.filter(({ pid }) => pid === lines.at(-1)?.['pid']).length).toBe(50);
});
