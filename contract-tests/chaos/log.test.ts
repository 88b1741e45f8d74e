import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { CHAT, type Chaos, startChaos } from '../support/chaos.ts';
import { conforming } from '../support/contract.ts';
import { readScrape } from '../support/metrics.ts';
import { canSetLimits, limit, mountTiny } from '../support/resource-limits.ts';

const MEGABYTE = 1024 * 1024;
/** What may be held for a reader that does not read, with what a pipe holds, is far below. */
const MOST_GROWTH = 60 * MEGABYTE;
const RECOVERY = { timeout: 15_000, interval: 50 };

let chaos: Chaos | undefined;
let cleanUp: () => void = () => undefined;
afterEach(() => {
  chaos?.abandon();
  chaos = undefined;
  cleanUp();
  cleanUp = () => undefined;
});

const readiness = async (server: Chaos) => {
  const body = await conforming('getReadiness', server.send('/readyz', { method: 'GET' }));
  return { status: body.status, log: body.checks.log };
};
const dropped = async (server: Chaos): Promise<number> => {
  const headers = { authorization: `Bearer ${server.gateway.key}` };
  const scrape = await server.send('/metrics', { method: 'GET', headers });
  return readScrape(await scrape.text()).sum('qoder_log_lines_dropped_total');
};
/** Some lines of the log. */
const chatter = async (server: Chaos, times: number): Promise<void> => {
  const headers = { authorization: `Bearer ${server.gateway.key}`, 'user-agent': 'x'.repeat(200) };
  for (let count = 0; count < times; count += 1) {
    const answer = await server.send(`/v1/models/${'m'.repeat(2_000)}`, { method: 'GET', headers });
    await answer.arrayBuffer();
  }
};

async function writesAgain(server: Chaos): Promise<void> {
  await expect.poll(async () => (await readiness(server)).log.ok, RECOVERY).toBe(true);
  await server.logged({ msg: 'lines of the log were lost' });
  server.mark();
  await server.serves();
  await server.logged({ msg: 'request', path: CHAT, status: 200 });
  await server.settles();
  await server.stop();
}

it('a log whose pipe is closed costs lines, and nobody his answer', async () => {
  chaos = await startChaos();
  const server = chaos;
  expect(await readiness(server)).toEqual({
    status: 'ready',
    log: { ok: true, detail: 'The log is written.' },
  });
  server.gateway.logReader.close();
  await server.serves();
  await expect.poll(() => readiness(server), RECOVERY).toMatchObject({ status: 'ready', log: { ok: false } });
  expect((await readiness(server)).log.detail).toContain('EPIPE');
  expect(await dropped(server)).toBeGreaterThan(0);
  await server.serves();
  await server.settles();
  await server.stop();
});

it('a log whose pipe nobody reads holds nothing up, and goes on where it is read again', async () => {
  chaos = await startChaos();
  const server = chaos;
  server.gateway.logReader.stop();
  const before = server.peakMemoryBytes();
  // Some three megabytes: more than pipe, reader and server may hold.
  await chatter(server, 1_200);
  await server.serves();
  expect((await readiness(server)).log).toMatchObject({ ok: false, detail: /too slow/ });
  const lost = await dropped(server);
  expect(lost).toBeGreaterThan(0);
  expect(server.peakMemoryBytes() - before).toBeLessThan(MOST_GROWTH);
  server.gateway.logReader.resume();
  await writesAgain(server);
});

describe('a log on a disk', () => {
  const fileIn = (folder: string): string => path.join(folder, 'log');

  async function loses(server: Chaos, code: string): Promise<void> {
    await server.serves();
    await expect.poll(async () => (await readiness(server)).log.ok, RECOVERY).toBe(false);
    expect(await readiness(server)).toMatchObject({ status: 'ready' });
    expect((await readiness(server)).log.detail).toContain(code);
    expect(await dropped(server)).toBeGreaterThan(0);
    await server.serves();
  }

  it.skipIf(!canSetLimits)('that takes no larger file costs lines, and is written again', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'chaos-log-'));
    cleanUp = () => rmSync(folder, { recursive: true });
    chaos = await startChaos({ logFile: fileIn(folder) });
    const lift = limit(chaos.gateway.pid, 'fsize', 1);
    await loses(chaos, 'EFBIG');
    lift();
    await writesAgain(chaos);
  });

  const disk = mountTiny('size=512k');
  it.skipIf(disk === undefined)('that is full costs lines, and is written again', async () => {
    if (disk === undefined) return;
    cleanUp = disk.unmount;
    chaos = await startChaos({ logFile: fileIn(disk.folder) });
    const ballast = path.join(disk.folder, 'ballast');
    try {
      writeFileSync(ballast, Buffer.alloc(MEGABYTE, 1));
    } catch (error) {
      expect((error as NodeJS.ErrnoException).code).toBe('ENOSPC');
    }
    // What is left of the page that the log ends in is taken first.
    await chatter(chaos, 4);
    await loses(chaos, 'ENOSPC');
    rmSync(ballast);
    await writesAgain(chaos);
  });
});
