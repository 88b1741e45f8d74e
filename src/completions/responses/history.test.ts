import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InputItem } from '../../contract/operations.ts';
import { historyOf } from './history.ts';
import { withIds } from './ids.ts';

const item = fc.oneof(
  fc.record({
    type: fc.constant('message' as const),
    role: fc.constant('user' as const),
    content: fc.string(),
  }),
  fc.record({ type: fc.constant('reasoning' as const), summary: fc.constant<never[]>([]) }),
);
const items = fc
  .array(item, { maxLength: 8 })
  .map((list): readonly InputItem[] => list.map((each, at) => ({ ...each, id: `x_${at}` })));

describe('a history', () => {
  it('is the same sent whole, kept in part, or kept and referred to', () => {
    fc.assert(
      fc.property(items, fc.nat(8), (all, at) => {
        const before = all.slice(0, at);
        const after = all.slice(at);
        const find = (id: string) => before.find((each) => each.id === id);
        const references = before.map(({ id }): InputItem => ({ type: 'item_reference', id: String(id) }));
        for (const history of [
          historyOf([...all], [], () => undefined),
          historyOf([...after], before, () => undefined),
          historyOf([...references, ...after], [], find),
          historyOf([...references, ...after], before, () => undefined),
        ]) {
          expect(history.entries.map((entry) => entry.item)).toEqual(all);
          expect(history.leftOut).toEqual([]);
        }
      }),
    );
  });

  it('says where each item stands in the request', () => {
    const input: InputItem[] = [
      { type: 'item_reference', id: 'gone' },
      { type: 'message', role: 'user', content: 'x' },
    ];
    const before: InputItem[] = [{ type: 'message', role: 'user', content: 'w', id: 'x_0' }];
    const { entries, added, leftOut } = historyOf(input, before, () => undefined);
    expect(entries.map(({ param }) => param)).toEqual(['previous_response_id', 'input[1]']);
    expect(added).toEqual([input[1]]);
    expect(leftOut).toEqual(['input[0]']);
    expect(historyOf('x', [], () => undefined).entries).toEqual([
      { item: { type: 'message', role: 'user', content: 'x' }, param: 'input' },
    ]);
  });
});

it('gives items ids of which none is like another', () => {
  const message: InputItem = { type: 'message', role: 'user', content: 'x' };
  const given: InputItem = { ...message, id: 'msg_own' };
  const ids = withIds([message, given, message], 'resp_1').map(({ id }) => id);
  expect(ids).toEqual(['msg_1_0', 'msg_own', 'msg_1_2']);
});
