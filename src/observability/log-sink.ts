import { fstatSync, write, writeSync } from 'node:fs';

/** Lines that wait for a slow reader, in UTF-16 units. What comes beyond that is dropped. */
const MOST_PENDING = 1024 * 1024;
/** Written at once, in UTF-16 units: about what a pipe takes. */
const BATCH = 64 * 1024;
/** A full pipe is tried again after this long, in milliseconds, and ever longer up to the latter. */
const FIRST_RETRY_MS = 5;
const LONGEST_RETRY_MS = 250;
/** How often a sink that failed is tried while there is nothing to write. */
const PROBE_MS = 1_000;
/** How long the exit of the process waits for a reader that is slow. */
const EXIT_PATIENCE_MS = 100;
const NEWLINE = 0x0a;
const WARN = 40;

export interface LogHealth {
  readonly ok: boolean;
  /** One sentence for the operator. */
  readonly detail: string;
}

/**
 * Where the lines of the log go. A reader that does not read, a closed pipe or a full disk costs lines, which are
 * counted, and nothing else: no call throws or waits.
 */
export interface LogSink {
  /** Takes one line with its newline. */
  readonly write: (line: string) => void;
  /** Lines lost since the start. */
  readonly dropped: () => number;
  readonly health: () => LogHealth;
  /** Resolves with whether every line taken so far is written, after so many milliseconds at the latest. */
  readonly flush: (patienceMs: number) => Promise<boolean>;
  /** Writes what waits, for the exit of the process. */
  readonly flushSync: () => void;
}

export interface LogSinkOptions {
  /** As `fs.write` does it, for a whole buffer. */
  readonly write?: (
    bytes: Buffer,
    done: (error: NodeJS.ErrnoException | null, written: number) => void,
  ) => void;
  readonly writeSync?: (bytes: Buffer) => number;
  readonly maxPending?: number;
}

interface Batch {
  /** What is left of it. */
  bytes: Buffer;
  readonly lines: number;
  /** How many lost lines its first line tells of. */
  readonly told: number;
}

/**
 * Writes to a descriptor, one write at a time and never on the event loop.
 *
 * Not by a stream: `process.stdout` keeps an unbounded queue for a pipe, writes files synchronously, and is of no more
 * use after its first error, where a disk may have room again and a FIFO a new reader.
 */
