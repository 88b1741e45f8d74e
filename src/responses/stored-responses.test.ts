import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { InputItem, ResponseObject } from '../contract/operations.ts';
import { createStoredResponses, inputOf, type StoredResponse } from './stored-responses.ts';

const message = (id: string, text = ''): InputItem => ({ type: 'message', id, role: 'user', content: text });

function stored(id: string, previous?: StoredResponse, text = ''): StoredResponse {
  const response = {
    id,
    output: [
      {
        id: `msg_of_${id}`,
        type: 'message',
        role: 'assistant',
        status: 'completed',
        content: [{ type: 'output_text', text, annotations: [], logprobs: [] }],
      },
    ],
    // The store looks at nothing else.
  } as unknown as ResponseObject;
  return { response, added: [message(`asked_${id}`, text)], previous };
}

const ROOMY = { maxEntries: 100, maxBytes: 1_000_000, lifeMs: 1_000 };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('stored responses', () => {
  it('are found by their owner alone, until they are removed', () => {
    const store = createStoredResponses(ROOMY, Date.now);
    const one = stored('one');
    store.keep('a', one);
    expect(store.find('a', 'one')).toBe(one);
    expect(store.findItem('a', 'msg_of_one')).toBe(one.response.output[0]);
    expect(store.find('b', 'one')).toBeUndefined();
    expect(store.findItem('b', 'msg_of_one')).toBeUndefined();
    expect(store.remove('b', 'one')).toBe(false);
    expect(store.remove('a', 'one')).toBe(true);
    expect(store.remove('a', 'one')).toBe(false);
    expect(store.find('a', 'one')).toBeUndefined();
    expect(store.findItem('a', 'msg_of_one')).toBeUndefined();
  });

  it('make room by letting go of the one that was not used the longest', () => {
    const store = createStoredResponses({ ...ROOMY, maxEntries: 2 }, Date.now);
    for (const id of ['one', 'two']) store.keep('a', stored(id));
    store.find('a', 'one');
    store.keep('a', stored('three'));
    expect(['one', 'two', 'three'].map((id) => store.find('a', id) !== undefined)).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('are let go of when they have not been used for long, also when nobody asks', () => {
    const store = createStoredResponses(ROOMY, Date.now);
    store.keep('a', stored('one'));
    vi.advanceTimersByTime(600);
    store.keep('a', stored('two'));
    store.find('a', 'one');
    vi.advanceTimersByTime(999);
    expect(vi.getTimerCount()).toBe(1);
    vi.advanceTimersByTime(1);
    expect(vi.getTimerCount()).toBe(0);
    expect(store.find('a', 'one')).toBeUndefined();
  });

  it('count with all that they go on from', () => {
    const store = createStoredResponses({ ...ROOMY, maxBytes: 2_700 }, Date.now);
    const one = stored('one', undefined, 'x'.repeat(300));
    store.keep('a', one);
    const two = stored('two', one, 'x'.repeat(300));
    store.keep('a', two);
    expect(store.find('a', 'one')).toBe(one);
    // 0.8 kB each: one, one and two, all three of them.
    store.keep('a', stored('three', two, 'x'.repeat(300)));
    expect(['one', 'two', 'three'].map((id) => store.find('a', id) !== undefined)).toEqual([
      false,
      false,
      true,
    ]);
  });

  it('that would never fit are not kept, and none with no room at all', () => {
    const small = createStoredResponses({ ...ROOMY, maxBytes: 100 }, Date.now);
    small.keep('a', stored('one', undefined, 'x'.repeat(200)));
    expect(small.find('a', 'one')).toBeUndefined();
    const none = createStoredResponses({ ...ROOMY, maxEntries: 0 }, Date.now);
    none.keep('a', stored('one'));
    expect(none.find('a', 'one')).toBeUndefined();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('that would never fit push out nothing', () => {
    const store = createStoredResponses({ ...ROOMY, maxBytes: 2_000 }, Date.now);
    store.keep('a', stored('small'));
    store.keep('a', stored('large', undefined, 'x'.repeat(2_000)));
    expect(['small', 'large'].map((id) => store.find('a', id)?.response.id)).toEqual(['small', undefined]);
  });

  it('of one key that keeps many push out its own, the oldest first', () => {
    const store = createStoredResponses({ ...ROOMY, maxEntries: 4 }, Date.now);
    for (const id of ['b1', 'b2']) store.keep('b', stored(id));
    for (let count = 1; count <= 50; count += 1) store.keep('a', stored(`a${count}`));
    const found = (owner: string, ids: readonly string[]) =>
      ids.filter((id) => store.find(owner, id) !== undefined);
    expect(found('b', ['b1', 'b2'])).toEqual(['b1', 'b2']);
    expect(found('a', ['a1', 'a48', 'a49', 'a50'])).toEqual(['a49', 'a50']);
  });

  it.each([
    ['entries', { maxEntries: 12, maxBytes: 1_000_000 }],
    ['bytes', { maxEntries: 1_000, maxBytes: 9_000 }],
  ])('of a key with no more than its share of %s are never lost to others', (_, most) => {
    const OWNERS = ['a', 'b', 'c'];
    const action = fc.record({
      owner: fc.constantFrom(...OWNERS),
      goesOn: fc.boolean(),
      length: fc.nat(1_500),
    });
    fc.assert(
      fc.property(fc.array(action, { minLength: 10, maxLength: 80 }), (actions) => {
        const store = createStoredResponses({ ...most, lifeMs: 1_000 }, Date.now);
        // What the modest one keeps, within an even share whatever the others do.
        const modest: { readonly id: string; readonly bytes: number }[] = [];
        const last = new Map<string, StoredResponse>();
        let count = 0;
        for (const { owner, goesOn, length } of actions) {
          count += 1;
          const previous = goesOn && owner !== 'a' ? last.get(owner) : undefined;
          const next = stored(`${owner}${count}`, previous, 'x'.repeat(length));
          if (owner === 'a') {
            const bytes = Buffer.byteLength(JSON.stringify([next.response, next.added]));
            const held = modest.reduce((sum, one) => sum + one.bytes, bytes);
            if (modest.length + 1 > most.maxEntries / OWNERS.length || held > most.maxBytes / OWNERS.length)
              continue;
            modest.push({ id: next.response.id, bytes });
          }
          store.keep(owner, next);
          last.set(owner, next);
        }
        expect(modest.filter(({ id }) => store.find('a', id) === undefined)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('never hold more than they may, whatever is done', () => {
    const action = fc.tuple(fc.constantFrom('keep', 'find', 'remove'), fc.nat(5), fc.nat(400));
    fc.assert(
      fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
        const store = createStoredResponses({ maxEntries: 3, maxBytes: 2_000, lifeMs: 1_000 }, Date.now);
        const last = new Map<string, StoredResponse>();
        for (const [what, number, length] of actions) {
          const id = `resp_${number}_${last.size}`;
          const known = [...last.keys()][number];
          if (what === 'keep') {
            const response = stored(
              id,
              known === undefined ? undefined : store.find('a', known),
              'x'.repeat(length),
            );
            store.keep('a', response);
            last.set(id, response);
          } else if (known !== undefined && what === 'find') store.find('a', known);
          else if (known !== undefined) store.remove('a', known);
          const alive = [...last].filter(([key]) => store.find('a', key) !== undefined);
          expect(alive.length).toBeLessThanOrEqual(3);
          const sizes = alive.map(([, { response, added }]) => JSON.stringify([response, added]).length);
          expect(sizes.reduce((total, size) => total + size, 0)).toBeLessThanOrEqual(2_000);
        }
      }),
      { numRuns: 300 },
    );
  });
});

it('give the conversation up to them, oldest first', () => {
  const one = stored('one');
  const three = stored('three', stored('two', one));
  expect(inputOf(three).map(({ id }) => id)).toEqual([
    'asked_one',
    'msg_of_one',
    'asked_two',
    'msg_of_two',
    'asked_three',
  ]);
});
