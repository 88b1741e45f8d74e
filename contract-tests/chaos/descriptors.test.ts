import { once } from 'node:events';
import net from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Chaos, good, startChaos } from '../support/chaos.ts';
import { conformingError } from '../support/contract.ts';
import { readStream } from '../support/event-stream.ts';
import { readScrape } from '../support/metrics.ts';
import { canSetLimits, leaveDescriptors } from '../support/resource-limits.ts';
import { scripted } from '../support/script.ts';

const RECOVERY_MS = 15_000;
/** Those of the turn that runs and of the one that is refused. */
const CONNECTIONS = 2;
/** Two beats of the dashboard's gauges. */
const BEATS_MS = 5_000;

describe.skipIf(!canSetLimits)('a server without descriptors', () => {
  let chaos: Chaos;
  let giveBack = (): void => undefined;
  beforeAll(async () => {
    chaos = await startChaos({ env: { QODER_TIMEOUT_MS: '60000' } });
  });
  afterAll(() => chaos.stop());
  beforeEach(() => chaos.mark());
  afterEach(async () => {
    giveBack();
    await chaos.serves(RECOVERY_MS);
    await chaos.settles();
  });

  const open = async (): Promise<net.Socket> => {
    const socket = net.connect(Number(new URL(chaos.gateway.url).port), '127.0.0.1');
    socket.on('error', () => undefined).resume();
    await once(socket, 'connect');
    return socket;
  };

  /** Over a connection that there is already: others cannot be had. */
  const readiness = async (socket: net.Socket): Promise<string> => {
    const answer = once(socket, 'data');
    socket.write('GET /readyz HTTP/1.1\r\nhost: x\r\n\r\n');
    return String(await answer);
  };

  it('goes on with the turns that run, and takes connections again when it can', async () => {
    const request = scripted([{ text: 'so ' }, { sleep: BEATS_MS }, { text: 'far' }], { stream: true });
    const kept = await open();
    let isGone = (): void => undefined;
    const gone = new Promise<void>((resolve) => {
      isGone = resolve;
    });
    const sockets: net.Socket[] = [];
    const running = readStream('createChatCompletion', chaos.ask(request), () => {
      isGone();
      return false;
    });
    await gone;
    giveBack = leaveDescriptors(chaos.gateway.pid, 0);
    for (let count = 0; count < 20; count += 1) sockets.push(await open());
    expect(await readiness(kept)).toMatch(/^HTTP\/1\.1 (200|503) /);
    expect(await running).toMatchObject({ text: 'so far', done: true });
    expect(await readiness(kept)).toMatch(/^HTTP\/1\.1 (200|503) /);
    giveBack();
    for (const socket of [kept, ...sockets]) socket.destroy();
  });

  it.each([0, 2, 5, 9])(
    'with %i left for a process, refuses the turn with Retry-After, and serves at once when there are more',
    async (spare) => {
      const leaving = new AbortController();
      giveBack = leaveDescriptors(chaos.gateway.pid, spare + CONNECTIONS);
      // It has the warm process, so that the next turn needs another.
      const request = scripted([{ text: 'held' }, { hang: true }], { stream: true });
      const held = await chaos.ask(request, leaving.signal);
      expect(held.status).toBe(200);
      const answer = await chaos.ask(good());
      if (answer.status !== 200) {
        const refused = { status: 502, code: 'qodercli_failed' };
        const { headers } = await conformingError('createChatCompletion', Promise.resolve(answer), refused);
        expect(headers.get('retry-after')).toBe('1');
      }
      giveBack();
      await chaos.serves();
      leaving.abort();
      await held.body?.cancel().catch(() => undefined);
    },
  );

  it('skips the beats of its gauges, and serves its metrics', async () => {
    const kept = await open();
    giveBack = leaveDescriptors(chaos.gateway.pid, 0);
    kept.write(
      `GET /metrics HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${chaos.gateway.key}\r\nconnection: close\r\n\r\n`,
    );
    const text = (await kept.setEncoding('utf8').toArray()).join('');
    giveBack();
    expect(text).toMatch(/^HTTP\/1\.1 200 /);
    expect(readScrape(text.slice(text.indexOf('#'))).sum('qoder_processes', 'state="warm"')).toBe(1);
  });
});
