import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { descendantsOf, killBearers, killBearersSync } from './descendants.ts';

const FOLDER = `/nowhere/descendants-test-${process.pid}`;
const { PATH } = process.env;

const started: ChildProcess[] = [];
const pids: number[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
  for (const pid of pids.splice(0)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // As it should be.
    }
  }
});

/** Starts a shell that prints the pids of what it has started, one a line, and then waits. */
async function shell(script: string, count: number, env: NodeJS.ProcessEnv = { PATH }) {
  const child = spawn('/bin/sh', ['-c', script], { env, stdio: ['pipe', 'pipe', 'ignore'], detached: true });
  started.push(child);
  let text = '';
  const lines = () => text.split('\n').slice(0, -1).map(Number);
  for await (const piece of child.stdout.setEncoding('utf8')) {
    text += piece;
    if (lines().length >= count) break;
  }
  pids.push(...lines());
  return { child, pid: child.pid as number, found: lines() };
}

function isAlive(pid: number | undefined): boolean {
  if (!existsSync(`/proc/${pid}/stat`)) return false;
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return !/^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2));
}

const ESCAPED = "setsid sh -c 'echo $$; exec sleep 60' >&3 & ";
/** Its parent ends at once: it is an orphan in a session of its own. */
const DAEMON = "setsid sh -c 'sleep 60 & echo $!' >&3 ; ";

describe.runIf(process.platform === 'linux')('descendants', () => {
  it('are found in whichever session, with those of their own', async () => {
    const nested = "setsid sh -c 'echo $$; sleep 60 & echo $!; wait' & ";
    const { pid, found } = await shell(`${nested} env -i /bin/sleep 60 & echo $!; wait`, 3);
    expect([...descendantsOf(pid)].sort()).toEqual([...found].sort());
    expect(descendantsOf(found[0] ?? 0).length).toBeLessThan(3);
  });

  it('are none of a process that is gone', async () => {
    const child = spawn('/bin/true');
    await once(child, 'exit');
    expect(descendantsOf(child.pid as number)).toEqual([]);
  });

  it.each([
    ['one in a session of its own', `${ESCAPED} wait`],
    ['an orphan', `${DAEMON} sleep 60`],
  ])('that have the folder in their environment are killed: %s', async (_, script) => {
    const own = await shell(`exec 3>&1; ${script}`, 1, { PATH, HOME: `${FOLDER}/1/home` });
    const longer = await shell(`exec 3>&1; ${script}`, 1, { PATH, HOME: `${FOLDER}/10/home` });
    const other = await shell(`exec 3>&1; ${script}`, 1, { PATH, WORDS: `of ${FOLDER}/1/home` });
    expect([own, longer, other].every(({ found }) => isAlive(found[0]))).toBe(true);
    await killBearers(`${FOLDER}/1`);
    await expect.poll(() => isAlive(own.found[0])).toBe(false);
    expect([longer, other].every(({ found }) => isAlive(found[0]))).toBe(true);
    killBearersSync(FOLDER);
    await expect.poll(() => isAlive(longer.found[0])).toBe(false);
    expect(isAlive(other.found[0])).toBe(true);
  });
});
