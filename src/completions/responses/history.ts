import { randomUUID } from 'node:crypto';
import type { CreateResponseRequest, InputItem } from '../../contract/operations.ts';

/** An item of a conversation, and where the request has it, for errors. */
export interface InputEntry {
  readonly item: InputItem;
  readonly param: string;
}

export interface History {
  /** The whole conversation, oldest first. */
  readonly entries: readonly InputEntry[];
  /** The items that this request adds, each with an id. */
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
  const entries: InputEntry[] = before.map((item) => ({ item, param: 'previous_response_id' }));
  const added: InputItem[] = [];
  const leftOut: string[] = [];
  const items: readonly InputItem[] =
    typeof input === 'string' ? [{ type: 'message', role: 'user', content: input }] : input;
  for (const [index, given] of items.entries()) {
    const param = typeof input === 'string' ? 'input' : `input[${index}]`;
    // Some clients name what is already there by `previous_response_id`.
    if (given.type === 'item_reference' && known.has(given.id)) continue;
    const item = given.type === 'item_reference' ? find(given.id) : withId(given);
    if (item === undefined) {
      leftOut.push(param);
      continue;
    }
    entries.push({ item, param });
    added.push(item);
  }
  return { entries, added, leftOut };
}

const ID_PREFIXES: Readonly<Record<InputItem['type'], string>> = {
  message: 'msg',
  function_call: 'fc',
  function_call_output: 'fco',
  custom_tool_call: 'ctc',
  custom_tool_call_output: 'ctco',
  reasoning: 'rs',
  item_reference: 'ref',
};

function withId(item: InputItem): InputItem {
  return item.id ? item : { ...item, id: newItemId(ID_PREFIXES[item.type]) };
}

/** @param prefix as OpenAI names the kind of item, e.g. `msg`. */
export function newItemId(prefix: string): string {
  return `${prefix}_${randomUUID().replaceAll('-', '')}`;
}
