import { describe, expect, it } from 'vitest';
import { capacityOf } from './config-capacity.ts';
import { CLI_WEIGHTS } from './qodercli/choice/kind.ts';

const GIGABYTE = 1024 ** 3;
const UNSET = {
  warmProcesses: 1,
  maxWarmProcesses: undefined,
  maxProcesses: undefined,
  maxConcurrency: undefined,
};
const capacity = (kind: 'node' | 'native', settings = {}, available = 4 * GIGABYTE) =>
  capacityOf({ ...UNSET, ...settings }, CLI_WEIGHTS[kind].processMemory, available);

describe('how much runs at once', () => {
  it.each([
    ['node', 5],
    ['native', 10],
  ] as const)('follows from the memory and from the weight of a process: %s', (kind, maxProcesses) => {
    expect(capacity(kind)).toMatchObject({ maxProcesses, warmProcesses: 1 });
  });

  it('is one at the least', () => {
    expect(capacity('node', {}, 1)).toEqual({
      warmProcesses: 1,
      maxWarmProcesses: 1,
      maxProcesses: 1,
      maxConcurrency: 1,
    });
  });

  it('is what the operator has set, whatever the weight', () => {
    const settings = { warmProcesses: 3, maxWarmProcesses: 5, maxProcesses: 7, maxConcurrency: 9 };
    for (const kind of ['node', 'native'] as const) expect(capacity(kind, settings)).toEqual(settings);
  });

  it('lets no more wait than may be alive', () => {
    const settings = { warmProcesses: 9, maxWarmProcesses: 9, maxProcesses: 4 };
    expect(capacity('node', settings)).toMatchObject({ warmProcesses: 4, maxWarmProcesses: 4 });
  });

  it.each([
    [0, 8, 0],
    [1, 2, 1],
    [1, 6, 3],
    [1, 100, 4],
    [6, 8, 6],
  ])('with %d that wait and %d alive, lets %d wait after a rush', (warmProcesses, maxProcesses, most) => {
    expect(capacity('node', { warmProcesses, maxProcesses }).maxWarmProcesses).toBe(most);
  });
});
