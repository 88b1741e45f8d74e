import { describe, expect, it } from 'vitest';
import { addToBatch } from './event-batch.ts';
import type { QoderEvent } from './events.ts';

function batchOf(...events: readonly QoderEvent[]): readonly QoderEvent[] {
  const batch: QoderEvent[] = [];
  for (const event of events) addToBatch(batch, event);
  return batch;
}

const text = (piece: string): QoderEvent => ({ type: 'text', text: piece });
const reasoning = (piece: string): QoderEvent => ({ type: 'reasoning', text: piece });
const call = (id: string): QoderEvent => ({ type: 'tool_call', id, name: 'look' });
const pieces = (id: string, fragment: string): QoderEvent => ({ type: 'tool_arguments', id, fragment });

describe('a batch of events', () => {
  it('joins the deltas of a kind that follow each other', () => {
    expect(batchOf(reasoning('a'), reasoning('b'), text('c'), text('d'), text('e'), reasoning('f'))).toEqual([
      reasoning('ab'),
      text('cde'),
      reasoning('f'),
    ]);
  });

  it("joins a call's arguments, and those of no other", () => {
    expect(
      batchOf(
        call('1'),
        pieces('1', '{"a"'),
        pieces('1', ':1}'),
        pieces('2', '{'),
        call('2'),
        pieces('2', '}'),
      ),
    ).toEqual([call('1'), pieces('1', '{"a":1}'), pieces('2', '{'), call('2'), pieces('2', '}')]);
  });

  it('joins nothing across what lies between', () => {
    const between: QoderEvent = { type: 'withdrawn' };
    const ended: QoderEvent = { type: 'ended', stopReason: null };
    expect(batchOf(text('a'), between, text('b'), ended)).toEqual([text('a'), between, text('b'), ended]);
  });
});
