import { describe, expect, it } from 'vitest';
import { observeTogether } from './observer-group.ts';
import { createRequestLog } from './request-log.ts';
import { createRequestObserver } from './request-observer.ts';

function observer() {
  const log = createRequestLog({ maxEntries: 1, maxBodyBytes: 100, redact: (text) => text });
  const start = { id: 'r', method: 'POST', path: '/v1', client: undefined, receivedAt: 0 };
  return { log, first: createRequestObserver(log.begin(start), undefined) };
}

describe('observers behind one', () => {
  it('are each told what they want to know, in order', () => {
    const { log, first } = observer();
    const told: string[] = [];
    const group = observeTogether(first, [
      { ended: (status) => told.push(`a ${status}`) },
      { ended: (status) => told.push(`b ${status}`), refused: ({ code }) => told.push(`b ${code}`) },
    ]);
    group.text('hello');
    group.refused({ status: 429, message: 'busy', code: 'server_busy' });
    group.note({ seen: true });
    group.ended(429);
    expect(told).toEqual(['b server_busy', 'a 429', 'b 429']);
    expect(group.fields()).toEqual({ seen: true, code: 'server_busy', error: 'busy' });
    expect(log.detail('r')).toMatchObject({
      text: 'hello',
      errorCode: 'server_busy',
      summary: { status: 429 },
    });
  });

  it('cost nothing where nobody else wants to know', () => {
    const { first } = observer();
    expect(observeTogether(first, [])).toBe(first);
    expect(observeTogether(first, [{ ended: () => undefined }]).text).toBe(first.text);
  });
});
