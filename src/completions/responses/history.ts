import type { CreateResponseRequest, InputItem } from '../../contract/operations.ts';

/** An item of a conversation, and where the request has it, for errors. */
export interface InputEntry {
  readonly item: InputItem;
  readonly param: string;
}

export interface History {
  /** The whole conversation, oldest first. */
  readonly entries: readonly InputEntry[];
  /** The items that this request adds. */
  readonly added: readonly InputItem[];
  /** References to items that are not kept any more, e.g. `input[3]`. */
  readonly leftOut: readonly string[];
}

/**
 * The conversation of a request: what came before it, then its own input, with items in the place of references.
 * @param before the conversation that it goes on from.
 * @param find an item of a response that is kept.
 */
export function historyOf(
  input: CreateResponseRequest['input'],
  before: readonly InputItem[],
  find: (id: string) => InputItem | undefined,
): History {
  const known = new Set(before.map(({ id }) => id));
  const entries: InputEntry[] = sinceCompaction(before).map((item) => ({
    item,
    param: 'previous_response_id',
  }));
  const added: InputItem[] = [];
  const leftOut: string[] = [];
  const items: readonly InputItem[] =
    typeof input === 'string' ? [{ type: 'message', role: 'user', content: input }] : input;
  for (const [index, given] of items.entries()) {
    const param = typeof input === 'string' ? 'input' : `input[${index}]`;
    // Some clients name what is already there by `previous_response_id`.
    if (given.type === 'item_reference' && known.has(given.id)) continue;
    // It asks for something, at the end, and says nothing.
    if (given.type === 'compaction_trigger') {
      if (index < items.length - 1) leftOut.push(param);
      continue;
    }
    const item = given.type === 'item_reference' ? find(given.id) : given;
    if (item === undefined) {
      leftOut.push(param);
      continue;
    }
    entries.push({ item, param });
    added.push(item);
  }
  return { entries, added, leftOut };
}

/** What was compacted is replaced by its summary; instructions and tools are not in it. */
function sinceCompaction(before: readonly InputItem[]): readonly InputItem[] {
  const last = before.findLastIndex(({ type }) => type === 'compaction');
  return before.filter((item, index) => index >= last || isStanding(item));
}

function isStanding(item: InputItem): boolean {
  if (item.type === 'additional_tools') return true;
  return item.type === 'message' && (item.role === 'system' || item.role === 'developer');
}
