import { cleanup, configure } from '@testing-library/svelte';
import { afterAll, afterEach, beforeAll, vi } from 'vitest';
import { MockEventSource } from './event-source.ts';
import { mockServer } from './server.ts';

// What browsers have and jsdom has not.
vi.stubGlobal('EventSource', MockEventSource);
vi.stubGlobal('matchMedia', () => ({
  matches: false,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
}));
vi.stubGlobal(
  'ResizeObserver',
  class {
    observe(): void {}
    unobserve(): void {}
    disconnect(): void {}
  },
);

// The default of a second is too short for a machine that runs other tests.
configure({ asyncUtilTimeout: 10_000 });

beforeAll(() => mockServer.listen({ onUnhandledRequest: 'error' }));
afterEach(() => {
  cleanup();
  mockServer.resetHandlers();
  MockEventSource.opened.length = 0;
  history.replaceState(null, '', '/dashboard/');
});
afterAll(() => mockServer.close());
