import { createSubscriber } from 'svelte/reactivity';

const TICK_MS = 1_000;

const subscribe = createSubscriber((update) => {
  const timer = setInterval(update, TICK_MS);
  return () => clearInterval(timer);
});

/** Ticks once a second, and only while something on the page shows a running time. */
export const clock = {
  get now(): number {
    subscribe();
    return Date.now();
  },
};
