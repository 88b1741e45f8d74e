import type { QoderEvent } from './events.ts';

/**
 * Adds an event to those of the same read. Deltas that came together go on together: a client has nothing of them one
 * by one, and under load, when many come at once, each would cost it and this server a chunk of its own.
 */
export function addToBatch(batch: QoderEvent[], event: QoderEvent): void {
  const last = batch.at(-1);
  const joined = last === undefined ? undefined : join(last, event);
  if (joined === undefined) batch.push(event);
  else batch[batch.length - 1] = joined;
}

function join(last: QoderEvent, next: QoderEvent): QoderEvent | undefined {
  switch (next.type) {
    case 'text':
    case 'reasoning':
      return last.type === next.type ? { type: next.type, text: last.text + next.text } : undefined;
    case 'tool_arguments':
      return last.type === next.type && last.id === next.id
        ? { ...next, fragment: last.fragment + next.fragment }
        : undefined;
    default:
      return undefined;
  }
}
