import { spawn } from 'node:child_process';
import type { Log } from '../observability/log.ts';
import { type ControlChannel, createControlChannel } from './control.ts';
import { createLineReader } from './line-reader.ts';
import { type CliMessage, isCliMessage } from './messages.ts';
import { createLineSplitter } from './ndjson.ts';
import type { ProcessGroups } from './process-groups.ts';
import { createStderrTail } from './stderr-tail.ts';

/** After a process exits, how long something that escaped its group may keep its pipes open. */
const PIPE_GRACE_MS = 1_000;

export interface ProcessExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The last of stderr. For the log alone: it holds paths and stacks. */
  readonly stderr: string;
  /** Set when the program could not be started, or when its output broke the protocol. */
  readonly error?: Error;
}

export interface ProcessOptions {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly maxLineBytes: number;
  readonly groups: ProcessGroups;
  /** Takes secrets out of a text. */
  readonly redact: (text: string) => string;
  /** Called for each line that is not a JSON object. */
  readonly onGarbage: () => void;
  readonly log: Log;
}

/** One running CLI: messages in, messages out, one way to end it. */
export interface QoderProcess {
  /** Undefined when the program could not be started. */
  readonly pid: number | undefined;
  readonly send: (message: CliMessage) => void;
  readonly request: ControlChannel['request'];
  readonly handle: ControlChannel['handle'];
  /** Sets who gets the messages that are not control messages: those of one read at a time, never none. */
  readonly onMessages: (sink: (batch: readonly CliMessage[]) => void) => void;
  /** Stops or resumes reading its output: backpressure. */
  readonly setPaused: (paused: boolean) => void;
  /** SIGKILLs the whole group. Resolves as `exited` does. */
  readonly kill: () => Promise<ProcessExit>;
  /** Never rejects. Resolves when the group is dead and its pipes are closed. */
  readonly exited: Promise<ProcessExit>;
  readonly isAlive: () => boolean;
}

export function startProcess(options: ProcessOptions): QoderProcess {
  const { groups, log } = options;
  const child = spawn(options.file, [...options.args], {
    cwd: options.cwd,
    env: { ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  const { pid } = child;
  if (pid !== undefined) groups.add(pid);

  let alive = pid !== undefined;
  let failure: Error | undefined;
  let sink: (batch: readonly CliMessage[]) => void = () => undefined;
  const splitter = createLineSplitter(options.maxLineBytes);
  const readLine = createLineReader();
  const stderr = createStderrTail(options.redact, (line) =>
    log.debug({ pid, stderr: line }, 'qodercli wrote to stderr'),
  );

  const send = (message: CliMessage): void => {
    if (alive) child.stdin.write(`${JSON.stringify(message)}\n`);
  };
  const control = createControlChannel(send);

  const kill = (): Promise<ProcessExit> => {
    if (pid !== undefined && alive) groups.kill(pid);
    return exited;
  };

  const parse = (line: string): CliMessage | undefined => {
    if (line === '') return undefined;
    try {
      const value = readLine(line);
      if (isCliMessage(value)) return value;
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
    options.onGarbage();
    return undefined;
  };

  child.stdout.on('data', (chunk: Buffer) => {
    if (failure !== undefined) return;
    let lines: readonly string[];
    try {
      lines = splitter.push(chunk);
    } catch (error) {
      failure = error as Error;
      void kill();
      return;
    }
    const batch: CliMessage[] = [];
    for (const line of lines) {
      const message = parse(line);
      if (message !== undefined && !control.accept(message)) batch.push(message);
    }
    if (batch.length > 0) sink(batch);
  });
  child.stderr.on('data', stderr.push);
  // A write to a process that has just died: its exit is what gets reported.
  child.stdin.on('error', () => undefined);

  const exited = new Promise<ProcessExit>((resolve) => {
    let exit: Pick<ProcessExit, 'code' | 'signal'> = { code: null, signal: null };
    let grace: NodeJS.Timeout | undefined;
    const finish = (): void => {
      clearTimeout(grace);
      stderr.end();
      control.close(new Error('qodercli has exited'));
      resolve({ ...exit, stderr: stderr.text(), ...(failure === undefined ? {} : { error: failure }) });
    };
    child.once('error', (error) => {
      failure ??= error;
      // Not started at all: neither 'exit' nor 'close' follows.
      if (pid === undefined) finish();
    });
    child.once('exit', (code, signal) => {
      exit = { code, signal };
      // Descendants that outlived the leader would also hold its pipes, and 'close' would wait for them.
      if (pid !== undefined) {
        groups.kill(pid);
        groups.remove(pid);
      }
      alive = false;
      grace = setTimeout(() => {
        child.stdout.destroy();
        child.stderr.destroy();
      }, PIPE_GRACE_MS);
      child.stdin.destroy();
      // A paused pipe never ends: let what is left flow into the sink.
      child.stdout.resume();
    });
    child.once('close', finish);
  });

  return {
    pid,
    send,
    request: control.request,
    handle: control.handle,
    onMessages: (next) => {
      sink = next;
    },
    setPaused: (paused) => {
      if (paused && alive) child.stdout.pause();
      else child.stdout.resume();
    },
    kill,
    exited,
    isAlive: () => alive,
  };
}
