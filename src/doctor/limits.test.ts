import { describe, expect, it } from 'vitest';
import { readConfig } from '../config.ts';
import { checkCoreDumps, checkMemory, checkOpenFiles } from './limits.ts';
import { checkNodeVersion } from './node-version.ts';

const MEGABYTE = 1024 * 1024;
const config = (more: Record<string, string> = {}) =>
  readConfig({ QODER_BACKEND: 'qodercli', QODER_MAX_PROCESSES: '4', QODER_QUEUE_SIZE: '64', ...more });

describe('memory', () => {
  it.each([
    [512, 'error'],
    [1_600, 'warning'],
    [3_200, 'ok'],
  ])('of %d MB for four processes: %s', (available, status) => {
    expect(checkMemory(config(), available * MEGABYTE)).toMatchObject({ status });
  });

  it('says how many processes fit', () => {
    expect(checkMemory(config(), 1_600 * MEGABYTE).advice).toContain('set it to 2');
  });

  it('is no matter for the simulator', () => {
    expect(checkMemory(config({ QODER_BACKEND: 'simulator' }), 100 * MEGABYTE).status).toBe('ok');
  });
});

describe('open files', () => {
  it.each([
    [100, 'warning'],
    [1_024, 'ok'],
  ])('of which %s are allowed: %s', (limit, status) => {
    expect(checkOpenFiles(config(), limit)).toMatchObject({ status });
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
