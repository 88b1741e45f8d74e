import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createDiskGuard, type DiskGuard } from './disk-guard.ts';

const LIMIT = 1_000_000;
let folder: string;
let guard: DiskGuard;
let exceeded: number[];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'disk-guard-test-'));
  guard = createDiskGuard(LIMIT, 5, { error: () => undefined });
  exceeded = [];
  mkdirSync(path.join(folder, 'home', 'deep'), { recursive: true });
});
afterEach(() => {
  guard.stop();
  rmSync(folder, { recursive: true });
});
const watch = () => guard.watch(folder, (bytes) => exceeded.push(bytes));
const write = (name: string, bytes: number) =>
  writeFileSync(path.join(folder, 'home', 'deep', name), Buffer.alloc(bytes, 1));

it('tells once when a folder outgrows what it may hold', async () => {
  watch();
  write('a', LIMIT / 2);
  await delay(100);
  expect(exceeded).toEqual([]);
  write('b', LIMIT);
  await expect.poll(() => exceeded.length).toBe(1);
  expect(exceeded[0]).toBeGreaterThan(LIMIT);
  await delay(50);
  expect(exceeded.length).toBe(1);
});

it('counts empty files, and what links to elsewhere as nothing but links', async () => {
  const elsewhere = mkdtempSync(path.join(tmpdir(), 'disk-guard-elsewhere-'));
  writeFileSync(path.join(elsewhere, 'large'), Buffer.alloc(3 * LIMIT, 1));
  watch();
  symlinkSync(elsewhere, path.join(folder, 'link'));
  symlinkSync(path.join(elsewhere, 'large'), path.join(folder, 'file'));
  await delay(100);
  expect(exceeded).toEqual([]);
  for (let n = 0; n < 300; n += 1) write(String(n), 0);
  await expect.poll(() => exceeded.length).toBe(1);
  rmSync(elsewhere, { recursive: true });
});

it('leaves a folder that nobody watches any more, and bears one that is gone', async () => {
  const leave = watch();
  guard.watch(path.join(folder, 'none'), (bytes) => exceeded.push(bytes));
  leave();
  write('a', 2 * LIMIT);
  await delay(100);
  expect(exceeded).toEqual([]);
});
