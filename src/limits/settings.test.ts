import { describe, expect, it } from 'vitest';
import { parseKeyLimits } from './settings.ts';

const KNOWN = ['default', 'ci', 'dashboard'];
const read = (value: string) => parseKeyLimits(value, KNOWN);

describe('KEY_LIMITS', () => {
  it('limits nobody where it is not set', () => {
    expect(parseKeyLimits(undefined, KNOWN)).toEqual({ settings: undefined, problems: [] });
  });

  it('reads limits of named keys and of all others', () => {
    expect(read('*:rpm=60,concurrency=4; ci : rpm = 10, tokens=200000,credits=0.5;')).toEqual({
      settings: {
        others: { rpm: 60, concurrency: 4 },
        named: new Map([['ci', { rpm: 10, tokens: 200_000, credits: 0.5 }]]),
      },
      problems: [],
    });
    expect(read('ci:rpm=1').settings?.others).toEqual({});
  });

  it.each([
    ['rpm=60', 'must be a list'],
    ['ci:rpm=1:2', 'must be a list'],
    [';', 'names no key'],
    ['CI:rpm=1', "names 'CI', but the keys are default, ci, dashboard and *"],
    ['ci:rpm=1;ci:rpm=2', "names 'ci' twice"],
    ['ci:rpm=1,rpm=2', "limits 'rpm' of 'ci' twice"],
    ['ci:rps=1', "limits 'rps' of 'ci', but only rpm, concurrency, tokens, credits"],
    ['ci:', "limits '' of 'ci'"],
    ['ci:toString=1', "limits 'toString'"],
    ['ci:rpm', 'whole number'],
    ['ci:rpm=', 'whole number'],
    ['ci:rpm=0', 'whole number'],
    ['ci:rpm=1.5', 'whole number'],
    ['ci:rpm=1=2', 'whole number'],
    ['ci:tokens=200k', 'whole number'],
    ['ci:tokens=99999999999999999', 'whole number'],
    ['ci:credits=0', 'greater than 0'],
    ['ci:credits=-1', 'greater than 0'],
    ['ci:credits=1e3', 'greater than 0'],
  ])('names the mistake in %j', (value, problem) => {
    expect(read(value).problems.join('\n')).toContain(`KEY_LIMITS`);
    expect(read(value).problems.join('\n')).toContain(problem);
  });

  it('names all mistakes at once', () => {
    expect(read('nobody:rpm=0;ci:x=1').problems).toHaveLength(3);
  });
});
