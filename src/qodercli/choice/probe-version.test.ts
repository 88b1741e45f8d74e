import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { probeVersion } from './probe-version.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'probe-version-test-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function program(lines: string): { file: string; args: string[] } {
  const file = path.join(folder, 'qodercli');
  writeFileSync(file, `#!/bin/sh\n${lines}\n`);
  chmodSync(file, 0o755);
  return { file, args: [] };
}
const PATH = { PATH: process.env.PATH };

it.each([
  ['1.1.76', { version: '1.1.76' }],
  ['v20.19.0', { version: '20.19.0' }],
  ['  1.1.76  ', { version: '1.1.76' }],
])('%j is a version', async (said, expected) => {
  expect(await probeVersion(program(`echo '${said}'`), PATH)).toEqual(expected);
});

it.each([
  ['garbage', 'echo hello', /something else/],
  ['nothing', 'true', /something else/],
  ['a version among other words', 'echo 1.1.76 is mine', /something else/],
  ['a version, and fails', 'echo 1.1.76; exit 3', /exit code 3/],
  ['more than can be a version', 'yes 1.1.76', /something else/],
  ['nothing, and hangs', 'sleep 600', /within 500 ms/],
  ['a version, and hangs', 'echo 1.1.76; sleep 600', /within 500 ms/],
  ['nothing on a pipe that its child holds', '(sleep 600) & exit 0', /something else/],
])('a program that says %s tells none', async (_name, lines, problem) => {
  // A busy machine may take seconds for those that do not hang.
  const limitMs = lines.startsWith('sleep 600') || lines.endsWith('; sleep 600') ? 500 : undefined;
  const said = await probeVersion(program(lines), PATH, limitMs);
  expect(said).toMatchObject({ problem: expect.stringMatching(problem) });
});

it('a program that is not there tells none', async () => {
  expect(await probeVersion({ file: '/nowhere/qodercli', args: [] }, PATH)).toMatchObject({
    problem: 'it could not be started (ENOENT)',
  });
});

it('is run in an empty folder of its own, with nothing of ours in its environment, and its group is killed', async () => {
  const seen = path.join(folder, 'seen');
  const environment = { ...PATH, LANG: 'C', PROXY_API_KEY: 'secret', QODER_PERSONAL_ACCESS_TOKEN: 'secret' };
  const said = await probeVersion(
    program(`(env; pwd; ls -A; sleep 600 >/dev/null & echo child=$!) > ${seen}; echo 1.1.76`),
    environment,
  );
  expect(said).toEqual({ version: '1.1.76' });
  const text = readFileSync(seen, 'utf8');
  expect(text).not.toContain('secret');
  expect(text).toContain('LANG=C');
  const home = /^HOME=(.*)$/m.exec(text)?.[1] ?? '';
  expect(text).toContain(`TMPDIR=${home}\n`);
  expect(text.split('\n')).toContain(home);
  expect(readdirSync(tmpdir())).not.toContain(path.basename(home));
  const child = Number(/child=(\d+)/.exec(text)?.[1]);
  await expect.poll(() => isRunning(child)).toBe(false);
});

/** A killed process may stay as a zombie until its parent, which is not ours, takes it in. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
