import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const SIMULATOR = path.join(ROOT, 'dist/src/simulator/main.js');
const MAIN = path.join(ROOT, 'dist/src/main.js');
export const LAUNCHER = path.join(ROOT, 'bin/qoder-gateway');
/** Of a machine that does much else at the same time. */
const START_TIMEOUT_MS = 60_000;
const TAIL_MS = 20;

export type LogLine = { readonly msg?: string; readonly [field: string]: unknown };

/** The built server, run as its users run it, with the simulator behind it. */
export interface Gateway {
  readonly url: string;
  readonly key: string;
  readonly pid: number;
  /** All lines of its log so far, and what it printed on the console. */
  readonly log: () => readonly LogLine[];
  readonly rawLog: () => string;
  readonly console: () => string;
  /** What reads its standard output stops, goes on, or goes away. */
  readonly logReader: { readonly stop: () => void; readonly resume: () => void; readonly close: () => void };
  /** Waits for a line of the log, those of the past included. */
  readonly logged: (matches: (line: LogLine) => boolean, timeoutMs?: number) => Promise<LogLine>;
  readonly fetch: (path: string, init?: RequestInit) => Promise<Response>;
  readonly post: (path: string, body: unknown, init?: RequestInit) => Promise<Response>;
  readonly signal: (signal: NodeJS.Signals) => void;
  /** Resolves with the exit code. */
  readonly exited: Promise<number | null>;
  readonly stop: () => Promise<void>;
}

export interface GatewayOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Waits until a process is warm; on unless a test wants to see the start. */
  readonly ready?: boolean;
  /** Program and arguments; the server alone by default. */
  readonly command?: readonly [string, ...string[]];
  /** Its standard output is this file, from which its log is read; by default it is a pipe. */
  readonly logFile?: string;
}

export const KEY = 'contract-test-key';
export const PASSWORD = 'contract-test-password';

const running = new Set<ChildProcess>();
// Those of tests that failed before they came to stop theirs.
afterAll(() => {
  for (const child of running) child.kill('SIGTERM');
});

/** Only what a shell would give: a variable of the machine's must not decide a test. */
const BASE_ENV = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '' };

export async function startGateway({
  env = {},
  ready = true,
  command = [process.execPath, MAIN],
  logFile,
}: GatewayOptions = {}): Promise<Gateway> {
  const [file, ...args] = command;
  const output = logFile === undefined ? 'pipe' : openSync(logFile, 'a');
  const child = spawn(file, args, {
    cwd: ROOT,
    stdio: ['ignore', output, 'pipe'],
    env: {
      ...BASE_ENV,
      PORT: '0',
      HOST: '127.0.0.1',
      PROXY_API_KEY: KEY,
      DASHBOARD_PASSWORD: PASSWORD,
      QODER_BACKEND: 'simulator',
      QODER_SIMULATOR_DELAY_MS: '0',
      // A rush in one test must not change what the next one finds.
      QODER_WARM_PROCESSES_MAX: env.QODER_WARM_PROCESSES ?? '1',
      ...env,
    },
  });
  if (typeof output === 'number') closeSync(output);
  const gateway = await observe(child, env.PROXY_API_KEY ?? KEY, logFile);
  if (ready)
    await waitUntil(async () => (await gateway.fetch('/readyz')).status === 200, 'the gateway to be ready');
  return gateway;
}

async function observe(child: ChildProcess, key: string, logFile?: string): Promise<Gateway> {
  let raw = '';
  let printed = '';
  const lines: LogLine[] = [];
  const read = (): void => {
    const whole = raw
      .slice(0, raw.lastIndexOf('\n') + 1)
      .split('\n')
      .slice(0, -1);
    for (const line of whole.slice(lines.length)) lines.push(parseLine(line));
  };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    raw += text;
    read();
  });
  if (logFile !== undefined) {
    const tail = setInterval(() => {
      raw = readFileSync(logFile, 'utf8');
      read();
    }, TAIL_MS);
    child.once('exit', () => clearInterval(tail));
  }
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
  });
  running.add(child);
  const exited = once(child, 'exit').then(([code]) => {
    running.delete(child);
    return code as number | null;
  });

  const logged = async (matches: (line: LogLine) => boolean, timeoutMs = 20_000): Promise<LogLine> => {
    await waitUntil(async () => lines.some(matches), `a log line; the log is\n${raw}`, timeoutMs);
    return lines.find(matches) as LogLine;
  };
  const listening = await Promise.race([
    logged((line) => line.msg === 'listening', START_TIMEOUT_MS),
    exited.then((code) => {
      throw new Error(`the gateway exited with ${code}: ${printed}${raw}`);
    }),
  ]);
  const url = `http://127.0.0.1:${listening.port}`;
  const withKey = (init: RequestInit = {}): RequestInit => ({
    ...init,
    headers: { authorization: `Bearer ${key}`, ...init.headers },
  });

  return {
    url,
    key,
    pid: child.pid as number,
    log: () => lines,
    rawLog: () => raw,
    console: () => printed,
    logReader: {
      stop: () => child.stdout?.pause(),
      resume: () => child.stdout?.resume(),
      close: () => child.stdout?.destroy(),
    },
    logged,
    fetch: (target, init) => fetch(`${url}${target}`, withKey(init)),
    post: (target, body, init = {}) =>
      fetch(
        `${url}${target}`,
        withKey({
          method: 'POST',
          body: typeof body === 'string' ? body : JSON.stringify(body),
          ...init,
          headers: { 'content-type': 'application/json', ...init.headers },
        }),
      ),
    signal: (signal) => {
      child.kill(signal);
    },
    exited,
    async stop() {
      child.kill('SIGTERM');
      const code = await Promise.race([exited, delay(15_000, 'late' as const)]);
      if (code === 'late') child.kill('SIGKILL');
      if (code !== 0) throw new Error(`the gateway ended with ${code}, not 0:\n${printed}${raw}`);
    },
  };
}

/** A full disk may cut a line short: what is left cannot be parsed. */
function parseLine(line: string): LogLine {
  try {
    return JSON.parse(line);
  } catch {
    return {};
  }
}

/** Polls until something holds; fails saying what was awaited. */
export async function waitUntil(
  holds: () => Promise<boolean> | boolean,
  what: string,
  timeoutMs = START_TIMEOUT_MS,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`waited ${timeoutMs} ms in vain for ${what}`);
    await delay(10);
  }
}
