import { once } from 'node:events';
import net from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { CHAT, type Chaos, startChaos } from '../support/chaos.ts';
import { waitUntil } from '../support/gateway.ts';
import { scripted } from '../support/script.ts';

const MEGABYTE = 1024 * 1024;
/** Far more than the buffers of two sockets hold. */
const ANSWER_BYTES = 40 * MEGABYTE;
const PIECE_BYTES = 16 * 1024;
/** The part of an answer that waits for its client is bounded, whatever the answer's length. */
const MOST_BUFFERED_BYTES = 100 * MEGABYTE;

let chaos: Chaos;
beforeAll(async () => {
  // It is the limit for a client that does not read, too.
  chaos = await startChaos({ env: { QODER_TIMEOUT_MS: '6000' } });
});
afterAll(() => chaos.stop());
beforeEach(() => chaos.mark());
afterEach(async () => {
  await chaos.serves();
  await chaos.settles();
});

const long = scripted([{ repeat: { text: 'x'.repeat(PIECE_BYTES), times: ANSWER_BYTES / PIECE_BYTES } }], {
  stream: true,
});

/** A client that does all by hand. */
async function connect(): Promise<net.Socket> {
  const socket = net.connect(Number(new URL(chaos.gateway.url).port), '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

function head(length: number): string {
  const fields = [`host: x`, `authorization: Bearer ${chaos.gateway.key}`, 'content-type: application/json'];
  return `POST ${CHAT} HTTP/1.1\r\n${fields.join('\r\n')}\r\ncontent-length: ${length}\r\n\r\n`;
}

it('a client that never reads holds up its own turn, which ends when nothing moves for too long', async () => {
  const before = chaos.peakMemoryBytes();
  const socket = await connect();
  socket.pause();
  const body = JSON.stringify(long);
  socket.write(head(Buffer.byteLength(body)) + body);
  // Others are served meanwhile.
  await chaos.serves();
  await chaos.logged({ msg: 'request', status: 499, stream: true }, 25_000);
  await waitUntil(async () => (await chaos.pool()).busy === 0, 'the turn to end');
  expect(chaos.peakMemoryBytes()).toBeLessThan(before + MOST_BUFFERED_BYTES);
  socket.destroy();
});

it('a client that reads 1 kB a second gets what it takes, and no more is held for it', async () => {
  const before = chaos.peakMemoryBytes();
  const socket = await connect();
  const body = JSON.stringify(long);
  socket.write(head(Buffer.byteLength(body)) + body);
  let received = 0;
  socket.pause();
  for (let second = 0; second < 4; second += 1) {
    await delay(1_000);
    received += (socket.read(1024) as Buffer | null)?.length ?? 0;
  }
  expect(received).toBeGreaterThan(2 * 1024);
  await chaos.serves();
  expect(chaos.peakMemoryBytes()).toBeLessThan(before + MOST_BUFFERED_BYTES);
  socket.destroy();
  await chaos.logged({ msg: 'request', status: 499, stream: true });
});

it('a client that vanishes while it sends its body leaves nothing', async () => {
  const socket = await connect();
  socket.write(`${head(1_000)}{"model"`);
  await delay(100);
  socket.resetAndDestroy();
  await chaos.logged({ msg: 'request', path: CHAT });
});
