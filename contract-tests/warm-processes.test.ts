import { afterAll, beforeAll, expect, it } from 'vitest';
import { conforming } from './support/contract.ts';
import { type Gateway, startGateway } from './support/gateway.ts';
import { scripted } from './support/script.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway({
    env: {
      QODER_WARM_PROCESSES: '1',
      QODER_WARM_PROCESSES_MAX: '3',
      QODER_MAX_PROCESSES: '8',
      QODER_MAX_CONCURRENCY: '8',
      QODER_PARKED_SESSIONS: '0',
      // Long enough for all requests of a rush to fall into the time of one boot.
      QODER_SIMULATOR_SCRIPT: JSON.stringify({ boot: { delayMs: 1_000 } }),
    },
  });
});
afterAll(() => gateway.stop());

const waiting = async () => (await conforming('getReadiness', gateway.fetch('/readyz'))).pool.warm;

it('as many processes wait after a rush as it took, up to their most', async () => {
  await expect.poll(waiting).toBe(1);
  const rush = Array.from({ length: 4 }, () =>
    conforming('createChatCompletion', gateway.post('/v1/chat/completions', scripted([{ text: 'Hi' }]))),
  );
  expect((await Promise.all(rush)).map(({ choices }) => choices[0].message.content)).toEqual(
    rush.map(() => 'Hi'),
  );
  await expect.poll(waiting, { timeout: 20_000 }).toBe(3);
});
