import { describe, expect, it } from 'vitest';
import { createFairQueue, QueueFull } from './fair-queue.ts';

const LIMITS = { slots: 2, waiting: 4, waitingPerOwner: 3, waitMs: 60_000 };

/** Tasks that end when the test says so. */
function tasks(limits = LIMITS) {
  const queue = createFairQueue(limits);
  const started: string[] = [];
  const ends = new Map<string, () => void>();
  const add = (name: string, isCostly: boolean, signal?: AbortSignal) =>
    queue.run(
      () => {
        started.push(name);
        return new Promise<void>((resolve) => ends.set(name, resolve));
      },
      name.slice(0, 1),
      isCostly,
      signal,
    );
  const end = async (name: string, task: Promise<void>) => {
    ends.get(name)?.();
    await task;
  };
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return { queue, started, add, end, settled };
}

describe('a fair queue', () => {
  it('leaves a slot to those that are not costly', async () => {
    const { started, add, end, settled } = tasks();
    const first = add('a1', true);
    const second = add('a2', true);
    void add('b1', false);
    await settled();
    expect(started).toEqual(['a1', 'b1']);
    await end('a1', first);
    await settled();
    expect(started).toEqual(['a1', 'b1', 'a2']);
    await end('a2', second);
  });

  it('lets those first that have used the least time', async () => {
    const { started, add, end, settled } = tasks();
    const first = add('a1', true);
    void add('a2', true);
    void add('a3', true);
    void add('b1', true);
    await settled();
    await end('a1', first);
    await settled();
    expect(started).toEqual(['a1', 'b1']);
  });

  it('has room for so many, and for so many of one owner', async () => {
    const { add } = tasks({ ...LIMITS, slots: 0 });
    for (const name of ['a1', 'a2', 'a3']) void add(name, false);
    await expect(add('a4', false)).rejects.toThrow(QueueFull);
    void add('b1', false);
    await expect(add('b2', false)).rejects.toThrow(QueueFull);
  });

  it('lets nobody wait for ever, nor after going away', async () => {
    const { add, started } = tasks({ ...LIMITS, slots: 0, waitMs: 1 });
    const leaving = new AbortController();
    await expect(add('a1', false)).rejects.toThrow(QueueFull);
    const left = add('a2', false, leaving.signal);
    leaving.abort(new Error('gone'));
    await expect(left).rejects.toThrow('gone');
    expect(started).toEqual([]);
  });

  it('fails those that wait when it closes', async () => {
    const { queue, add } = tasks({ ...LIMITS, slots: 0 });
    const waiting = add('a1', false);
    queue.close();
    await expect(waiting).rejects.toThrow(QueueFull);
    await expect(add('a2', false)).rejects.toThrow(QueueFull);
  });
});
