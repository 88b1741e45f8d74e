import { setTimeout as delay } from 'node:timers/promises';

const PATIENCE_MS = 30_000;

/** Polls until something holds; fails saying what was awaited. */
export async function waitUntil(what, holds) {
  const deadline = performance.now() + PATIENCE_MS;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`waited ${PATIENCE_MS} ms in vain for ${what}`);
    await delay(20);
  }
}
