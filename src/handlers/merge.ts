/**
 * Interleaves several sources as their values come. Ends when all have; throws what the first to fail throws.
 * However it is left, every source is told to close; one that still waits does so when its wait is aborted.
 */
export async function* merge<T>(
  sources: readonly AsyncGenerator<T>[],
): AsyncGenerator<{ readonly index: number; readonly value: T }> {
  const pull = (index: number, source: AsyncGenerator<T>) =>
    source.next().then((result) => ({ index, source, result }));
  const pending = new Map(sources.map((source, index) => [index, pull(index, source)]));
  try {
    while (pending.size > 0) {
      const { index, source, result } = await Promise.race(pending.values());
      if (result.done === true) {
        pending.delete(index);
        continue;
      }
      pending.set(index, pull(index, source));
      yield { index, value: result.value };
    }
  } finally {
    // A source that fails while it is being closed has nothing more to say.
    for (const source of sources) source.return(undefined).catch(() => undefined);
    for (const unread of pending.values()) unread.catch(() => undefined);
  }
}
