import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Executable, inheritedEnvironment } from '../command.ts';
import { spawnChild } from '../spawn.ts';

/** It takes half a second of CPU. */
const LIMIT_MS = 15_000;
const MAX_OUTPUT_BYTES = 4_096;
/** What it wrote may still be on its way when it is gone. */
const PIPE_GRACE_MS = 500;
const VERSION = /^v?(\d{1,5}\.\d{1,5}\.\d{1,5})$/;

/** What `--version` told, or in a few words why nothing is known. */
export type ProbedVersion = { readonly version: string } | { readonly problem: string };

/**
 * Asks a program for its version: without a login, in an empty folder of its own, with the environment that a qodercli gets
 * anyway, bounded in time and output. Never rejects; its whole process group is dead when it resolves.
 */
export async function probeVersion(
  { file, args }: Executable,
  ownEnvironment: Readonly<Record<string, string | undefined>>,
  limitMs = LIMIT_MS,
): Promise<ProbedVersion> {
  let folder: string | undefined;
  try {
    folder = await mkdtemp(path.join(tmpdir(), 'qodercli-version-'));
    const env = { ...inheritedEnvironment(ownEnvironment), HOME: folder, TMPDIR: folder };
    return await run(file, [...args, '--version'], { cwd: folder, env }, limitMs);
  } catch (error) {
    return { problem: `it could not be started (${codeOf(error)})` };
  } finally {
    // What an orphan of it still writes is not worth a failure.
    if (folder !== undefined) await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

function run(
  file: string,
  args: readonly string[],
  where: { readonly cwd: string; readonly env: Record<string, string> },
  limitMs: number,
): Promise<ProbedVersion> {
  return new Promise((resolve) => {
    const child = spawnChild(file, args, { ...where, stdio: ['ignore', 'pipe', 'ignore'], detached: true });
    let output = Buffer.alloc(0);
    let isOver = false;
    const finish = (outcome: ProbedVersion): void => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      killGroup(child.pid);
      child.stdout?.destroy();
      resolve(outcome);
    };
    const timer = setTimeout(
      () => finish({ problem: `it did not tell its version within ${limitMs} ms` }),
      limitMs,
    );
    child.stdout?.on('data', (chunk: Buffer) => {
      output = Buffer.concat([output, chunk]);
      if (output.length > MAX_OUTPUT_BYTES) finish({ problem: 'it printed something else than a version' });
    });
    child.stdout?.on('error', () => undefined);
    child.once('error', (error) => finish({ problem: `it could not be started (${codeOf(error)})` }));
    const read = (code: number | null): void => finish(versionIn(output.toString('utf8'), code));
    child.once('close', read);
    // Something that it left behind may hold its pipe open, and 'close' would wait for that.
    child.once('exit', (code) => setTimeout(read, PIPE_GRACE_MS, code).unref());
  });
}

function versionIn(output: string, code: number | null): ProbedVersion {
  const version = VERSION.exec(output.trim())?.[1];
  if (code === 0 && version !== undefined) return { version };
  if (code !== 0)
    return { problem: `it did not tell its version (exit code ${code ?? 'none, it was killed'})` };
  return { problem: 'it printed something else than a version' };
}

function killGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // Nothing of it is left.
  }
}

function codeOf(error: unknown): string {
  return String((error as NodeJS.ErrnoException).code ?? error);
}
