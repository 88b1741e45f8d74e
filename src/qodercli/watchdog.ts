import type { ChildProcess } from 'node:child_process';
import type { Socket } from 'node:net';
import { guard } from '../observability/guard.ts';
import type { Log } from '../observability/log.ts';
import { spawnChild } from './spawn.ts';

/** One that ends sooner has not been killed by somebody: it does not work here, and waits for the next process. */
const SHORTEST_LIFE_MS = 1_000;

const UNAVAILABLE = 'no watchdog: a server that is killed may leave qodercli processes behind';

/**
 * Reads `+GROUP` and `-GROUP`, one a line, and kills what is left of the groups when its input ends, which is
 * when the server has ended, however it did. `groups` is kept as ` 12 34 `. The signals that ask a whole
 * service to end are ignored: the server is asked, too, and may have a turn to finish.
 *
 * Then it kills whoever has the server's folder in its environment: a process that was being started when the
 * server was killed, of which it was never told, and one that has left its group. Only Linux shows environments.
 * The input ends no sooner than such a process has its own: until then it is a copy of the server, pipe and all.
 *
 * POSIX sh, and nothing but its built-ins: no process is started when the machine may be short of them.
 */
export const WATCHDOG_SCRIPT = `
trap '' HUP INT QUIT TERM
groups=' '
while read -r line; do
  group=\${line#?}
  case $line in
    +*) groups="$groups$group " ;;
    -*) case $groups in *" $group "*) groups="\${groups%% $group *} \${groups#* $group }" ;; esac ;;
  esac
done
for group in $groups; do kill -9 "-$group"; done
for file in /proc/[0-9]*/environ; do
  [ -r "$file" ] || continue
  while read -r variable || [ -n "$variable" ]; do
    case $variable in *"=$1/"*) pid=\${file#/proc/}; kill -9 "\${pid%/environ}"; break ;; esac
  done <"$file"
done
`;

export interface WatchdogOptions {
  /** A folder of this server alone, which is in the environment of all that it starts. */
  readonly folder: string;
  readonly log: Log;
  readonly shell?: string;
}

/**
 * A tiny child that outlives a server that is killed, just long enough to kill the process groups that it
 * leaves behind. Starts with the first group. Without a shell the server runs on without it.
 */
export interface Watchdog {
  readonly watch: (group: number) => void;
  /** The group is dead: its number may become somebody else's. */
  readonly forget: (group: number) => void;
  /** Its own process id, while it runs. */
  readonly pid: () => number | undefined;
  /** Ends it, once no group is left. Resolves when it is gone. */
  readonly close: () => Promise<void>;
}

export function createWatchdog({ folder, log, shell = '/bin/sh' }: WatchdogOptions): Watchdog {
  const groups = new Set<number>();
  let child: ChildProcess | undefined;
  let isUnavailable = false;
  let isClosed = false;

  const say = (line: string): void => {
    child?.stdin?.write(`${line}\n`);
  };

  const start = (): void => {
    try {
      startNow();
    } catch (error) {
      // Some failures to start a child are thrown. This one may be over when the next process starts.
      log.warn({ err: error }, UNAVAILABLE);
    }
  };

  const startNow = (): void => {
    const startedAt = performance.now();
    const started = spawnChild(shell, ['-c', WATCHDOG_SCRIPT, 'qoder-gateway-watchdog', folder], {
      // Nothing of the server's: no secret in its environment, no folder that it keeps in use.
      env: {},
      cwd: '/',
      stdio: ['pipe', 'ignore', 'ignore'],
      // A session of its own, which no terminal's signal reaches.
      detached: true,
    });
    child = started;
    // The server ends when it wants to, not when this does.
    started.unref();
    (started.stdin as Socket | null)?.unref();
    started.stdin?.on('error', () => undefined);
    started.on(
      'error',
      guard(log, 'watchdog error', (error: NodeJS.ErrnoException) => {
        if (started.pid !== undefined) return;
        child = undefined;
        // Anything else, such as too many processes, may be over when the next one starts.
        isUnavailable = error.code === 'ENOENT' || error.code === 'EACCES';
        log.warn({ err: error }, UNAVAILABLE);
      }),
    );
    started.once(
      'exit',
      guard(log, 'watchdog exit', (code: number | null, signal: NodeJS.Signals | null) => {
        child = undefined;
        if (isClosed) return;
        const isShort = performance.now() - startedAt < SHORTEST_LIFE_MS;
        const next = isShort ? 'with the next process' : 'now';
        log.warn({ code, signal, startsAgain: next }, 'the watchdog has ended');
        if (!isShort) start();
      }),
    );
    for (const group of groups) say(`+${group}`);
  };

  return {
    watch(group) {
      groups.add(group);
      if (child !== undefined) say(`+${group}`);
      else if (!isUnavailable && !isClosed) start();
    },
    forget(group) {
      if (groups.delete(group)) say(`-${group}`);
    },
    pid: () => child?.pid,
    async close() {
      isClosed = true;
      const last = child;
      if (last?.pid === undefined) return;
      const gone = new Promise((resolve) => last.once('exit', resolve));
      // Waited for, also where nothing else keeps the event loop busy.
      last.ref();
      last.kill('SIGKILL');
      await gone;
    },
  };
}
