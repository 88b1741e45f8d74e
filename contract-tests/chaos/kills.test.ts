import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { CHAT, type Chaos, startChaos } from '../support/chaos.ts';
import { conforming, conformingError } from '../support/contract.ts';
import { readStream } from '../support/event-stream.ts';
import { waitUntil } from '../support/gateway.ts';
import { scripted, simulate } from '../support/script.ts';

let chaos: Chaos;
beforeAll(async () => {
  chaos = await startChaos({ env: { QODER_PARKED_SESSIONS: '1' } });
});
afterAll(() => chaos.stop());
beforeEach(() => chaos.mark());
afterEach(async () => {
  await chaos.serves();
  await chaos.settles();
});

/** The processes that are alive, the newest first: when nothing runs, the warm one and the parked one. */
function newestFirst(): readonly number[] {
  const alive = chaos.clis();
  const booted = chaos.gateway
    .log()
    .flatMap(({ msg, pid }) => (msg === 'qodercli is warm' ? Number(pid) : []));
  return booted.filter((pid) => alive.includes(pid)).reverse();
}

it('a SIGKILL from outside while it idles is told, and the next request waits for another', async () => {
  const [warm = 0] = newestFirst();
  process.kill(warm, 'SIGKILL');
  await chaos.logged({ msg: 'qodercli died while it waited', pid: warm, signal: 'SIGKILL' });
  await chaos.serves();
});

it('a SIGKILL of a parked session is not seen by the client that goes on with it', async () => {
  const [, parked = 0] = newestFirst();
  const turn = { role: 'user', content: simulate({ text: 'fine' }) };
  const answer = { role: 'assistant', content: 'fine' };
  process.kill(parked, 'SIGKILL');
  const again = {
    model: 'auto',
    messages: [turn, answer, { role: 'user', content: simulate({ text: 'more' }) }],
  };
  const body = await conforming('createChatCompletion', chaos.ask(again));
  expect(body.choices[0].message.content).toBe('more');
  await chaos.logged({ msg: 'request', path: CHAT, status: 200 });
});

it('a SIGKILL in the middle of a stream is an error frame', async () => {
  const [warm = 0] = newestFirst();
  const request = scripted([{ fork: { seconds: 60 } }, { text: 'so far' }, { hang: true }], { stream: true });
  let isKilled = false;
  const record = await readStream('createChatCompletion', chaos.ask(request), () => {
    // Chunks that were on their way may follow.
    if (!isKilled) process.kill(warm, 'SIGKILL');
    isKilled = true;
    return false;
  });
  expect([record.error?.code, record.done]).toEqual(['qodercli_failed', false]);
  await chaos.logged({ msg: 'request', failure: 'unavailable', reason: /was ended by SIGKILL/ });
});

it('a SIGKILL before the first word is a 502', async () => {
  const [warm = 0] = newestFirst();
  const response = chaos.ask(scripted([{ fork: { seconds: 60 } }, { hang: true }]));
  await waitUntil(() => chaos.processes().some((command) => command.startsWith('sleep')), 'the turn to hang');
  process.kill(warm, 'SIGKILL');
  await conformingError('createChatCompletion', response, { status: 502, code: 'qodercli_failed' });
  await chaos.logged({ msg: 'request', status: 502, reason: /was ended by SIGKILL/ });
});

it('a SIGKILL of one that boots is followed by another boot', async () => {
  const known = chaos.clis();
  chaos.setScenario({ boot: { hang: true } });
  await chaos.serves();
  const booting = () => chaos.clis().find((pid) => !known.includes(pid));
  await waitUntil(() => booting() !== undefined, 'another process to boot');
  chaos.setScenario({});
  process.kill(booting() ?? 0, 'SIGKILL');
  await chaos.logged({ msg: 'qodercli did not boot', reason: /was ended by SIGKILL/ });
});

it('a SIGKILL of all at once is survived', async () => {
  for (const pid of chaos.clis()) process.kill(pid, 'SIGKILL');
  await chaos.logged({ msg: 'qodercli died while it waited' });
});

it('a SIGKILL of the watchdog is told, and another one takes over', async () => {
  await chaos.replaceWatchdog();
});
