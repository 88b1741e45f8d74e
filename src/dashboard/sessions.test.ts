import { describe, expect, it } from 'vitest';
import { createSessions, SESSION_LIFE_MS } from './sessions.ts';

function sessionsAt(start: number) {
  let now = start;
  return {
    sessions: createSessions(() => now),
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

describe('a session', () => {
  it('is open from its beginning to its end, and not a moment longer', () => {
    const { sessions, pass } = sessionsAt(1_000);
    const { id, expiresAtMs } = sessions.open();
    expect(id).toMatch(/^[\w-]{43}$/);
    expect(expiresAtMs).toBe(1_000 + SESSION_LIFE_MS);
    pass(SESSION_LIFE_MS - 1);
    expect(sessions.isOpen(id)).toBe(true);
    expect(sessions.expiryOf(id)).toBe(expiresAtMs);
    pass(1);
    expect(sessions.isOpen(id)).toBe(false);
    expect(sessions.expiryOf(id)).toBeUndefined();
    expect(sessions.close(id)).toBe(false);
  });

  it('is closed once', () => {
    const { sessions } = sessionsAt(0);
    const [one, two] = [sessions.open(), sessions.open()];
    expect(sessions.close(one.id)).toBe(true);
    expect(sessions.close(one.id)).toBe(false);
    expect(sessions.isOpen(one.id)).toBe(false);
    expect(sessions.isOpen(two.id)).toBe(true);
  });

  it.each(['', 'unknown', '__proto__', 'constructor'])('is not made up for the id %j', (id) => {
    const { sessions } = sessionsAt(0);
    sessions.open();
    expect(sessions.isOpen(id)).toBe(false);
    expect(sessions.expiryOf(id)).toBeUndefined();
  });

  it('is one of a hundred: the oldest makes room', () => {
    const { sessions } = sessionsAt(0);
    const ids = Array.from({ length: 101 }, () => sessions.open().id);
    expect(new Set(ids).size).toBe(101);
    expect(ids.filter(sessions.isOpen)).toEqual(ids.slice(1));
  });

  it('makes room by its end before any that is open has to', () => {
    const { sessions, pass } = sessionsAt(0);
    const expired = Array.from({ length: 60 }, () => sessions.open().id);
    pass(SESSION_LIFE_MS);
    const open = Array.from({ length: 100 }, () => sessions.open().id);
    expect(expired.some(sessions.isOpen)).toBe(false);
    expect(open.every(sessions.isOpen)).toBe(true);
  });
});
