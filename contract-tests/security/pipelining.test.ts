import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Gateway, startGateway, waitUntil } from '../support/gateway.ts';
import { memoryOf } from '../support/processes.ts';

/** A client that sends this much in one piece is read in one piece, too: all of it was dispatched at once. */
const PIPELINED = 500;
const CONNECTIONS = 40;
const MOST_BYTES = 350 * 1024 * 1024;

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway({
    env: { NODE_OPTIONS: '--max-old-space-size=192', QODER_TIMEOUT_MS: '2000', QODER_WARM_PROCESSES: '0' },
    ready: false,
  });
});
afterAll(() => gateway.stop());

function open(bytes: string): Socket {
  const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1').on('error', () => undefined);
  socket.write(bytes);
  return socket;
}
const get = (target: string, headers = '') => `GET ${target} HTTP/1.1\r\nhost: x\r\n${headers}\r\n`;

describe('pipelined requests', () => {
  it('are answered whole and in order', async () => {
    const targets = Array.from({ length: 100 }, (_, index) => `/nothing/${index}`);
    const all = targets.map((target) => get(target)).join('') + get('/llms.txt', 'connection: close\r\n');
    const answers = await text(open(all));
    const told = [...answers.matchAll(/Unknown request URL: GET (\/nothing\/\d+)/g)].map(
      ([, target]) => target,
    );
    expect(told).toEqual(targets);
    expect(answers).toContain('# Qoder Gateway');
  });

  it.each(['/openapi.json', '/docs/swagger-ui-bundle.js'])(
    'whose answers nobody reads cost little, and are cut when nothing moves: %s',
    async (target) => {
      const sockets = Array.from({ length: CONNECTIONS }, () => open(get(target).repeat(PIPELINED)).pause());
      const cut = () =>
        gateway.log().filter(({ path, status }) => path === target && status === 499).length >= CONNECTIONS;
      await waitUntil(async () => {
        expect((await gateway.fetch('/healthz')).status).toBe(200);
        expect(memoryOf(gateway.pid)).toBeLessThan(MOST_BYTES);
        return cut();
      }, 'all of them to be cut');
      for (const socket of sockets) socket.destroy();
      expect(gateway.log().filter(({ path }) => path === target).length).toBeLessThan(CONNECTIONS * 50);
    },
    60_000,
  );
});
