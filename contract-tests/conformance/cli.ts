import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Program } from './program.ts';

export type Line = Record<string, unknown>;

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface CliOptions {
  /** Content of the one-shot payload file; undefined leaves the variable out. */
  readonly payload?: object;
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Answers requests of the program; undefined leaves one unanswered. */
  readonly answer?: (request: Line) => Line | undefined;
}

export interface Cli {
  readonly child: ChildProcess;
  readonly lines: readonly Line[];
  readonly stdout: () => string;
  readonly stderr: () => string;
  readonly exited: Promise<Exit>;
  send(line: unknown): void;
  write(text: string): void;
  /** The `response` of the answer to a control request. */
  request(type: string, fields?: Line): Promise<Line>;
  /** The first line, past or future, that satisfies the condition. */
  until(condition: (line: Line) => boolean): Promise<Line>;
  say(text: string): void;
  stop(): Promise<void>;
}

const streaming = ['--print', '--input-format', 'stream-json', '--output-format', 'stream-json'];
const isolation = ['--include-partial-messages', '--no-session-persistence', '--tools', ''];
const sealed = ['--disable-builtin-skills', '--strict-mcp-config', '--setting-sources', ''];
const resolute = ['--permission-mode', 'dont_ask'];

export function objectIn(value: unknown): Line {
  return typeof value === 'object' && value !== null ? (value as Line) : {};
}

interface Waiter {
  condition(line: Line): boolean;
  resolve(line: Line): void;
  reject(error: Error): void;
}

/** Start a program with nothing of the user's around it: own HOME, own folders, own process group. */
export function startCli(program: Program, options: CliOptions = {}): Cli {
  const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
  for (const name of ['home', 'config', 'work', 'tmp']) mkdirSync(join(folder, name));
  const payloadFile = join(folder, 'payload.json');
  if (options.payload) writeFileSync(payloadFile, JSON.stringify(options.payload));
  // A script is run by this node, as the server does it.
  const isScript = program.entry.endsWith('.js');
  const file = isScript ? process.execPath : program.entry;
  const args = [...(isScript ? [program.entry] : []), ...streaming, ...isolation, ...sealed, ...resolute];
  const child = spawn(file, [...args, '--config-dir', join(folder, 'config'), ...(options.flags ?? [])], {
    cwd: join(folder, 'work'),
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      HOME: join(folder, 'home'),
      TMPDIR: join(folder, 'tmp'),
      QODER_AGENT_SDK_ENTRYPOINT: 'conformance',
      ...(options.payload ? { QODER_SDK_AUTH_PAYLOAD_FILE: payloadFile } : {}),
      ...program.env,
      ...options.env,
    },
  });
  const lines: Line[] = [];
  const waiters = new Set<Waiter>();
  let stdout = '';
  let stderr = '';
  let rest = '';

  function take(line: Line): void {
    lines.push(line);
    const answer = line.type === 'control_request' ? options.answer?.(objectIn(line.request)) : undefined;
    if (answer) send({ type: 'control_response', response: { request_id: line.request_id, ...answer } });
    for (const waiter of waiters) {
      if (!waiter.condition(line)) continue;
      waiters.delete(waiter);
      waiter.resolve(line);
    }
  }

  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      try {
        take(objectIn(JSON.parse(part)));
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
        take({ notJson: part });
      }
    }
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  child.stdin.on('error', () => undefined);
  const exited = new Promise<Exit>((resolve) => {
    child.once('close', (code, signal) => {
      for (const waiter of waiters)
        waiter.reject(new Error(`${program.name} exited: ${code ?? signal} ${stderr}`));
      rmSync(folder, { recursive: true, force: true });
      resolve({ code, signal });
    });
  });

  function until(condition: (line: Line) => boolean): Promise<Line> {
    const found = lines.find(condition);
    if (found) return Promise.resolve(found);
    return new Promise((resolve, reject) => waiters.add({ condition, resolve, reject }));
  }

  function send(line: unknown): void {
    child.stdin.write(`${JSON.stringify(line)}\n`);
  }

  return {
    child,
    lines,
    stdout: () => stdout,
    stderr: () => stderr,
    exited,
    send,
    until,
    write: (text) => void child.stdin.write(text),
    async request(type, fields = {}) {
      const id = randomUUID();
      send({ type: 'control_request', request_id: id, request: { type, subtype: type, ...fields } });
      const line = await until((one) => objectIn(one.response).request_id === id);
      return objectIn(line.response);
    },
    say: (text) =>
      send({
        type: 'user',
        message: { role: 'user', content: [{ type: 'text', text }] },
        parent_tool_use_id: null,
        client_composed: true,
        uuid: randomUUID(),
      }),
    async stop() {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
      }
      await exited;
    },
  };
}
