import { readdirSync, readFileSync, statSync } from 'node:fs';
import { setImmediate as breathe, setTimeout as delay } from 'node:timers/promises';

const PROC = '/proc';
/** Processes that are looked at before others have their turn: some 20 microseconds each. */
const LOOKED_AT_ONCE = 50;
/** One that forks while it is looked for is found by the next round. */
const MOST_ROUNDS = 3;
/** How often, and for how long, one tries again who had no descriptor to look with. */
const RETRY_MS = 500;
const MOST_RETRIES = 120;
/** More than that is no family of a CLI but a fork bomb, which a limit of processes has to stop. */
const MOST_DESCENDANTS = 1_000;

/**
 * The processes that descend from one, in whichever group or session, as long as their parents live. Linux with
 * CONFIG_PROC_CHILDREN; elsewhere none.
 */
export function descendantsOf(ancestor: number): readonly number[] {
  const found: number[] = [];
  const pending = [ancestor];
  try {
    for (let pid = pending.pop(); pid !== undefined; pid = pending.pop()) {
      for (const child of childrenOf(pid)) {
        if (found.length >= MOST_DESCENDANTS) return found;
        found.push(child);
        pending.push(child);
      }
    }
  } catch {
    // No descriptor to look with: those that were found have to do, and what they have in their environment.
  }
  return found;
}

/** Each thread has the children that it started. */
function childrenOf(pid: number): readonly number[] {
  const threads = attempt(() => readdirSync(`${PROC}/${pid}/task`)) ?? [];
  return threads.flatMap((thread) => {
    const text = attempt(() => readFileSync(`${PROC}/${pid}/task/${thread}/children`, 'utf8')) ?? '';
    return text.split(' ').flatMap((child) => (child === '' ? [] : Number(child)));
  });
}

/**
 * Kills the processes of this user that have a folder in their environment, as its value or at its beginning: orphans keep
 * that, which have no parent any more to be known by. Linux; elsewhere none are found. While there is no descriptor to
 * look with, it goes on after this has resolved.
 */
export async function killBearers(folder: string): Promise<void> {
  if (await tryKillBearers(folder)) return;
  void (async () => {
    for (let retry = 0; retry < MOST_RETRIES; retry += 1) {
      await delay(RETRY_MS, undefined, { ref: false });
      if (await tryKillBearers(folder)) return;
    }
  })();
}

/** @returns false when there was no descriptor to look with. Never rejects. */
async function tryKillBearers(folder: string): Promise<boolean> {
  try {
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      let killed = 0;
      const candidates = processIds();
      for (let start = 0; start < candidates.length; start += LOOKED_AT_ONCE) {
        if (start > 0) await breathe();
        killed += killAmong(candidates.slice(start, start + LOOKED_AT_ONCE), folder);
      }
      if (killed === 0) break;
    }
    return true;
  } catch {
    return false;
  }
}

/** The same at once, for the exit of this process. */
export function killBearersSync(folder: string): void {
  try {
    for (let round = 0; round < MOST_ROUNDS; round += 1) if (killAmong(processIds(), folder) === 0) return;
  } catch {
    // No descriptor to look with; the watchdog looks as well.
  }
}

function killAmong(pids: readonly string[], folder: string): number {
  return pids.filter((pid) => bears(pid, `=${folder}/`) && killOne(Number(pid))).length;
}

/** Sends SIGKILL. @returns whether there was such a process. */
export function killOne(pid: number): boolean {
  return attempt(() => process.kill(pid, 'SIGKILL')) ?? false;
}

function processIds(): readonly string[] {
  return (attempt(() => readdirSync(PROC)) ?? []).filter((name) => /^\d+$/.test(name));
}

function bears(pid: string, mark: string): boolean {
  // The environments of others cannot be read, and most processes of a shared machine are theirs.
  if (attempt(() => statSync(`${PROC}/${pid}`).uid) !== process.getuid?.()) return false;
  return attempt(() => readFileSync(`${PROC}/${pid}/environ`).includes(mark)) ?? false;
}

/** Undefined for a process that ends while it is looked at, and where there is no /proc. Throws for want of descriptors. */
function attempt<Result>(look: () => Result): Result | undefined {
  try {
    return look();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EMFILE' || code === 'ENFILE') throw error;
    return undefined;
  }
}
