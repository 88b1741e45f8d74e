import { chmodSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import { inspect, PRELOAD } from './chaos-inside.ts';
import { conforming } from './contract.ts';
import { type Gateway, type LogLine, SIMULATOR, startGateway, waitUntil } from './gateway.ts';
import { type LoneRequest, lonely } from './lone-request.ts';
import { bearing, childrenOf, memoryOf } from './processes.ts';
import { scripted } from './script.ts';

export const CHAT = '/v1/chat/completions';
const MEGABYTE = 1024 * 1024;
/** What may stay reachable after a fault: request logs, compiled code. Far below what any fault moves. */
const MEMORY_SLACK_BYTES = 16 * MEGABYTE;
const SETTLE_MS = 30_000;
/** One that ends sooner counts as one that does not work, and is not started again at once. */
const WATCHDOG_AGE_MS = 1_500;

/** What a server has in use when nothing happens. */
interface Use {
  /** Commands of all processes that it started and that are alive, orphans included. */
  readonly processes: readonly string[];
  readonly descriptors: number;
  /** What keeps its event loop busy, timers included. */
  readonly resources: readonly string[];
  /** Entries of its temporary folder. */
  readonly folders: number;
}

export type PoolSize = Readonly<Record<'booting' | 'warm' | 'busy' | 'parked' | 'queued', number>>;

export interface ChaosOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** The folder that the server takes for its temporary files. */
  readonly temporary?: string;
  /** The file that the server's standard output is; by default it is a pipe. */
  readonly logFile?: string;
}

/** The built server over an executable that can be tampered with while the server runs. */
export interface Chaos {
  readonly gateway: Gateway;
  /** The executable that is taken for qodercli. */
  readonly cli: string;
  /** The folder of the server's temporary files. */
  readonly temporary: string;
  /** How the processes behave that start from now on. */
  readonly setScenario: (scenario: object) => void;
  /** Replaces the executable by a script. */
  readonly setCli: (text: string, mode?: number) => void;
  /** Puts the executable back as it was. */
  readonly mendCli: () => void;
  /** A request over a connection of its own, which ends with it. */
  readonly send: (target: string, request: LoneRequest) => Promise<Response>;
  /** The same for a chat. */
  readonly ask: (body: object, signal?: AbortSignal) => Promise<Response>;
  /** The CLIs that are alive. */
  readonly clis: () => readonly number[];
  readonly watchdog: () => number | undefined;
  /** Kills it, and waits until another one has taken over. */
  readonly replaceWatchdog: () => Promise<void>;
  /** Everything alive that the server started. */
  readonly processes: () => readonly string[];
  /** Waits for a line that was logged after the last call of `mark`. */
  readonly mark: () => void;
  readonly logged: (fields: Readonly<Record<string, unknown>>, timeoutMs?: number) => Promise<LogLine>;
  readonly shiftClock: (milliseconds: number) => Promise<void>;
  readonly peakMemoryBytes: () => number;
  readonly pool: () => Promise<PoolSize>;
  /** A good request is answered: at once, or within the time that boots are held back. */
  readonly serves: (withinMs?: number) => Promise<void>;
  /** Everything that was in use before the fault is all that is in use now. */
  readonly settles: () => Promise<void>;
  /** Stops the server, which leaves nothing. */
  readonly stop: () => Promise<void>;
  /** Removes what a server that was killed leaves; for a test that failed, the server as well. */
  readonly abandon: () => void;
}

export const good = () => scripted([{ text: 'fine' }]);

