import { describe, expect, it, vi } from 'vitest';
import { ApiError } from '../errors.ts';
import { openEventStream } from './event-stream.ts';

const times = { patienceMs: 10_000, keepAliveMs: 10_000 };
const failures = { report: () => undefined, frame: ({ body }: ApiError) => `data: ${body.code}\n\n` };

async function read(frames: AsyncIterable<string>, more: Partial<typeof times> = {}): Promise<string> {
  let text = '';
  for await (const piece of await openEventStream(frames, { ...times, ...more }, failures)) text += piece;
  return text;
}

async function* framesThen(frames: readonly string[], error?: Error): AsyncGenerator<string> {
  yield* frames;
  if (error !== undefined) throw error;
}

describe('an event stream', () => {
  it('passes frames on', async () => {
    expect(await read(framesThen(['data: 1\n\n', 'data: 2\n\n']))).toBe('data: 1\n\ndata: 2\n\n');
  });

  it('does not open when the first frame fails: the error keeps its status', async () => {
    const error = new ApiError('insufficient_quota', 'no credits');
    await expect(openEventStream(framesThen([], error), times, failures)).rejects.toBe(error);
  });

  it('ends with an error frame when a later one fails', async () => {
    const frames = framesThen(['data: 1\n\n'], new ApiError('qodercli_failed', 'gone'));
    expect(await read(frames)).toBe('data: 1\n\ndata: qodercli_failed\n\n');
  });

  it.each([
    ['a known error', new ApiError('qodercli_failed', 'gone'), 'qodercli_failed'],
    ['a defect', new TypeError('x is not a function'), 'internal_error'],
  ])(
    'that fails with %s reports it, tells its client, and is cut when all of it is written',
    async (_, error, code) => {
      const happened: unknown[] = [];
      const source = framesThen(['data: 1\n\n'], error);
      const stream = await openEventStream(source, times, {
        ...failures,
        report: (reported) => happened.push(reported),
        cut: () => happened.push('cut'),
      });
      for await (const piece of stream) happened.push(String(piece));
      expect(happened).toEqual(['data: 1\n\n', error, `data: ${code}\n\n`, 'cut']);
    },
  );

  it('that is whole is not cut', async () => {
    const cut = vi.fn();
    const stream = await openEventStream(framesThen(['data: 1\n\n']), times, { ...failures, cut });
    await stream.toArray();
    expect(cut).not.toHaveBeenCalled();
  });

  it('says nothing more to a client that is gone', async () => {
    const frames = framesThen(['data: 1\n\n'], new ApiError('client_closed_request', 'gone'));
    expect(await read(frames)).toBe('data: 1\n\n');
  });

  it('opens with a comment when nothing comes, and goes on commenting', async () => {
    let release: () => void = () => undefined;
    const later = new Promise<void>((resolve) => {
      release = resolve;
    });
    async function* silent(): AsyncGenerator<string> {
      await later;
      yield 'data: 1\n\n';
    }
    const stream = await openEventStream(silent(), { patienceMs: 1, keepAliveMs: 1 }, failures);
    const pieces: string[] = [];
    for await (const piece of stream) {
      pieces.push(String(piece));
      if (pieces.length === 3) release();
    }
    expect(pieces.slice(0, 3)).toEqual([': keep-alive\n\n', ': keep-alive\n\n', ': keep-alive\n\n']);
    expect(pieces.at(-1)).toBe('data: 1\n\n');
  });

  it('is kept alive by frames of its dialect, if it has some', async () => {
    let release: () => void = () => undefined;
    const later = new Promise<void>((resolve) => {
      release = resolve;
    });
    async function* silent(): AsyncGenerator<string> {
      await later;
      yield 'data: 1\n\n';
    }
    let count = 0;
    const sayNothing = (): string => {
      count += 1;
      if (count === 2) release();
      return `data: nothing ${count}\n\n`;
    };
    const shortly = { patienceMs: 1, keepAliveMs: 1 };
    const stream = await openEventStream(silent(), shortly, failures, sayNothing);
    const text = (await stream.toArray()).join('');
    expect(text).toMatch(/^data: nothing 1\n\ndata: nothing 2\n\n(data: nothing \d\n\n)*data: 1\n\n$/);
  });

  it('closes its source when it is left', async () => {
    let closed = false;
    async function* endless(): AsyncGenerator<string> {
      try {
        for (;;) yield 'data: x\n\n';
      } finally {
        closed = true;
      }
    }
    for await (const piece of await openEventStream(endless(), times, failures)) if (piece) break;
    await expect.poll(() => closed).toBe(true);
  });

  it('ends what it reads when nobody reads it', async () => {
    let isEnded = false;
    async function* endless(): AsyncGenerator<string> {
      try {
        for (;;) yield 'data: 1\n\n';
      } finally {
        isEnded = true;
      }
    }
    const stream = await openEventStream(endless(), times, failures);
    stream.destroy();
    await expect.poll(() => isEnded).toBe(true);
  });
});
