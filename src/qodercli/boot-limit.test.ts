import { describe, expect, it } from 'vitest';
import { createBootLimit } from './boot-limit.ts';

describe('the limit of a boot', () => {
  it('doubles while it ends boots, to a bound', () => {
    const limit = createBootLimit(undefined);
    const limits = [limit.current()];
    for (let boot = 0; boot < 4; boot += 1) {
      limit.exceeded();
      limits.push(limit.current());
    }
    expect(limits).toEqual([30_000, 60_000, 120_000, 120_000, 120_000]);
  });

  it('stays where a machine needs it, and falls back where it does not', () => {
    const limit = createBootLimit(undefined);
    limit.exceeded();
    limit.met(43_000);
    expect(limit.current()).toBe(60_000);
    limit.met(5_000);
    expect(limit.current()).toBe(30_000);
  });

  it('is what the operator has set', () => {
    const limit = createBootLimit(45_000);
    limit.exceeded();
    expect(limit.current()).toBe(45_000);
    limit.met(1);
    expect(limit.current()).toBe(45_000);
  });
});
