import { chmod } from 'node:fs';
import { lstat, readdir, rm } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';

/** The socket by which a folder's server shows that it lives. */
const SOCKET = 'alive';
/** A folder is made before its socket: one without is given this time, in milliseconds, to get it. */
const YOUNG_MS = 60_000;

/**
 * Marks a folder as that of a server that lives, for as long as this process does, however it ends. Not by
 * its pid: pids come again, and containers that share a folder each have a first process.
 * @returns how to let the folder go.
 */
export function holdFolder(folder: string): () => void {
  const server = net.createServer((connection) => connection.destroy());
  // A path can be too long for a socket. Then the folder's age and its processes' have to do.
  server.on('error', () => undefined);
  const socket = path.join(folder, SOCKET);
  server.listen(socket, () => chmod(socket, 0o600, () => undefined)).unref();
  return () => void server.close();
}

/**
 * Removes the folders that servers of this user left behind when they were killed. Links are not followed,
 * neither that to a folder nor those within one. Never rejects.
 * @returns the names of those that are gone.
 */
export async function sweepAbandoned(parent: string, pattern: RegExp): Promise<readonly string[]> {
  const names = await readdir(parent).catch(() => []);
  const removed: string[] = [];
  for (const name of names.filter((candidate) => pattern.test(candidate))) {
    const folder = path.join(parent, name);
    if (!(await isAbandoned(folder))) continue;
    const isGone = await rm(folder, { recursive: true, force: true, maxRetries: 3 }).then(
      () => true,
      () => false,
    );
    if (isGone) removed.push(name);
  }
  return removed;
}

async function isAbandoned(folder: string): Promise<boolean> {
  const facts = await lstat(folder).catch(() => undefined);
  if (facts?.isDirectory() !== true || facts.uid !== process.getuid?.()) return false;
  const answer = await knock(path.join(folder, SOCKET));
  if (answer === 'nobody') return true;
  return answer === 'no socket' && Date.now() - facts.mtimeMs > YOUNG_MS && !isAlive(pidOf(folder));
}

/** Whoever is too busy to answer lives: only a refusal proves that the socket has no process any more. */
function knock(socket: string): Promise<'nobody' | 'no socket' | 'somebody'> {
  return new Promise((resolve) => {
    const connection = net.connect(socket);
    connection.once('connect', () => {
      connection.destroy();
      resolve('somebody');
    });
    connection.once('error', ({ code }: NodeJS.ErrnoException) => {
      if (code === 'ECONNREFUSED') resolve('nobody');
      else resolve(code === 'ENOENT' || code === 'EINVAL' ? 'no socket' : 'somebody');
    });
  });
}

function pidOf(folder: string): number {
  return Number(/-(\d+)-/.exec(path.basename(folder))?.[1]);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
