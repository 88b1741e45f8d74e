import type { MessageParam } from '../../contract/operations.ts';

/** A message, and its index in the request, for errors. */
export type MessageEntry = readonly [index: number, message: MessageParam];

export interface CompactedMessages {
  /** Of all that came before the messages; undefined where nothing was summed up. */
  readonly summary: string | undefined;
  readonly entries: readonly MessageEntry[];
}

/** The messages from the last compaction on, without its block: its summary stands for all before it. */
export function afterCompaction(messages: readonly MessageParam[]): CompactedMessages {
  for (let index = messages.length - 1; index >= 0; index -= 1) {
    const message = messages[index];
    if (message?.role !== 'assistant' || typeof message.content === 'string') continue;
    const at = message.content.findLastIndex((block) => block.type === 'compaction' && block.content);
    const block = message.content[at];
    if (block?.type !== 'compaction') continue;
    const rest: MessageEntry[] =
      at === message.content.length - 1
        ? []
        : [[index, { ...message, content: message.content.slice(at + 1) }]];
    const later = messages.slice(index + 1).map((next, offset): MessageEntry => [index + 1 + offset, next]);
    return { summary: block.content ?? '', entries: [...rest, ...later] };
  }
  return { summary: undefined, entries: [...messages.entries()] };
}
