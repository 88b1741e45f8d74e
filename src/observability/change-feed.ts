export interface ChangeFeed<Change> {
  /** Returns how to end it. Listeners are called at once and must be cheap. */
  readonly subscribe: (listener: (change: Change) => void) => () => void;
  readonly publish: (change: Change) => void;
  readonly hasListeners: () => boolean;
}

export function createChangeFeed<Change>(): ChangeFeed<Change> {
  // Wrapped, so that a function that subscribes twice is called twice.
  const listeners = new Set<{ readonly hear: (change: Change) => void }>();
  return {
    subscribe(hear) {
      const listener = { hear };
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    publish(change) {
      for (const listener of listeners) listener.hear(change);
    },
    hasListeners: () => listeners.size > 0,
  };
}
