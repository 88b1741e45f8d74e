import { once } from 'node:events';
import net from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHAT, type Chaos, good, startChaos } from '../support/chaos.ts';
import { conformingError } from '../support/contract.ts';
import { waitUntil } from '../support/gateway.ts';

/** The limits here are those of the built server, of 30 to 90 s: all are waited for at the same time. */
const TEST_MS = 130_000;
const SILENT_CONNECTIONS = 2_000;

function portOf(chaos: Chaos): number {
  return Number(new URL(chaos.gateway.url).port);
}

async function connect(chaos: Chaos): Promise<net.Socket> {
  const socket = net.connect(portOf(chaos), '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

const servers: Chaos[] = [];
beforeAll(async () => {
  // One after the other: all at once would take longer than a start may take.
  for (let count = 0; count < 3; count += 1) servers.push(await startChaos());
}, 90_000);
afterAll(() => {
  for (const chaos of servers) chaos.abandon();
});

async function within(number: 0 | 1 | 2, test: (chaos: Chaos) => Promise<void>): Promise<void> {
  const chaos = servers[number] as Chaos;
  chaos.mark();
  await test(chaos);
  await chaos.serves(40_000);
  await chaos.settles();
  await chaos.stop();
}

describe.concurrent('the patience of the server', () => {
  it(
    'ends with a body that comes a byte a second',
    () =>
      within(0, async (chaos) => {
        const socket = await connect(chaos);
        const fields = `host: x\r\nauthorization: Bearer ${chaos.gateway.key}\r\ncontent-type: application/json`;
        socket.write(`POST ${CHAT} HTTP/1.1\r\n${fields}\r\ncontent-length: 1000\r\n\r\n`);
        const trickle = setInterval(() => socket.write(' '), 1_000);
        const text = (await socket.setEncoding('utf8').toArray()).join('');
        clearInterval(trickle);
        expect(text).toMatch(/^HTTP\/1\.1 408 /);
        expect(text).toContain('"code":"request_timeout"');
        await chaos.logged({ msg: 'request', path: CHAT, status: 408 });
      }),
    TEST_MS,
  );

  it(
    'ends with 2,000 connections that send nothing, and they keep nobody from being served',
    () =>
      within(1, async (chaos) => {
        const sockets: net.Socket[] = [];
        // Not all at once: the kernel would take some for open that the server has not accepted.
        while (sockets.length < SILENT_CONNECTIONS) {
          const some = Array.from({ length: 100 }, () => connect(chaos));
          sockets.push(...(await Promise.all(some)));
        }
        for (const socket of sockets) socket.resume();
        await chaos.serves();
        const open = () =>
          sockets.filter(({ destroyed, readableEnded }) => !destroyed && !readableEnded).length;
        expect(open()).toBe(SILENT_CONNECTIONS);
        // Node looks every 30 s for connections that have waited for 60 s.
        await waitUntil(() => open() === 0, 'hanging up', 110_000).catch(() => undefined);
        expect(open()).toBe(0);
      }),
    TEST_MS,
  );

  it(
    'ends with a CLI that hangs while it boots',
    () =>
      within(2, async (chaos) => {
        chaos.setScenario({ boot: { hang: true, ignoreSigterm: true, fork: { seconds: 120 } } });
        await chaos.serves();
        // A turn does not wait as long as a boot may take.
        await conformingError('createChatCompletion', chaos.ask(good()), { status: 504, code: 'timeout' });
        chaos.setScenario({});
        await chaos.logged(
          { msg: 'qodercli did not boot', reason: /did not become ready within 30000 ms/ },
          40_000,
        );
      }),
    TEST_MS,
  );
});
