import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { residentBytes, type ServerGauges, startGauges } from './server-gauges.ts';

describe('the memory of processes', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'gauges-'));
    for (const [pid, status] of Object.entries({
      '11': 'Name:\tnode\nVmPeak:\t  999 kB\nVmRSS:\t    2048 kB\nThreads:\t1\n',
      '12': 'VmRSS:\t1 kB\n',
      '13': 'Name:\tzombie\nState:\tZ\n',
    })) {
      mkdirSync(path.join(root, pid));
      writeFileSync(path.join(root, pid, 'status'), status);
    }
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it.each([
    ['adds up', [11, 12], 2_049 * 1_024],
    ['counts no zombie', [12, 13], 1_024],
    ['leaves out those that have exited', [11, 99], 2_048 * 1_024],
    ['is nothing where there are none', [], 0],
    ['is unknown where none can be read', [98, 99], undefined],
  ])('%s', (_, pids, expected) => {
    expect(residentBytes(pids, root)).toBe(expected);
  });

  it('is that of the system', () => {
    expect(residentBytes([process.pid])).toBeGreaterThan(10_000_000);
  });
});

const log = { error: () => undefined };

describe('the gauges', () => {
  it('are there at once, and anew with each interval until they are stopped', async () => {
    const samples: ServerGauges[] = [];
    const sampler = startGauges(
      log,
      5,
      () => [process.pid],
      (gauges) => samples.push(gauges),
    );
    expect(sampler.read().memoryBytes).toBeGreaterThan(10_000_000);
    expect(sampler.read().childrenMemoryBytes).toBeGreaterThan(10_000_000);
    expect(sampler.read().eventLoopLagMs).toBe(0);
    await expect.poll(() => samples.length).toBeGreaterThan(2);
    expect(sampler.read()).toBe(samples.at(-1));
    sampler.stop();
    const count = samples.length;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(samples.length).toBe(count);
  });

  it('skip a beat that fails, the first one too, and go on', async () => {
    const failures: object[] = [];
    const samples: ServerGauges[] = [];
    let isShort = true;
    const sampler = startGauges(
      { error: (fields) => void failures.push(fields) },
      5,
      () => {
        if (isShort) throw new Error('EMFILE');
        return [];
      },
      (gauges) => samples.push(gauges),
    );
    await expect.poll(() => failures.length).toBeGreaterThan(2);
    expect(samples).toEqual([]);
    isShort = false;
    await expect.poll(() => samples.length).toBeGreaterThan(1);
    sampler.stop();
  });

  it('tell for how long the event loop was held up, once', async () => {
    const samples: ServerGauges[] = [];
    const sampler = startGauges(
      log,
      100,
      () => [],
      (gauges) => samples.push(gauges),
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    const until = performance.now() + 150;
    while (performance.now() < until);
    await expect.poll(() => samples.some(({ eventLoopLagMs }) => eventLoopLagMs > 80)).toBe(true);
    await expect.poll(() => samples.at(-1)?.eventLoopLagMs).toBeLessThan(80);
    sampler.stop();
  });
});
