import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLogSink } from './log-sink.ts';

const failure = (code: string): NodeJS.ErrnoException => Object.assign(new Error(code), { code });

/** A descriptor that behaves as the test says: `takes` bytes of each write while it has `room`, or fails with `fails`. */
function device() {
  const state: { written: string; fails: string | undefined; takes: number; room: number; writes: number } = {
    written: '',
    fails: undefined,
    takes: Number.POSITIVE_INFINITY,
    room: Number.POSITIVE_INFINITY,
    writes: 0,
  };
  const take = (bytes: Buffer): number => {
    state.writes += 1;
    if (state.fails !== undefined) throw failure(state.fails);
    if (state.room === 0) throw failure('ENOSPC');
    const count = Math.min(bytes.length, state.takes, state.room);
    state.room -= count;
    state.written += bytes.subarray(0, count).toString();
    return count;
  };
  const sink = createLogSink(-1, {
    maxPending: 1_000,
    writeSync: take,
    write: (bytes, done) => {
      setImmediate(() => {
        let count: number;
        try {
          count = take(bytes);
        } catch (error) {
          done(error as NodeJS.ErrnoException, 0);
          return;
        }
        done(null, count);
      });
    },
  });
  return { state, sink };
}

const line = (text: string): string => `{"msg":"${text}"}\n`;
/** Messages; for the notice of lost lines, how many. */
const messages = (written: string): unknown[] =>
  written
    .split('\n')
    .filter((text) => text !== '')
    .map((text) => {
      const { msg, lines } = JSON.parse(text);
      return lines ?? msg;
    });

describe('the sink of the log', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('writes lines in order, those that wait together', async () => {
    const { state, sink } = device();
    for (const text of ['a', 'b', 'c']) sink.write(line(text));
    expect(state.written).toBe('');
    expect(await sink.flush(1_000)).toBe(true);
    expect(messages(state.written)).toEqual(['a', 'b', 'c']);
    expect(state.writes).toBe(2);
    expect(sink.health()).toEqual({ ok: true, detail: 'The log is written.' });
  });

  it('goes on where a write took a part', async () => {
    const { state, sink } = device();
    state.takes = 3;
    sink.write(line('a'));
    sink.write(line('b'));
    expect(await sink.flush(1_000)).toBe(true);
    expect(messages(state.written)).toEqual(['a', 'b']);
  });

  it.each(['ENOSPC', 'EPIPE', 'EIO', 'EFBIG', 'EBADF'])(
    'drops and counts lines at %s, says so, and goes on by itself once that is over',
    async (code) => {
      const { state, sink } = device();
      state.fails = code;
      for (const text of ['a', 'b', 'c']) sink.write(line(text));
      expect(await sink.flush(1_000)).toBe(false);
      expect(sink.dropped()).toBe(3);
      expect(sink.health()).toEqual({
        ok: false,
        detail: `The log cannot be written (${code}); 3 lines were lost.`,
      });
      state.fails = undefined;
      // Nobody has anything to log: it is tried all the same.
      await vi.advanceTimersByTimeAsync(1_000);
      await expect.poll(() => messages(state.written)).toEqual([3]);
      expect(sink.health()).toEqual({ ok: true, detail: 'The log is written again; 3 lines were lost.' });
      sink.write(line('d'));
      expect(await sink.flush(1_000)).toBe(true);
      expect(messages(state.written)).toEqual([3, 'd']);
      expect(sink.dropped()).toBe(3);
    },
  );

  it('writes the next line at once when the disk has room again, as a line of its own', async () => {
    const { state, sink } = device();
    state.room = 5;
    sink.write(line('cut'));
    await expect.poll(() => sink.dropped()).toBe(1);
    state.room = Number.POSITIVE_INFINITY;
    sink.write(line('whole'));
    expect(await sink.flush(1_000)).toBe(true);
    const [cut, ...others] = state.written.split('\n');
    expect(cut).toBe('{"msg');
    expect(messages(others.join('\n'))).toEqual([1, 'whole']);
  });

  it('keeps what a full pipe does not take, in bounds, and drops what is beyond', async () => {
    const { state, sink } = device();
    state.fails = 'EAGAIN';
    const long = line('x'.repeat(88));
    for (let count = 0; count < 50; count += 1) sink.write(long);
    await vi.advanceTimersByTimeAsync(5_000);
    // The first was taken out of the queue for the write that does not end.
    expect(sink.dropped()).toBe(50 - 11);
    expect(sink.health()).toEqual({ ok: false, detail: "The log's reader is too slow; 39 lines were lost." });
    expect(state.writes).toBeLessThan(50);
    state.fails = undefined;
    await vi.advanceTimersByTimeAsync(250);
    expect(await sink.flush(1_000)).toBe(true);
    expect(messages(state.written)).toEqual([
      'x'.repeat(88),
      39,
      ...Array.from({ length: 10 }, () => 'x'.repeat(88)),
    ]);
    expect(sink.health().ok).toBe(true);
  });

  it('drops a line that is too long by itself, and tells', async () => {
    const { state, sink } = device();
    sink.write(line('x'.repeat(2_000)));
    await expect.poll(() => messages(state.written)).toEqual([1]);
    expect(sink.dropped()).toBe(1);
  });

  it('gives up a flush in time', async () => {
    const { state, sink } = device();
    state.fails = 'EAGAIN';
    sink.write(line('a'));
    const flushed = sink.flush(300);
    await vi.advanceTimersByTimeAsync(300);
    expect(await flushed).toBe(false);
  });

  it('writes at the exit what waits, and waits itself for nobody', () => {
    const { state, sink } = device();
    sink.write(line('under way'));
    sink.write(line('a'));
    sink.write(line('b'));
    sink.flushSync();
    expect(messages(state.written)).toEqual(['a', 'b']);
    state.fails = 'EAGAIN';
    sink.write(line('c'));
    const startedAt = performance.now();
    sink.flushSync();
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    state.fails = 'EPIPE';
    expect(() => sink.flushSync()).not.toThrow();
  });
});

describe('the sink of the log on real files', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'log-sink-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('appends to a file', async () => {
    const file = path.join(folder, 'log');
    const fd = openSync(file, 'a');
    const sink = createLogSink(fd);
    for (let count = 0; count < 1_000; count += 1) sink.write(line(String(count)));
    expect(await sink.flush(10_000)).toBe(true);
    closeSync(fd);
    expect(messages(readFileSync(file, 'utf8'))).toEqual(Array.from({ length: 1_000 }, (_, n) => String(n)));
  });

  it.runIf(process.platform === 'linux')('counts what a full disk does not take', async () => {
    const fd = openSync('/dev/full', 'a');
    const sink = createLogSink(fd);
    sink.write(line('a'));
    expect(await sink.flush(10_000)).toBe(false);
    expect([sink.dropped(), sink.health().ok]).toEqual([1, false]);
    closeSync(fd);
  });
});
