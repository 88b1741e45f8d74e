import type { QoderEvent } from './events.ts';

/**
 * Adds events to the batch of one read. What came together goes on together: a delta that continues the one before
 * it becomes part of it, so that a flood of small deltas costs each layer, the socket and the client one.
 */
export function appendEvents(batch: QoderEvent[], events: readonly QoderEvent[]): void {
  for (const event of events) {
    const merged = joined(batch.at(-1), event);
    if (merged === undefined) batch.push(event);
    else batch[batch.length - 1] = merged;
  }
}

function joined(last: QoderEvent | undefined, next: QoderEvent): QoderEvent | undefined {
  if (last === undefined) return undefined;
  if (last.type === 'text' && next.type === 'text') return { type: 'text', text: last.text + next.text };
  if (last.type === 'reasoning' && next.type === 'reasoning') {
    return { type: 'reasoning', text: last.text + next.text };
  }
  if (last.type === 'tool_arguments' && next.type === 'tool_arguments' && last.id === next.id) {
    return { ...last, fragment: last.fragment + next.fragment };
  }
  return undefined;
}
