import { describe, expect, it } from 'vitest';
import { createBatchQueue } from './batch-queue.ts';

function queueWith(highWater = 100) {
  const congestion: boolean[] = [];
  const queue = createBatchQueue<number>({
    highWater,
    onCongestion: (congested) => congestion.push(congested),
  });
  return { queue, congestion };
}

async function drain(queue: AsyncIterable<readonly number[]>): Promise<readonly (readonly number[])[]> {
  const batches = [];
  for await (const batch of queue) batches.push(batch);
  return batches;
}

describe('the batch queue', () => {
  it('keeps batches together and in order, before and after somebody listens', async () => {
    const { queue } = queueWith();
    queue.push([1, 2]);
    const drained = drain(queue);
    await Promise.resolve();
    queue.push([3]);
    queue.end();
    queue.push([4]);
    expect(await drained).toEqual([[1, 2], [3]]);
  });

  it('delivers what is queued before a failure', async () => {
    const { queue } = queueWith();
    queue.push([1]);
    queue.fail(new Error('broken'));
    const seen: number[] = [];
    const reading = (async () => {
      for await (const batch of queue) seen.push(...batch);
    })();
    await expect(reading).rejects.toThrow('broken');
    expect(seen).toEqual([1]);
  });

  it('drops what is queued when it is aborted, and wakes who waits', async () => {
    const { queue } = queueWith();
    const waiting = expect(drain(queue)).rejects.toBe('gone');
    queue.push([1]);
    queue.abort('gone');
    await waiting;
  });

  it('says when the consumer falls behind, and when it has caught up', async () => {
    const { queue, congestion } = queueWith(2);
    queue.push([1]);
    expect(congestion).toEqual([]);
    queue.push([2]);
    queue.push([3]);
    expect(congestion).toEqual([true]);
    queue.end();
    await drain(queue);
    expect(congestion).toEqual([true, false]);
  });
});
