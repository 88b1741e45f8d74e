import type { DashboardEvent } from '../api/types.ts';

/** jsdom has no EventSource. This one lets a test say what the server sends. */
export class MockEventSource {
  static readonly opened: MockEventSource[] = [];
  /** Sends to the stream that is open. */
  static send(event: DashboardEvent): void {
    MockEventSource.current()?.onmessage?.({ data: JSON.stringify(event) });
  }
  static current(): MockEventSource | undefined {
    return MockEventSource.opened.findLast((source) => !source.closed);
  }

  readonly url: string;
  closed = false;
  onopen: (() => void) | undefined;
  onerror: (() => void) | undefined;
  onmessage: ((message: { readonly data: string }) => void) | undefined;

  constructor(url: string) {
    this.url = url;
    MockEventSource.opened.push(this);
    queueMicrotask(() => this.onopen?.());
  }
  close(): void {
    this.closed = true;
  }
}
