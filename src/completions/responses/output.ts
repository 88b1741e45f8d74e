import type { OutputItem, OutputItemStatus } from '../../contract/operations.ts';
import type { AnswerPart } from '../answer.ts';
import {
  type OpenItem,
  openCall,
  openMessage,
  openReasoning,
  openRefusal,
  type UnnumberedEvent,
} from './output-items.ts';
import type { ResponsesToolRequest } from './tools.ts';

/** The output of a response while it grows. */
export interface Output {
  /** The events that a part of the answer brings. */
  readonly accept: (part: AnswerPart) => readonly UnnumberedEvent[];
  /** The items so far, without the one that is being written. */
  readonly items: () => readonly OutputItem[];
}

const WRITERS = { text: openMessage, reasoning: openReasoning, refusal: openRefusal } as const;

/** Folds an answer into items, in the order in which they come: one at a time is written. */
export function createOutput(clientTools: ResponsesToolRequest['clientTools']): Output {
  let items: OutputItem[] = [];
  let open: { readonly kind: AnswerPart['type']; readonly writing: OpenItem } | undefined;

  const close = (status: OutputItemStatus): readonly UnnumberedEvent[] => {
    if (open === undefined) return [];
    const { writing } = open;
    open = undefined;
    const events = writing.finish();
    const item = writing.item(status);
    items.push(item);
    return [...events, { type: 'response.output_item.done', output_index: items.length - 1, item }];
  };

  const begin = (kind: AnswerPart['type'], make: (index: number) => OpenItem): readonly UnnumberedEvent[] => {
    const before = close('completed');
    const writing = make(items.length);
    open = { kind, writing };
    const item = writing.item('in_progress');
    return [
      ...before,
      { type: 'response.output_item.added', output_index: items.length, item },
      ...writing.begin(),
    ];
  };

  const write = (kind: keyof typeof WRITERS, delta: string): readonly UnnumberedEvent[] => {
    const begun = open?.kind === kind ? [] : begin(kind, WRITERS[kind]);
    return [...begun, ...(open?.writing.add(delta) ?? [])];
  };

  return {
    items: () => items,
    accept(part) {
      switch (part.type) {
        case 'text':
        case 'reasoning':
        case 'refusal':
          return write(part.type, part.text);
        case 'tool_call': {
          const tool = clientTools.get(part.name) ?? { name: part.name, form: 'function' as const };
          return begin('tool_call', (index) => openCall(index, part.id, tool));
        }
        case 'tool_arguments':
          return open?.writing.add(part.fragment) ?? [];
        case 'withdrawn':
          items = [];
          open = undefined;
          return [];
        case 'end': {
          const isWhole = part.finishReason === 'stop' || part.finishReason === 'tool_calls';
          const isAnswering = open !== undefined && open.kind !== 'reasoning';
          const answered = isAnswering || items.some(({ type }) => type !== 'reasoning');
          // Agents that get no item at all ask again for ever.
          const empty = part.finishReason === 'stop' && !answered ? begin('text', openMessage) : [];
          return [...empty, ...close(isWhole ? 'completed' : 'incomplete')];
        }
      }
    },
  };
}
