import { createParser } from 'eventsource-parser';
import { checkStream } from './contract.ts';
import type { Operator } from './dashboard.ts';
import { waitUntil } from './gateway.ts';

// biome-ignore lint/suspicious/noExplicitAny: events have been validated against the contract
type DashboardEvent = any;

/** A page that watches the server. */
export interface Watcher {
  readonly events: readonly DashboardEvent[];
  /** Waits for an event, those of the past included. */
  readonly seen: (matches: (event: DashboardEvent) => boolean, timeoutMs?: number) => Promise<DashboardEvent>;
  /** Resolves when the server has ended the stream. */
  readonly ended: Promise<void>;
  readonly leave: () => void;
}

/** Each event is validated as it comes. */
export async function watch(operator: Operator, topics: string): Promise<Watcher> {
  const leaving = new AbortController();
  const response = await operator.fetch(`/events?topics=${topics}`, { signal: leaving.signal });
  if (response.headers.get('content-type') !== 'text/event-stream; charset=utf-8' || response.body === null) {
    throw new Error(`no stream but ${response.status}: ${await response.text()}`);
  }
  const check = checkStream('streamDashboardEvents', response);
  const events: DashboardEvent[] = [];
  let failure: unknown;
  const parser = createParser({
    onEvent({ data }) {
      const event = JSON.parse(data);
      check(event);
      events.push(event);
    },
  });
  const read = async (body: ReadableStream<Uint8Array>): Promise<void> => {
    const decoder = new TextDecoder();
    for await (const bytes of body) parser.feed(decoder.decode(bytes, { stream: true }));
  };
  const ended = read(response.body).catch((error: unknown) => {
    if (!leaving.signal.aborted) failure = error;
  });
  return {
    events,
    async seen(matches, timeoutMs = 5_000) {
      await waitUntil(
        () => failure !== undefined || events.some(matches),
        `an event; there were ${JSON.stringify(events).slice(0, 2_000)}`,
        timeoutMs,
      );
      if (failure !== undefined) throw failure;
      return events.find(matches);
    },
    ended,
    leave: () => leaving.abort(),
  };
}
