import { describe, expect, it } from 'vitest';
import { createToolSupport, type ToolFailure } from './tool-support.ts';

const failures: readonly ToolFailure[] = ['not_listed', 'denied', 'answered'];

describe('native tools', () => {
  it('are offered until something speaks against it', () => {
    const support = createToolSupport();
    expect([support.works('1.0.0'), support.report('1.0.0').ok]).toEqual([true, true]);
  });

  it.each(failures)('are given up for the version that shows that they do not work: %s', (failure) => {
    const support = createToolSupport();
    expect(support.failed(failure, '1.0.0')).toBe(true);
    expect(support.works('1.0.0')).toBe(false);
    expect(support.report('1.0.0')).toMatchObject({ ok: false, detail: expect.stringContaining('1.0.0') });
    // No news, and no second line in the log.
    expect(support.failed(failure, '1.0.0')).toBe(false);
  });

  it('are tried again with another version', () => {
    const support = createToolSupport();
    support.failed('denied', '1.0.0');
    expect([support.works('1.0.1'), support.report('1.0.1').ok]).toEqual([true, true]);
    expect(support.failed('denied', '1.0.1')).toBe(true);
    expect(support.works('1.0.1')).toBe(false);
  });

  it('are not given up for one list that is refused, where others were taken', () => {
    const support = createToolSupport();
    support.listed('1.0.0');
    expect(support.failed('not_listed', '1.0.0')).toBe(false);
    expect(support.works('1.0.0')).toBe(true);
    expect(support.failed('denied', '1.0.0')).toBe(true);
  });

  it('of a CLI that does not tell its version are told apart from those of one that does', () => {
    const support = createToolSupport();
    support.failed('answered', undefined);
    expect([support.works(undefined), support.works('1.0.0')]).toEqual([false, true]);
  });
});
