import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createParking } from './parking.ts';
import type { Lease } from './pool.ts';
import type { Session } from './session.ts';

const step = { type: 'message', content: [] } as const;

function parked(accepts = true) {
  let spoil: () => void = () => undefined;
  let spoilt = false;
  const release = vi.fn();
  const session = {
    accepts: () => accepts && !spoilt,
    isSpoilt: () => spoilt,
    onSpoilt: (callback: () => void) => {
      spoil = callback;
    },
  } as unknown as Session;
  const entry = { session, lease: { release } as unknown as Lease };
  return {
    entry,
    release,
    spoil: () => {
      spoilt = true;
      spoil();
    },
  };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('parking', () => {
  const parkingFor = (capacity: number) => createParking({ capacity, lifeMs: 1_000 });

  it('gives a session to the one who has its key, once, and counts', () => {
    const parking = parkingFor(2);
    const { entry, release } = parked();
    parking.park('a', entry);
    expect(parking.take('b', step)).toBeUndefined();
    expect(parking.take('a', step)?.session).toBe(entry.session);
    expect(parking.take('a', step)).toBeUndefined();
    expect(parking.counters()).toEqual({ hits: 1, misses: 2 });
    vi.advanceTimersByTime(5_000);
    expect(release).not.toHaveBeenCalled();
  });

  it('keeps one that cannot go on so for somebody else', () => {
    const parking = parkingFor(1);
    parking.park('a', parked(false).entry);
    expect(parking.take('a', step)).toBeUndefined();
    expect(parking.size()).toBe(1);
  });

  it('ends the one used least recently for a new one, the same conversation, and one whose time is over', () => {
    const parking = parkingFor(2);
    const [a, b, c, again] = [parked(), parked(), parked(), parked()];
    parking.park('a', a.entry);
    parking.park('b', b.entry);
    parking.park('c', c.entry);
    expect([a.release.mock.calls.length, b.release.mock.calls.length, parking.size()]).toEqual([1, 0, 2]);
    parking.park('c', again.entry);
    expect([c.release.mock.calls.length, parking.size()]).toEqual([1, 2]);
    vi.advanceTimersByTime(1_000);
    expect([b.release.mock.calls.length, again.release.mock.calls.length, parking.size()]).toEqual([1, 1, 0]);
    expect(parking.evictOldest()).toBe(false);
  });

  it('ends one that is spoilt while it waits, or was before', () => {
    const parking = parkingFor(1);
    const waiting = parked();
    parking.park('a', waiting.entry);
    waiting.spoil();
    expect([waiting.release.mock.calls.length, parking.size()]).toEqual([1, 0]);
    const dead = parked();
    dead.spoil();
    parking.park('b', dead.entry);
    expect([dead.release.mock.calls.length, parking.size()]).toEqual([1, 0]);
  });

  it('takes none where none are wanted', () => {
    const parking = parkingFor(0);
    const { entry, release } = parked();
    parking.park('a', entry);
    expect([release.mock.calls.length, parking.size()]).toEqual([1, 0]);
  });
});
