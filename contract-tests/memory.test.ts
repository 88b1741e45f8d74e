import { expect, it } from 'vitest';
import { conforming, conformingError } from './support/contract.ts';
import { requestLogOf, signIn } from './support/dashboard.ts';
import { startGateway } from './support/gateway.ts';
import { memoryOf } from './support/processes.ts';
import { scripted } from './support/script.ts';

const CHAT = '/v1/chat/completions';
const MEGABYTE = 1024 * 1024;
const BODY_BYTES = 300_000;
const ROUNDS = 6;
const REQUESTS_PER_ROUND = 400;
const AT_ONCE = 8;
/** Of the server itself; what it was sent is more than twice that, and would be kept without limits. */
const MOST_BYTES = 320 * MEGABYTE;

it('thousands of large requests leave the server as large as the log may be', async () => {
  const gateway = await startGateway({ env: { LOG_MAX_ENTRIES: '200', LOG_BODY_MAX_BYTES: '8192' } });
  // Refused by the contract, and taken down all the same: no turn, so that it is the log alone that is watched.
  const wrong = { model: 'auto', messages: [{ role: 'nobody', content: 'x'.repeat(BODY_BYTES) }] };
  const body = JSON.stringify(wrong);
  const send = async (): Promise<void> => {
    for (let n = 0; n < REQUESTS_PER_ROUND / AT_ONCE; n += 1) {
      await (await gateway.post(CHAT, body)).arrayBuffer();
    }
  };
  const seen: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await Promise.all(Array.from({ length: AT_ONCE }, send));
    seen.push(memoryOf(gateway.pid));
  }
  expect(Math.max(...seen), seen.join()).toBeLessThan(MOST_BYTES);
  await conformingError('createChatCompletion', gateway.post(CHAT, body), { status: 400 });
  const operator = await signIn(gateway);
  expect((await requestLogOf(() => operator).list()).length).toBeLessThanOrEqual(200);
  await conforming('createChatCompletion', gateway.post(CHAT, scripted([{ text: 'fine' }])));
  await gateway.stop();
}, 120_000);
