import { execFile } from 'node:child_process';
import { mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { createAuthFifo } from '../qodercli/auth-payload.ts';
import { error, type Finding, ok, warning } from './finding.ts';

const CHECK = 'temporary folder';
const MEGABYTE = 1024 * 1024;
/** What a qodercli that does nothing leaves in its folders, with room to spare. */
const LEAST_BYTES = 50 * MEGABYTE;
const MOVE = 'Set TMPDIR to a folder that allows it; in a container mount a tmpfs there.';

/**
 * Whether the temporary folder takes what each qodercli needs: folders, a FIFO, programs, room.
 * @param wantedBytes what all processes together may write.
 */
export async function checkTemporaryFolder(wantedBytes: number, parent = tmpdir()): Promise<Finding> {
  let folder: string;
  try {
    folder = await mkdtemp(path.join(parent, 'qoder-doctor-'));
  } catch (failure) {
    return error(CHECK, `${parent} cannot be written to (${codeOf(failure)}).`, MOVE);
  }
  try {
    return await checkInside(folder, parent, wantedBytes);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function checkInside(folder: string, parent: string, wantedBytes: number): Promise<Finding> {
  try {
    await createAuthFifo(folder);
  } catch (failure) {
    const detail = `No FIFO can be made in ${parent} (${codeOf(failure)}): no qodercli could log in.`;
    return error(
      CHECK,
      detail,
      codeOf(failure) === 'ENOENT' ? 'Install mkfifo (coreutils or busybox).' : MOVE,
    );
  }
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const room = `${parent} has ${Math.round(free / MEGABYTE)} MB left`;
  if (free < LEAST_BYTES)
    return error(CHECK, `${room}; one process needs 50.`, 'Make room, or set TMPDIR elsewhere.');
  if (!(await runsPrograms(folder))) {
    const detail = `${parent} runs no programs (it is mounted noexec); what qodercli unpacks there would fail.`;
    return warning(CHECK, detail, MOVE);
  }
  if (free < wantedBytes) {
    const detail = `${room}; QODER_MAX_PROCESSES times QODER_MAX_DISK_MB are ${Math.round(wantedBytes / MEGABYTE)}.`;
    return warning(CHECK, detail, 'Make room, or lower QODER_MAX_DISK_MB.');
  }
  return ok(CHECK, `${room}.`);
}

async function runsPrograms(folder: string): Promise<boolean> {
  const program = path.join(folder, 'program');
  await writeFile(program, '#!/bin/sh\nexit 0\n', { mode: 0o700 });
  return promisify(execFile)(program).then(
    () => true,
    (failure: unknown) => codeOf(failure) !== 'EACCES',
  );
}

function codeOf(failure: unknown): string {
  const { code } = failure as NodeJS.ErrnoException;
  return String(code ?? failure);
}