export async function startChaos({ env = {}, temporary, logFile }: ChaosOptions = {}): Promise<Chaos> {
  const folder = mkdtempSync(path.join(tmpdir(), 'chaos-'));
  const files = {
    cli: path.join(folder, 'qodercli'),
    scenario: path.join(folder, 'scenario.json'),
    socket: path.join(folder, 'control'),
    temporary: temporary ?? path.join(folder, 'tmp'),
  };
  const setScenario = (scenario: object): void => {
    writeFileSync(`${files.scenario}.new`, JSON.stringify(scenario));
    renameSync(`${files.scenario}.new`, files.scenario);
  };
  const setCli = (text: string, mode = 0o755): void => {
    // Moved into its place: a program that runs cannot be written to.
    writeFileSync(`${files.cli}.new`, text);
    chmodSync(`${files.cli}.new`, mode);
    renameSync(`${files.cli}.new`, files.cli);
  };
  const script = `#!/bin/sh\nexec '${process.execPath}' '${SIMULATOR}' "$@"\n`;
  const mendCli = (): void => setCli(script);
  const removeFolder = (): void => rmSync(folder, { recursive: true, force: true });
  setScenario({});
  mendCli();
  mkdirSync(files.temporary, { recursive: true });
  const gateway = await startGateway({
    // Readiness is asked for below: fetch would keep the connection.
    ready: false,
    ...(logFile === undefined ? {} : { logFile }),
    env: {
      TMPDIR: files.temporary,
      QODER_BACKEND: 'qodercli',
      QODER_CLI_PATH: files.cli,
      QODER_PERSONAL_ACCESS_TOKEN: 'chaos-token',
      QODER_CHILD_ENV: 'QODER_SIMULATOR_SCRIPT,QODER_SIMULATOR_DELAY_MS',
      QODER_SIMULATOR_SCRIPT: files.scenario,
      QODER_WARM_PROCESSES: '1',
      QODER_WARM_PROCESSES_MAX: '1',
      QODER_PARKED_SESSIONS: '0',
      QODER_MAX_PROCESSES: '8',
      QODER_TIMEOUT_MS: '3000',
      LOG_LEVEL: 'debug',
      NODE_OPTIONS: `--import=${PRELOAD}`,
      CHAOS_SOCKET: files.socket,
      ...env,
    },
  });
  // Their HOME is in it, and that of their children as well.
  const ownMark = `HOME=${files.temporary}/`;
  const own = () => bearing(ownMark);
  const watchdog = () =>
    childrenOf(gateway.pid).find(({ command }) => command.startsWith('/bin/sh -c \ntrap'))?.pid;
  let marked = 0;

  const send = (target: string, init: LoneRequest) => lonely(gateway.url + target, init);
  const headers = { authorization: `Bearer ${gateway.key}` };
  const ask = (body: object, signal?: AbortSignal): Promise<Response> =>
    send(CHAT, { method: 'POST', headers, body, ...(signal === undefined ? {} : { signal }) });
  const tryGood = async (): Promise<number> => {
    const response = await ask(good());
    const { status } = response;
    const body = await conforming('createChatCompletion', response);
    if (status === 200) expect(body.choices[0].message.content).toBe('fine');
    return status;
  };
  const pool = async () => {
    const answer = (await (await send('/readyz', { method: 'GET' })).json()) as { readonly pool: PoolSize };
    return answer.pool;
  };
  const folderEntries = (): number => {
    try {
      return readdirSync(files.temporary, { recursive: true }).length;
    } catch (error) {
      // A folder was removed while it was looked at: the server is not at rest.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Number.NaN;
      throw error;
    }
  };
  const use = async (): Promise<Use> => {
    const { resources } = await inspect(files.socket);
    return {
      processes: [...own(), ...childrenOf(gateway.pid).filter(({ pid }) => pid === watchdog())]
        .map(({ command }) => command.slice(0, 40))
        .sort(),
      descriptors: readdirSync(`/proc/${gateway.pid}/fd`).length,
      resources,
      folders: folderEntries(),
    };
  };

  const isIdle = async (): Promise<boolean> => {
    const { booting, warm, busy, queued } = await pool();
    return booting === 0 && warm === 1 && busy === 0 && queued === 0;
  };
  let base: Use | undefined;
  // What is loaded at the first use is in use from then on.
  for (let first = 0; first < 2; first += 1) expect(await tryGood()).toBe(200);
  await waitUntil(async () => {
    const before = base;
    base = await use();
    const isSame = JSON.stringify(before) === JSON.stringify(base);
    // The timer is that of a process which has ended and whose folder is still there, on a busy machine for long.
    const isRestless = base.resources.some((name) => name === 'TCPSocketWrap' || name === 'Timeout');
    return isSame && !isRestless && (await isIdle());
  }, 'the server to come to rest').catch((error: Error) => {
    gateway.signal('SIGKILL');
    throw new Error(`${error.message}: it uses ${JSON.stringify(base)}`);
  });
  const logged = async (
    fields: Readonly<Record<string, unknown>>,
    timeoutMs: number = SETTLE_MS,
  ): Promise<LogLine> => {
    const isLike = (line: LogLine): boolean =>
      Object.entries(fields).every(([name, value]) =>
        value instanceof RegExp ? value.test(String(line[name])) : line[name] === value,
      );
    const recent = () => gateway.log().slice(marked);
    const what = `a log line like ${Object.values(fields).join(', ')}`;
    await waitUntil(() => recent().some(isLike), what, timeoutMs).catch((error: Error) => {
      throw new Error(
        `${error.message} in\n${recent()
          .map((line) => JSON.stringify(line))
          .join('\n')}`,
      );
    });
    return recent().find(isLike) as LogLine;
  };
  const startedAt = Date.now();
  const { memoryBytes } = await inspect(files.socket, { memory: true });

  return {
    gateway,
    cli: files.cli,
    temporary: files.temporary,
    setScenario,
    setCli,
    mendCli,
    send,
    ask,
    clis: () => own().flatMap(({ pid, group }) => (pid === group ? pid : [])),
    watchdog,
    processes: () => own().map(({ command }) => command),
    mark: () => {
      marked = gateway.log().length;
    },
    async replaceWatchdog() {
      const first = watchdog();
      if (first === undefined) throw new Error('there is no watchdog');
      await waitUntil(() => Date.now() - startedAt > WATCHDOG_AGE_MS, 'the watchdog to be of some age');
      process.kill(first, 'SIGKILL');
      await logged({ msg: 'the watchdog has ended', signal: 'SIGKILL', startsAgain: 'now' });
      await waitUntil(() => ![undefined, first].includes(watchdog()), 'another watchdog');
    },
    logged,
    async shiftClock(milliseconds) {
      await inspect(files.socket, { shiftMs: milliseconds });
    },
    peakMemoryBytes: () => memoryOf(gateway.pid, 'peak'),
    pool,
    async serves(withinMs = 0) {
      if (withinMs === 0) expect(await tryGood()).toBe(200);
      else await waitUntil(async () => (await tryGood()) === 200, 'a good request to be answered', withinMs);
    },
    async settles() {
      let now: Use | undefined;
      const isBack = async (): Promise<boolean> => {
        now = await use();
        return isDeepStrictEqual(now, base) && (await isIdle());
      };
      await waitUntil(isBack, 'rest', SETTLE_MS).catch((error: unknown) => {
        expect(now).toEqual(base);
        throw error;
      });
      // One collection does not find all that is garbage.
      const reachable = async () => (await inspect(files.socket, { memory: true })).memoryBytes;
      const limit = memoryBytes + MEMORY_SLACK_BYTES;
      await waitUntil(async () => (await reachable()) < limit, `less than ${limit} bytes in use`, SETTLE_MS);
    },
    async stop() {
      const guard = watchdog();
      await gateway.stop();
      // At once: nothing is left to a watchdog that comes later.
      expect(own().map(({ command }) => command)).toEqual([]);
      expect(bearing(`HOME=${files.temporary}`)).toEqual([]);
      expect(guard !== undefined && childrenOf(1).some(({ pid }) => pid === guard)).toBe(false);
      expect(folderEntries()).toBe(0);
      removeFolder();
    },
    abandon() {
      gateway.signal('SIGKILL');
      removeFolder();
    },
  };
}
