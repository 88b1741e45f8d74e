import type { RequestObserver } from './request-observer.ts';

/** Somebody who wants to know a part of what happens to a request. What it is told it must take cheaply. */
export type RequestWatcher = Partial<Omit<RequestObserver, 'fields'>>;

type Teller = (...told: never[]) => unknown;

/**
 * Several observers behind one: the first is told everything, the others what they have a function for. What only
 * the first wants to know, each delta above all, costs nothing more than without them.
 */
export function observeTogether(
  first: RequestObserver,
  watchers: readonly RequestWatcher[],
): RequestObserver {
  if (watchers.length === 0) return first;
  const together: Record<string, Teller> = { ...first };
  for (const watcher of watchers) {
    for (const [name, tell] of Object.entries<Teller>(watcher)) {
      const tellFirst = together[name] as Teller;
      together[name] = (...told) => {
        tellFirst(...told);
        tell(...told);
      };
    }
  }
  return together as unknown as RequestObserver;
}
