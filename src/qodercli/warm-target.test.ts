import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWarmTarget } from './warm-target.ts';

function target({ least = 1, most = 4, bootMs = 100, memoryMs = 10_000 } = {}) {
  let now = 0;
  const warm = createWarmTarget({ least, most, memoryMs, elapsed: () => now });
  warm.booted(bootMs);
  return {
    ...warm,
    askAt: (...times: number[]) => {
      for (const time of times) {
        now = time;
        warm.asked();
      }
    },
    sizeAt: (time: number) => {
      now = time;
      return warm.size();
    },
  };
}

describe('the number of processes that should wait', () => {
  it('is the least one while nobody asks, or one asks at a time', () => {
    const warm = target();
    expect(warm.sizeAt(0)).toBe(1);
    warm.askAt(0, 100, 200, 1_000);
    expect(warm.sizeAt(1_000)).toBe(1);
  });

  it('is what asked within the time of a boot', () => {
    const warm = target();
    warm.askAt(0, 40, 80);
    expect(warm.sizeAt(80)).toBe(3);
  });

  it('is never more than the most, nor less than the least', () => {
    const warm = target({ least: 2, most: 3 });
    expect(warm.sizeAt(0)).toBe(2);
    warm.askAt(1, 2, 3, 4, 5, 6);
    expect(warm.sizeAt(6)).toBe(3);
  });

  it('forgets a rush, and falls to the next smaller one that it remembers', () => {
    const warm = target();
    warm.askAt(0, 1, 2, 3);
    warm.askAt(5_000, 5_001);
    expect(warm.sizeAt(9_999)).toBe(4);
    expect(warm.sizeAt(10_003)).toBe(2);
    expect(warm.sizeAt(15_001)).toBe(1);
  });

  it('grows with the time that boots take', () => {
    const warm = target({ bootMs: 100 });
    for (let boot = 0; boot < 40; boot += 1) warm.booted(1_000);
    warm.askAt(0, 400, 800);
    expect(warm.sizeAt(800)).toBe(3);
  });

  it('is what counting anew would give', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 60 }), (gaps) => {
        const warm = target({ least: 0, most: 5, memoryMs: 1_000 });
        const times = gaps.map((_, index) => gaps.slice(0, index + 1).reduce((sum, gap) => sum + gap, 0));
        const end = times.at(-1) ?? 0;
        warm.askAt(...times);
        const sizes = times.flatMap((time, index) =>
          end - time < 1_000 ? [times.slice(0, index + 1).filter((other) => time - other < 100).length] : [],
        );
        expect(warm.sizeAt(end)).toBe(Math.min(5, Math.max(0, ...sizes)));
      }),
    );
  });
});
