import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAdmission } from './admission.ts';

const limits = { maxConcurrency: 1, queueSize: 2, queueTimeoutMs: 1_000 };
const never = new AbortController().signal;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('admission', () => {
  it('lets in as many as it may, and the next in order of arrival', async () => {
    const admission = createAdmission(limits);
    const leave = await admission.enter(never);
    const order: string[] = [];
    const second = admission.enter(never).then((release) => {
      order.push('second');
      return release;
    });
    const third = admission.enter(never).then(() => order.push('third'));
    expect([admission.running(), admission.queued()]).toEqual([1, 2]);
    leave();
    leave();
    (await second)();
    await third;
    expect(order).toEqual(['second', 'third']);
    expect([admission.running(), admission.queued()]).toEqual([1, 0]);
  });

  it('refuses when the queue is full, and says when to come back', async () => {
    const admission = createAdmission({ ...limits, queueSize: 0 });
    await admission.enter(never);
    await expect(admission.enter(never)).rejects.toMatchObject({
      kind: 'queue_full',
      retryAfterMs: expect.any(Number),
    });
  });

  it('refuses when the wait is too long, and frees the place', async () => {
    const admission = createAdmission(limits);
    await admission.enter(never);
    const waiting = expect(admission.enter(never)).rejects.toMatchObject({ kind: 'queue_timeout' });
    await vi.advanceTimersByTimeAsync(1_000);
    await waiting;
    expect(admission.queued()).toBe(0);
  });

  it('frees the place of who leaves the queue, with the reason', async () => {
    const admission = createAdmission(limits);
    const leave = await admission.enter(never);
    const leaving = new AbortController();
    const waiting = expect(admission.enter(leaving.signal)).rejects.toBe('gone');
    leaving.abort('gone');
    await waiting;
    expect(admission.queued()).toBe(0);
    leave();
    expect(admission.running()).toBe(0);
    await expect(admission.enter(leaving.signal)).rejects.toBe('gone');
    expect(vi.getTimerCount()).toBe(0);
  });
});

it('once closed lets nobody wait, but goes on with those who need not', async () => {
  const admission = createAdmission(limits);
  const leave = await admission.enter(never);
  const waiting = [admission.enter(never), admission.enter(never)];
  admission.close();
  for (const entry of [...waiting, admission.enter(never)]) {
    await expect(entry).rejects.toMatchObject({ kind: 'shutting_down' });
  }
  expect(admission.queued()).toBe(0);
  leave();
  await expect(admission.enter(never)).resolves.toBeTypeOf('function');
});
