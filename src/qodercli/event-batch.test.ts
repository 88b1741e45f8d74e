import { describe, expect, it } from 'vitest';
import { appendEvents } from './event-batch.ts';
import type { QoderEvent } from './events.ts';

const batchOf = (...events: readonly QoderEvent[]): readonly QoderEvent[] => {
  const batch: QoderEvent[] = [];
  for (const event of events) appendEvents(batch, [event]);
  return batch;
};

describe('a batch of events', () => {
  it('joins deltas that continue each other', () => {
    expect(
      batchOf({ type: 'text', text: 'a' }, { type: 'text', text: 'b' }, { type: 'text', text: 'c' }),
    ).toEqual([{ type: 'text', text: 'abc' }]);
    expect(
      batchOf(
        { type: 'tool_arguments', id: '1', fragment: '{"a"' },
        { type: 'tool_arguments', id: '1', fragment: ':1}' },
      ),
    ).toEqual([{ type: 'tool_arguments', id: '1', fragment: '{"a":1}' }]);
  });

  it('keeps apart what differs, in its order', () => {
    const events: readonly QoderEvent[] = [
      { type: 'reasoning', text: 'a' },
      { type: 'text', text: 'b' },
      { type: 'withdrawn' },
      { type: 'text', text: 'c' },
      { type: 'tool_call', id: '1', name: 'look' },
      { type: 'tool_arguments', id: '1', fragment: '{}' },
      { type: 'tool_arguments', id: '2', fragment: '{}' },
      { type: 'ended', stopReason: null },
    ];
    expect(batchOf(...events)).toEqual(events);
  });

  it('changes no event that it was given', () => {
    const first = { type: 'text', text: 'a' } as const;
    const batch: QoderEvent[] = [first];
    appendEvents(batch, [{ type: 'text', text: 'b' }]);
    expect(first.text).toBe('a');
  });
});
