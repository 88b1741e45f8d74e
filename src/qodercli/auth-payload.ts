import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { open, unlink } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { CliMessage } from './messages.ts';
import { requireDescriptors } from './spawn.ts';

const POLL_MS = 10;

/** How the CLI logs in. `type` stands first: the CLI logs the payload's first 32 bytes, and no secret is in those. */
export type AuthPayload =
  | { readonly type: 'accessToken'; readonly accessToken: string }
  | { readonly type: 'qodercli' }
  | ({ readonly type: 'serviceAccount' } & CliMessage);

/** Creates the FIFO through which a payload will go, so that the token is in no file, argument or environment. */
export async function createAuthFifo(folder: string): Promise<string> {
  const fifo = path.join(folder, 'auth');
  requireDescriptors();
  await promisify(execFile)('mkfifo', ['-m', '600', fifo]);
  return fifo;
}

/**
 * Hands the payload over once, as soon as the CLI opens the FIFO, and removes the FIFO.
 * A blocking open would hold a thread for ever if the CLI died first; a non-blocking one says ENXIO until
 * a reader is there, so it is tried until `signal` ends the boot.
 */
export async function deliverAuthPayload(
  fifo: string,
  payload: AuthPayload,
  signal: AbortSignal,
): Promise<void> {
  const bytes = Buffer.from(JSON.stringify(payload));
  while (!signal.aborted) {
    try {
      const handle = await open(fifo, constants.O_WRONLY | constants.O_NONBLOCK);
      try {
        await handle.write(bytes);
      } finally {
        await handle.close();
      }
      break;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // EPIPE: the reader died between open and write; its exit is reported elsewhere. ENOENT: its folder is gone.
      if (code === 'EPIPE' || code === 'ENOENT') break;
      if (code !== 'ENXIO') throw error;
      await delay(POLL_MS, undefined, { signal }).catch(() => undefined);
    }
  }
  await unlink(fifo).catch(() => undefined);
}
