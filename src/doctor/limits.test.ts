import { describe, expect, it } from 'vitest';
import { readConfig } from '../config.ts';
import { capacityOf } from '../config-capacity.ts';
import { CLI_WEIGHTS } from '../qodercli/choice/kind.ts';
import { checkCoreDumps, checkMemory, checkOpenFiles } from './limits.ts';
import { checkNodeVersion } from './node-version.ts';

const MEGABYTE = 1024 * 1024;
const config = (more: Record<string, string> = {}) =>
  readConfig({ QODER_BACKEND: 'qodercli', QODER_MAX_PROCESSES: '4', QODER_QUEUE_SIZE: '64', ...more });

describe('memory', () => {
  const check = (kind: 'node' | 'native', available: number) =>
    checkMemory(config(), { maxProcesses: 4 }, CLI_WEIGHTS[kind], available * MEGABYTE);

  it.each([
    ['node', 512, 'error'],
    ['node', 1_600, 'warning'],
    ['node', 3_200, 'ok'],
    ['native', 300, 'error'],
    ['native', 512, 'warning'],
    ['native', 1_600, 'ok'],
  ] as const)('for four processes of kind %s in %d MB: %s', (kind, available, status) => {
    expect(check(kind, available)).toMatchObject({ status });
  });

  it.each([
    ['node', 'set it to 2'],
    ['native', 'set it to 3'],
  ] as const)('says how many processes of kind %s fit', (kind, advice) => {
    expect(check(kind, kind === 'node' ? 1_600 : 1_500).advice).toContain(advice);
  });

  it('is no matter for the simulator', () => {
    const simulated = config({ QODER_BACKEND: 'simulator' });
    expect(checkMemory(simulated, { maxProcesses: 4 }, CLI_WEIGHTS.node, 100 * MEGABYTE).status).toBe('ok');
  });
});

describe('open files', () => {
  it.each([
    [100, 'warning'],
    [1_024, 'ok'],
  ])('of which %s are allowed: %s', (limit, status) => {
    const capacity = capacityOf(config().capacity, CLI_WEIGHTS.node.processMemory);
    expect(checkOpenFiles(config(), capacity, limit)).toMatchObject({ status });
  });
});

describe('core dumps', () => {
  it.each([
    [0, 'ok'],
    [4_096, 'warning'],
    [Number.POSITIVE_INFINITY, 'warning'],
  ])('of %s bytes: %s', (limit, status) => {
    expect(checkCoreDumps(limit)).toMatchObject({ status });
  });
});

describe('node', () => {
  it.each([
    ['v18.20.0', 'error'],
    ['v20.18.3', 'error'],
    ['v20.19.0', 'ok'],
    ['v22.0.0', 'ok'],
  ])('%s: %s', (version, status) => {
    expect(checkNodeVersion(version, '>=20.19')).toMatchObject({ status });
  });
});
