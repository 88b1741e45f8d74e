import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { type Chaos, good, startChaos } from '../support/chaos.ts';
import { conformingError } from '../support/contract.ts';
import { mountTiny } from '../support/resource-limits.ts';
import { scripted } from '../support/script.ts';

const disk = mountTiny('size=256k,nr_inodes=64');
let chaos: Chaos | undefined;
afterAll(() => {
  chaos?.abandon();
  disk?.unmount();
});

/** Takes all that is left but a few entries, so that a process' folders can be begun and not completed. */
function fill(folder: string, spare: number): void {
  mkdirSync(folder);
  for (let count = 0; ; count += 1) {
    try {
      mkdirSync(path.join(folder, String(count)));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      for (let freed = 1; freed <= spare; freed += 1)
        rmSync(path.join(folder, String(count - freed)), { recursive: true });
      return;
    }
  }
}

it.skipIf(disk === undefined).each([
  ['full', 0],
  ['nearly full', 2],
])('a disk that is %s is told, leaves nothing half made, and passes', async (_, spare) => {
  chaos = await startChaos({
    temporary: path.join(disk?.folder ?? '', 'tmp'),
    env: { QODER_TIMEOUT_MS: '60000' },
  });
  const ballast = path.join(disk?.folder ?? '', 'ballast');
  fill(ballast, spare);
  chaos.mark();
  // It takes the warm process and keeps its folders; there is no room for those of the next.
  const leaving = new AbortController();
  const held = chaos.ask(scripted([{ text: 'held' }, { hang: true }], { stream: true }), leaving.signal);
  await held;
  const refused = { status: 502, code: 'qodercli_failed' };
  const { message, headers } = await conformingError('createChatCompletion', chaos.ask(good()), refused);
  expect(message).toBe('qodercli could not be started: the server has run out of disk space.');
  expect(headers.get('retry-after')).toBe('1');
  const line = await chaos.logged({ msg: 'qodercli did not boot', kind: 'unavailable', nextBootInMs: 1_000 });
  expect(JSON.stringify(line['cause'])).toContain('ENOSPC');
  await chaos.logged({ msg: 'request', status: 502, failure: 'unavailable' });
  const [workspace = ''] = readdirSync(chaos.temporary);
  const halves = () =>
    readdirSync(path.join(chaos?.temporary ?? '', workspace), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .filter(({ parentPath, name }) => readdirSync(path.join(parentPath, name)).length < 4);
  await expect.poll(halves).toEqual([]);
  rmSync(ballast, { recursive: true });
  // At once: what was said of the full disk is true no more.
  await chaos.serves();
  leaving.abort();
  await expect.poll(async () => (await chaos?.send('/readyz', { method: 'GET' }))?.status).toBe(200);
  await chaos.settles();
  await chaos.stop();
});
