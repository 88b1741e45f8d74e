import type { QoderUsage } from './events.ts';
import { type CliMessage, idField, numberField, objectField } from './messages.ts';
import { blocksOf, createModelMessage, type ModelMessage, noteFacts, textsOf } from './model-message.ts';
import { type SessionRecord, sumOfUsage } from './session-record.ts';
import { usageOf } from './usage.ts';

/** The model messages of one turn: which of them a line is about, and what they cost together. */
export interface TurnMessages {
  /** The newest. */
  readonly current: () => ModelMessage | undefined;
  readonly isStreaming: () => boolean;
  /** A stream begins, with a `message_start`. */
  readonly startStream: (facts: CliMessage) => void;
  /** The message that the stream is about, also where its beginning was lost. */
  readonly streamed: () => ModelMessage;
  /** @returns the message whose stream has ended. */
  readonly endStream: () => ModelMessage | undefined;
  /**
   * The message that a complete line is about. Its id may differ from the stream's, which then goes by what they say.
   * Undefined for one that was withdrawn, and for one of an earlier turn.
   */
  readonly ofLine: (facts: CliMessage) => ModelMessage | undefined;
  /** Takes what a line says of the whole message. */
  readonly note: (message: ModelMessage, facts: CliMessage) => void;
  /** A tool has answered: what follows without an id is another message. */
  readonly passedTools: () => void;
  /** The CLI asks the model again: the current message is void. */
  readonly withdraw: () => void;
  /** What the turn cost is told by its messages; the `result` counts the whole session. */
  readonly settle: (result: CliMessage) => {
    readonly usage: QoderUsage | undefined;
    readonly credits: number | undefined;
  };
  /** The turn is over: lines about its messages may come late, or again. */
  readonly close: () => void;
}

/**
 * @param record of the session's turns so far.
 * @param knowsCall whether a `tool_use` block is of a call that the turn has given out.
 */
export function createTurnMessages(
  record: SessionRecord,
  knowsCall: (block: CliMessage) => boolean,
): TurnMessages {
  /** Those that count, in order. */
  let messages: ModelMessage[] = [];
  let current: ModelMessage | undefined;
  /** The one whose stream has begun and not ended. */
  let streaming: ModelMessage | undefined;
  const withdrawnIds = new Set<string>();

  const add = (id: string | undefined): ModelMessage => {
    current = createModelMessage(id);
    messages.push(current);
    return current;
  };

  const note = (message: ModelMessage, facts: CliMessage): void => {
    noteFacts(message, facts);
    if (!message.isSynthetic) record.noteCredits(message, message.credits);
  };

  const saysTheSame = ({ text, thinking }: ModelMessage, blocks: readonly CliMessage[]): boolean =>
    text.matches(textsOf(blocks, 'text')) ||
    thinking.matches(textsOf(blocks, 'thinking')) ||
    blocks.some((block) => block.type === 'tool_use' && knowsCall(block));

  return {
    current: () => current,
    isStreaming: () => streaming !== undefined,
    startStream(facts) {
      const id = idField(facts, 'id');
      // Its complete line was faster.
      const early = messages.findLast((message) => message.id === id && !message.isStreamed);
      streaming = early ?? add(id);
      streaming.isStreamed = true;
      if (id !== undefined) {
        // A new message under an old id.
        record.earlierMessages.delete(id);
        withdrawnIds.delete(id);
      }
      note(streaming, facts);
    },
    streamed: () => streaming ?? current ?? add(undefined),
    endStream() {
      const ended = streaming ?? current;
      streaming = undefined;
      return ended;
    },
    ofLine(facts) {
      const id = idField(facts, 'id');
      if (id === undefined) return current ?? add(undefined);
      if (withdrawnIds.has(id) || record.earlierMessages.has(id)) return undefined;
      const known = messages.findLast((message) => message.id === id);
      if (known !== undefined) return known;
      if (current === undefined || current.isConfirmed) return add(id);
      if (current.id !== undefined && !saysTheSame(current, blocksOf(facts))) return add(id);
      current.id = id;
      return current;
    },
    note,
    passedTools() {
      if (current?.id === undefined && streaming === undefined) current = undefined;
    },
    withdraw() {
      const withdrawn = streaming ?? current;
      if (withdrawn?.id !== undefined) withdrawnIds.add(withdrawn.id);
      if (withdrawn !== undefined) record.forget(withdrawn);
      messages = messages.filter((message) => message !== withdrawn);
      current = undefined;
      streaming = undefined;
    },
    settle(result) {
      const counted = messages.flatMap(({ isSynthetic, usage }) => (isSynthetic ? [] : (usage ?? [])));
      const [first, ...others] = counted;
      const ofMessages = first && others.reduce(sumOfUsage, first);
      return {
        usage: record.settleUsage(ofMessages, usageOf(objectField(result, 'usage'))),
        credits: record.settleCredits(numberField(result, 'total_credits')),
      };
    },
    close() {
      for (const { id } of messages) if (id !== undefined) record.earlierMessages.add(id);
    },
  };
}