export function createLogSink(fd: number, options: LogSinkOptions = {}): LogSink {
  const maxPending = options.maxPending ?? MOST_PENDING;
  const writeBytes = options.write ?? ((bytes, done) => write(fd, bytes, done));
  const writeBytesSync = options.writeSync ?? ((bytes) => writeSync(fd, bytes));
  const queue: string[] = [];
  let queued = 0;
  let batch: Batch | undefined;
  /** A write is under way: its bytes belong to the system. */
  let isWriting = false;
  let timer: NodeJS.Timeout | undefined;
  let retryMs = FIRST_RETRY_MS;
  let failure: string | undefined;
  let dropped = 0;
  /** Lost, and not yet told in the log itself. */
  let untold = 0;
  let endsWithNewline = true;
  const waiters = new Set<() => void>();

  const isIdle = (): boolean => batch === undefined && queue.length === 0;

  const lose = (lines: number): void => {
    dropped += lines;
    untold += lines;
  };

  const nextBatch = (): Batch | undefined => {
    if (queue.length === 0 && untold === 0) return undefined;
    let count = 0;
    for (let size = 0; count < queue.length && size < BATCH; count += 1) size += (queue[count] ?? '').length;
    const lines = queue.splice(0, count).join('');
    queued -= lines.length;
    // The end of a line that was cut by a full disk; what follows is a line of its own.
    const separator = endsWithNewline ? '' : '\n';
    const told = untold;
    const bytes = Buffer.from(`${separator}${told > 0 ? noticeOf(told) : ''}${lines}`);
    return { bytes, lines: count, told };
  };

  const succeeded = (told: number): void => {
    batch = undefined;
    failure = undefined;
    retryMs = FIRST_RETRY_MS;
    untold -= told;
  };

  const failed = ({ bytes, lines }: Batch, code: string): void => {
    failure = code;
    batch = undefined;
    const unwritten = bytes.reduce((count, byte) => (byte === NEWLINE ? count + 1 : count), 0);
    // The notice of earlier losses is not one of them.
    lose(Math.min(unwritten, lines));
  };

  const later = (milliseconds: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = undefined;
      pump();
    }, milliseconds);
    timer.unref();
  };

  const settle = (): void => {
    if (!isIdle()) return;
    for (const waiter of waiters) waiter();
    waiters.clear();
  };

  const advance = (current: Batch, written: number): void => {
    if (written === 0) return;
    endsWithNewline = current.bytes[written - 1] === NEWLINE;
    current.bytes = current.bytes.subarray(written);
  };

  const pump = (): void => {
    if (isWriting) return;
    batch ??= nextBatch();
    if (batch === undefined) return;
    const current = batch;
    isWriting = true;
    writeBytes(current.bytes, (error, written) => {
      isWriting = false;
      if (error === null) {
        advance(current, written);
        if (current.bytes.length === 0) succeeded(current.told);
        else if (written === 0) return later(retryMs);
      } else if (error.code === 'EAGAIN' || error.code === 'EINTR' || error.code === 'EBUSY') {
        later(retryMs);
        retryMs = Math.min(2 * retryMs, LONGEST_RETRY_MS);
        return;
      } else failed(current, error.code ?? error.message);
      settle();
      if (!isIdle()) pump();
      else if (untold > 0) later(failure === undefined ? 0 : PROBE_MS);
    });
  };

  return {
    write(line) {
      if (queued + line.length > maxPending) lose(1);
      else {
        queue.push(line);
        queued += line.length;
      }
      // A full pipe has its own time; what is written to something that failed is tried at once.
      if (batch === undefined) pump();
    },
    dropped: () => dropped,
    health: () => {
      const lost = dropped === 1 ? '1 line was lost' : `${dropped} lines were lost`;
      if (failure !== undefined) {
        return { ok: false, detail: `The log cannot be written (${failure}); ${lost}.` };
      }
      if (untold > 0) return { ok: false, detail: `The log's reader is too slow; ${lost}.` };
      return {
        ok: true,
        detail: dropped === 0 ? 'The log is written.' : `The log is written again; ${lost}.`,
      };
    },
    flush(patienceMs) {
      const lostBefore = dropped;
      const isWhole = (): boolean => isIdle() && failure === undefined && dropped === lostBefore;
      if (isIdle()) return Promise.resolve(isWhole());
      return new Promise((resolve) => {
        const finish = (): void => {
          clearTimeout(limit);
          waiters.delete(finish);
          resolve(isWhole());
        };
        const limit = setTimeout(finish, patienceMs);
        waiters.add(finish);
      });
    },
    flushSync() {
      // One that is under way cannot be taken back, and is over by now.
      if (isWriting) batch = undefined;
      const deadline = performance.now() + EXIT_PATIENCE_MS;
      for (batch ??= nextBatch(); batch !== undefined; batch ??= nextBatch()) {
        const current: Batch = batch;
        if (performance.now() > deadline) return;
        try {
          advance(current, writeBytesSync(current.bytes));
          if (current.bytes.length === 0) succeeded(current.told);
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return;
          pause(FIRST_RETRY_MS);
        }
      }
    },
  };
}

/**
 * The sink of standard output. A pipe is made non-blocking first: a write to a full one would hold a thread of the pool,
 * and the exit of the process, for as long as nobody reads.
 */
export function standardOutput(): LogSink {
  const facts = fstatSync(1);
  // Node does it as it opens the stream; nothing is written to it here.
  if (facts.isFIFO() || facts.isSocket()) process.stdout.on('error', () => undefined);
  return createLogSink(1);
}

function noticeOf(lines: number): string {
  const fields = { level: WARN, time: Date.now(), source: 'log', lines, msg: 'lines of the log were lost' };
  return `${JSON.stringify(fields)}\n`;
}

function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
