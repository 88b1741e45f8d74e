import type { RequestObserver } from './request-observer.ts';

/** Somebody who wants to know a part of what happens to a request. What it is told it must take cheaply. */
export type RequestWatcher = Partial<Omit<RequestObserver, 'fields'>>;

/**
 * Several observers behind one: the first is told everything, the others what they have a function for. What only
 * the first wants to know, each delta above all, costs nothing more than without them.
 */
export function observeTogether(
  first: RequestObserver,
  watchers: readonly RequestWatcher[],
): RequestObserver {
  if (watchers.length === 0) return first;
  const together = <Name extends keyof RequestWatcher>(name: Name): RequestObserver[Name] => {
    const own: RequestObserver[Name] = first[name];
    const others = watchers.flatMap((watcher) => watcher[name] ?? []) as ((...told: unknown[]) => void)[];
    if (others.length === 0) return own;
    const all = [own as (...told: unknown[]) => void, ...others];
    return ((...told: unknown[]) => {
      for (const tell of all) tell(...told);
    }) as RequestObserver[Name];
  };
  return {
    fields: first.fields,
    dispatched: together('dispatched'),
    received: together('received'),
    resolved: together('resolved'),
    note: together('note'),
    asked: together('asked'),
    sent: together('sent'),
    firstPart: together('firstPart'),
    text: together('text'),
    reasoning: together('reasoning'),
    toolCall: together('toolCall'),
    toolArguments: together('toolArguments'),
    shown: together('shown'),
    withdrawn: together('withdrawn'),
    finished: together('finished'),
    abandoned: together('abandoned'),
    refused: together('refused'),
    ended: together('ended'),
  };
}
