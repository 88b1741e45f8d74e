import type { QoderEvent } from '../qodercli/events.ts';

/** Reads batch after batch of one turn's events, and gives them on as the client is to understand them. */
export type EventReader = (batch: readonly QoderEvent[]) => readonly QoderEvent[];

/** Each reads what the one before it gives on. */
export function chainReaders(readers: readonly EventReader[]): EventReader {
  return (batch) => readers.reduce((events, read) => read(events), batch);
}
