import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Chaos, startChaos } from '../support/chaos.ts';
import { conforming } from '../support/contract.ts';
import { waitUntil } from '../support/gateway.ts';
import { type Step, scripted } from '../support/script.ts';

/** How soon nothing of a server that was killed may be left. */
const SOON = { interval: 20 };
/** Deaf to SIGTERM, with a child that stays in the group and holds the output. */
const STUBBORN: readonly Step[] = [{ ignoreSigterm: true }, { fork: { seconds: 60 } }];
const HANG = scripted([...STUBBORN, { hang: true }]);

let chaos: Chaos;
beforeEach(async () => {
  chaos = await startChaos({ env: { QODER_PARKED_SESSIONS: '1', QODER_TIMEOUT_MS: '60000' } });
});
afterEach(() => chaos.abandon());

/** A turn that hangs; it ends with the server. */
async function hang(): Promise<void> {
  chaos.ask(HANG).catch(() => undefined);
  await waitUntil(() => chaos.processes().some((command) => command.startsWith('sleep')), 'the turn to hang');
}

async function killServer(): Promise<void> {
  const watchdog = chaos.watchdog();
  chaos.gateway.signal('SIGKILL');
  await chaos.gateway.exited;
  await expect.poll(chaos.processes, SOON).toEqual([]);
  await expect.poll(() => readdirSync('/proc').includes(String(watchdog)), SOON).toBe(false);
}

it('leaves nothing of a turn that hangs, nor of its grandchild that holds the output', async () => {
  await hang();
  expect(chaos.processes().length).toBeGreaterThanOrEqual(2);
  await killServer();
});

it('leaves nothing of a process that hangs while it boots', async () => {
  chaos.setScenario({ boot: { hang: true, ignoreSigterm: true, fork: { seconds: 60 } } });
  // It takes the warm one, and the next one boots.
  await conforming('createChatCompletion', chaos.ask(scripted([{ text: 'fine' }])));
  await waitUntil(() => chaos.processes().some((command) => command.startsWith('sleep')), 'the boot to hang');
  await killServer();
});

it('leaves nothing of a session that is parked', async () => {
  await conforming('createChatCompletion', chaos.ask(scripted([...STUBBORN, { text: 'fine' }])));
  await expect.poll(async () => (await chaos.pool())['parked']).toBe(1);
  expect(chaos.processes().some((command) => command.startsWith('sleep'))).toBe(true);
  await killServer();
});

it('leaves nothing when the watchdog was killed before and its successor had to take over', async () => {
  await hang();
  await chaos.replaceWatchdog();
  await killServer();
});

it('spares the watchdog when the whole service is asked to end, and ends it with the server', async () => {
  const watchdog = chaos.watchdog() ?? 0;
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.kill(watchdog, signal);
  await chaos.serves();
  expect(chaos.watchdog()).toBe(watchdog);
  await chaos.stop();
});

it('leaves nothing of a grandchild that has left the group, of which the watchdog was never told', async () => {
  chaos.ask(scripted([{ fork: { seconds: 60, detached: true } }, { hang: true }])).catch(() => undefined);
  await waitUntil(() => chaos.processes().some((command) => command.startsWith('sleep')), 'the turn to hang');
  await killServer();
});
