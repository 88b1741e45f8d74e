import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { oneLineJson } from '../json/one-line.ts';
import { JsonLimitError } from '../json/parse-json.ts';
import { guard } from '../observability/guard.ts';
import type { Log } from '../observability/log.ts';
import { type ControlChannel, createControlChannel } from './control.ts';
import { createLineReader } from './line-reader.ts';
import { type CliMessage, isCliMessage } from './messages.ts';
import { createLineSplitter } from './ndjson.ts';
import type { ProcessGroups } from './process-groups.ts';
import { spawnChild } from './spawn.ts';
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
  /** Kills what the process has left behind outside of its group. Never rejects. */
  readonly sweep: () => Promise<unknown>;
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
  let failure: Error | undefined;
  const child = trySpawn(
    options.file,
    options.args,
    { cwd: options.cwd, env: { ...options.env }, stdio: ['pipe', 'pipe', 'pipe'], detached: true },
    (error) => {
      failure = error;
    },
  );
  // Without descriptors for its pipes, a child that was not started has none.
  const { pid, stdin, stdout, stderr: errors } = child ?? {};
  if (pid !== undefined) groups.add(pid);

  let alive = pid !== undefined;
  let sink: (batch: readonly CliMessage[]) => void = () => undefined;
  const splitter = createLineSplitter(options.maxLineBytes);
  const readLine = createLineReader();
  const stderr = createStderrTail(options.redact, (line) =>
    log.debug({ pid, stderr: line }, 'qodercli wrote to stderr'),
  );

  /** What went wrong with this process ends this process, and its turn with it, but nothing else. */
  const fail = (error: unknown): void => {
    failure ??= error instanceof Error ? error : new Error(String(error));
    void kill();
  };

  const send = (message: CliMessage): void => {
    if (!alive) return;
    try {
      stdin?.write(`${oneLineJson(message)}\n`);
    } catch (error) {
      fail(error);
    }
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
      if (!(error instanceof SyntaxError) || error instanceof JsonLimitError) throw error;
    }
    options.onGarbage();
    return undefined;
  };

  const read = (chunk: Buffer): void => {
    if (failure !== undefined) return;
    try {
      const batch: CliMessage[] = [];
      for (const line of splitter.push(chunk)) {
        const message = parse(line);
        if (message !== undefined && !control.accept(message)) batch.push(message);
      }
      if (batch.length > 0) sink(batch);
    } catch (error) {
      fail(error);
    }
  };
  const guarded = <Arguments extends readonly unknown[]>(
    name: string,
    callback: (...args: Arguments) => unknown,
  ) => guard(log, `qodercli ${name}`, callback);
  stdout?.on('data', guarded('stdout', read));
  errors?.on('data', guarded('stderr', stderr.push));
  // A write to a process that has just died, or a read that failed: its exit is what gets reported.
  for (const stream of [stdin, stdout, errors]) stream?.on('error', () => undefined);

  const exited = new Promise<ProcessExit>((resolve) => {
    let exit: Pick<ProcessExit, 'code' | 'signal'> = { code: null, signal: null };
    let grace: NodeJS.Timeout | undefined;
    let swept: Promise<unknown> = Promise.resolve();
    const finish = async (): Promise<void> => {
      clearTimeout(grace);
      await swept;
      let said = '';
      try {
        stderr.end();
        said = stderr.text();
        control.close(new Error('qodercli has exited'));
      } finally {
        resolve({ ...exit, stderr: said, ...(failure === undefined ? {} : { error: failure }) });
      }
    };
    if (child === undefined) {
      void Promise.resolve().then(guarded('start', finish));
      return;
    }
    child.on(
      'error',
      guarded('error', (error: Error) => {
        failure ??= error;
        // Not started at all: neither 'exit' nor 'close' follows.
        return pid === undefined ? finish() : undefined;
      }),
    );
    child.once(
      'exit',
      guarded('exit', (code: number | null, signal: NodeJS.Signals | null) => {
        exit = { code, signal };
        alive = false;
        grace = setTimeout(() => {
          stdout?.destroy();
          errors?.destroy();
        }, PIPE_GRACE_MS);
        // Descendants that outlived the leader would also hold its pipes, and 'close' would wait for them.
        if (pid !== undefined) {
          groups.kill(pid);
          groups.remove(pid);
          swept = options.sweep();
        }
        stdin?.destroy();
        // A paused pipe never ends: let what is left flow into the sink.
        stdout?.resume();
      }),
    );
    child.once('close', guarded('close', finish));
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
      if (paused && alive) stdout?.pause();
      else stdout?.resume();
    },
    kill,
    exited,
    isAlive: () => alive,
  };
}

/** Some failures to start a child are thrown, others come as an event; undefined for the former. */
function trySpawn(
  file: string,
  args: readonly string[],
  options: SpawnOptions,
  onFailed: (error: Error) => void,
): ChildProcess | undefined {
  try {
    return spawnChild(file, args, options);
  } catch (error) {
    onFailed(error as Error);
    return undefined;
  }
}
