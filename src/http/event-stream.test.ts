import { describe, expect, it } from 'vitest';
import { ApiError } from '../errors.ts';
import { openEventStream } from './event-stream.ts';

const times = { patienceMs: 10_000, keepAliveMs: 10_000 };
const failed = ({ body }: ApiError): string => `event: error\ndata: ${body.code}\n\n`;

async function read(frames: AsyncIterable<string>, more: Partial<typeof times> = {}): Promise<string> {
  let text = '';
  for await (const piece of await openEventStream(frames, { ...times, ...more }, failed)) text += piece;
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
    await expect(openEventStream(framesThen([], error), times, failed)).rejects.toBe(error);
  });

  it('ends with an error frame when a later one fails', async () => {
    const frames = framesThen(['data: 1\n\n'], new ApiError('qodercli_failed', 'gone'));
    expect(await read(frames)).toBe('data: 1\n\nevent: error\ndata: qodercli_failed\n\n');
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
    const stream = await openEventStream(silent(), { patienceMs: 1, keepAliveMs: 1 }, failed);
    const pieces: string[] = [];
    for await (const piece of stream) {
      pieces.push(String(piece));
      if (pieces.length === 3) release();
    }
    expect(pieces.slice(0, 3)).toEqual([': keep-alive\n\n', ': keep-alive\n\n', ': keep-alive\n\n']);
    expect(pieces.at(-1)).toBe('data: 1\n\n');
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
    for await (const piece of await openEventStream(endless(), times, failed)) if (piece) break;
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
    const stream = await openEventStream(endless(), times, failed);
    stream.destroy();
    await expect.poll(() => isEnded).toBe(true);
  });
});
