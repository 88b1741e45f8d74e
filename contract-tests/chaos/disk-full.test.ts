import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { type Chaos, good, startChaos } from '../support/chaos.ts';
import { conformingError } from '../support/contract.ts';
import { scripted } from '../support/script.ts';

/** A file system so small that a test can fill it; undefined where mounting is not allowed. */
function mountTiny(): string | undefined {
  const folder = mkdtempSync(path.join(tmpdir(), 'chaos-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k,nr_inodes=64', 'tmpfs', folder], {
      stdio: 'ignore',
    });
    return folder;
  } catch {
    rmSync(folder, { recursive: true });
    return undefined;
  }
}

const disk = mountTiny();
let chaos: Chaos | undefined;
afterAll(() => {
  chaos?.abandon();
  if (disk === undefined) return;
  // Lazily: what was killed may need a moment to let go.
  execFileSync('umount', ['-l', disk]);
  rmSync(disk, { recursive: true });
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
  chaos = await startChaos({ temporary: path.join(disk ?? '', 'tmp'), env: { QODER_TIMEOUT_MS: '60000' } });
  const ballast = path.join(disk ?? '', 'ballast');
  fill(ballast, spare);
  chaos.mark();
  // It takes the warm process and keeps its folders; there is no room for those of the next.
  const leaving = new AbortController();
  const held = chaos.ask(scripted([{ text: 'held' }, { hang: true }], { stream: true }), leaving.signal);
  await held;
  await conformingError('createChatCompletion', chaos.ask(good()), { status: 502, code: 'qodercli_failed' });
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
  leaving.abort();
  await chaos.serves(15_000);
  await chaos.settles();
  await chaos.stop();
});
