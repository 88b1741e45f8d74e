import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Chaos, startChaos } from '../support/chaos.ts';
import { conforming } from '../support/contract.ts';
import { cookieOf, SESSION } from '../support/dashboard.ts';
import { readStream } from '../support/event-stream.ts';
import { PASSWORD } from '../support/gateway.ts';
import { createRecording } from '../support/recording.ts';
import { simulate } from '../support/script.ts';

const DAYS_MS = 3 * 24 * 3_600_000;

const recording = createRecording();
let chaos: Chaos;
beforeAll(async () => {
  chaos = await startChaos({
    env: {
      ...recording.env,
      QODER_PARKED_SESSIONS: '1',
      QODER_CHILD_ENV: 'QODER_SIMULATOR_SCRIPT,QODER_SIMULATOR_DELAY_MS,QODER_SIMULATOR_RECORD',
    },
  });
});
afterAll(async () => {
  await chaos.stop();
  recording.remove();
});
beforeEach(() => chaos.mark());
afterEach(async () => {
  await chaos.serves();
  await chaos.settles();
});

/** How often the account's models were asked for. */
const catalogueRequests = (): number =>
  recording
    .processes()
    .flatMap(({ stdin }) => stdin)
    .filter((line) => line.includes('"get_models"')).length;

const TURN = { role: 'user', content: simulate({ text: 'fine' }) };

it.each([
  ['forward', DAYS_MS],
  ['back again', -DAYS_MS],
  ['further back', -DAYS_MS],
])('days %s end no turn, no parked session and no waiting process', async (_, shiftMs) => {
  await conforming('createChatCompletion', chaos.ask({ model: 'auto', messages: [TURN] }));
  await expect
    .poll(chaos.pool, { timeout: 10_000 })
    .toMatchObject({ booting: 0, warm: 1, busy: 0, parked: 1 });
  await expect.poll(() => chaos.clis().length).toBe(2);
  const [before, asked] = [chaos.clis(), catalogueRequests()];
  await chaos.shiftClock(shiftMs);
  const next = { role: 'user', content: simulate({ text: 'a' }, { sleep: 600 }, { text: 'b' }) };
  const answer = { role: 'assistant', content: 'fine' };
  const request = { model: 'auto', messages: [TURN, answer, next], stream: true };
  const record = await readStream('createChatCompletion', chaos.ask(request), () => {
    // Once more, in the middle of it, and back: nobody looks in between but the timers.
    void chaos.shiftClock(shiftMs).then(() => chaos.shiftClock(-shiftMs));
    return false;
  });
  expect([record.text, record.done]).toEqual(['ab', true]);
  const line = await chaos.logged({ msg: 'request', status: 200, stream: true });
  expect(line).toMatchObject({ continued: true });
  expect(Number(line['durationMs'])).toBeGreaterThanOrEqual(600);
  expect(Number(line['durationMs'])).toBeLessThan(20_000);
  expect(before.every((pid) => chaos.clis().includes(pid))).toBe(true);
  expect(catalogueRequests()).toBe(asked);
});

it('a session of the dashboard lasts as long as it says, whatever the clock', async () => {
  const cookie = cookieOf(await chaos.send(SESSION, { method: 'POST', body: { password: PASSWORD } }));
  const isOpen = async () => {
    const response = await chaos.send(SESSION, { method: 'GET', headers: { cookie } });
    await response.text();
    return response.status === 200;
  };
  expect(await isOpen()).toBe(true);
  await chaos.shiftClock(DAYS_MS);
  expect(await isOpen()).toBe(true);
  await chaos.shiftClock(-DAYS_MS);
  expect(await isOpen()).toBe(true);
});

it.each([
  [
    'keys',
    (secret: string) =>
      chaos.send('/v1/models', { method: 'GET', headers: { authorization: `Bearer ${secret}` } }),
  ],
  ['passwords', (secret: string) => chaos.send(SESSION, { method: 'POST', body: { password: secret } })],
] as const)('who guesses %s waits as long as before, whatever the clock', async (_, present) => {
  const guess = async (secret: string) => {
    const response = await present(secret);
    await response.text();
    return { status: response.status, seconds: Number(response.headers.get('retry-after')) };
  };
  // Until a wait outlasts the steps below, on a slow machine too.
  for (let count = 0, wait = 0; wait < 8; count += 1) {
    await delay(wait * 1_000);
    await guess(`guess ${count}`);
    wait = (await guess(`another ${count}`)).seconds;
  }
  for (const shiftMs of [DAYS_MS, -DAYS_MS, -DAYS_MS, DAYS_MS]) {
    await chaos.shiftClock(shiftMs);
    const { status, seconds } = await guess('at another time');
    expect(status).toBe(429);
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(16);
  }
});
