import { randomUUID } from 'node:crypto';
import type { InputItem } from '../../contract/operations.ts';

/** @param prefix as OpenAI names the kind of thing, e.g. `resp` or `msg`. */
export function newId(prefix: string): string {
  return `${prefix}_${randomUUID().replaceAll('-', '')}`;
}

const PREFIXES: Readonly<Record<InputItem['type'], string>> = {
  message: 'msg',
  function_call: 'fc',
  function_call_output: 'fco',
  custom_tool_call: 'ctc',
  custom_tool_call_output: 'ctco',
  additional_tools: 'at',
  tool_search_call: 'tsc',
  tool_search_output: 'tso',
  compaction: 'cmp',
  compaction_trigger: 'ct',
  reasoning: 'rs',
  item_reference: 'ref',
};

/**
 * Items with ids, also where the client gave none: always the same ones.
 * @param responseId of the response that was asked by these items.
 */
export function withIds(items: readonly InputItem[], responseId: string): readonly InputItem[] {
  const own = responseId.slice(responseId.indexOf('_') + 1);
  return items.map((item, index) =>
    item.id ? item : { ...item, id: `${PREFIXES[item.type]}_${own}_${index}` },
  );
}
