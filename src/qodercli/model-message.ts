import type { QoderUsage } from './events.ts';
import { createMessageText, type MessageText } from './message-text.ts';
import {
  arrayField,
  type CliMessage,
  idField,
  isCliMessage,
  numberField,
  objectField,
  stringField,
} from './messages.ts';
import { usageOf } from './usage.ts';

/** The model name of messages that the CLI writes itself, mostly about errors. Never an answer. */
export const SYNTHETIC_MODEL = '<synthetic>';

/** One message of the model, as far as its lines have told it. */
export interface ModelMessage {
  id: string | undefined;
  readonly text: MessageText;
  readonly thinking: MessageText;
  isSynthetic: boolean;
  /** Its stream has begun. */
  isStreamed: boolean;
  /** Its complete form has come, or a part of that. */
  isConfirmed: boolean;
  stopReason: string | undefined;
  usage: QoderUsage | undefined;
  credits: number | undefined;
}

export function createModelMessage(id: string | undefined): ModelMessage {
  return {
    id,
    text: createMessageText({ hasPlaceholder: true }),
    thinking: createMessageText({ hasPlaceholder: false }),
    isSynthetic: false,
    isStreamed: false,
    isConfirmed: false,
    stopReason: undefined,
    usage: undefined,
    credits: undefined,
  };
}

/** Takes what a `message_start`, a `message_delta` or a complete message says of the whole message. */
export function noteFacts(message: ModelMessage, facts: CliMessage): void {
  message.id ??= idField(facts, 'id');
  if (facts.model === SYNTHETIC_MODEL) message.isSynthetic = true;
  message.stopReason = stringField(facts, 'stop_reason') ?? message.stopReason;
  const usage = objectField(facts, 'usage');
  if (usage === undefined) return;
  message.usage = usageOf(usage, message.usage) ?? message.usage;
  const credits = usage.billable === false ? 0 : numberField(usage, 'credits');
  message.credits = credits ?? message.credits;
}

export function blocksOf(message: CliMessage): readonly CliMessage[] {
  return arrayField(message, 'content').filter(isCliMessage);
}

/** The texts of a complete message's blocks of one kind, in order. */
export function textsOf(blocks: readonly CliMessage[], kind: 'text' | 'thinking'): readonly string[] {
  return blocks.flatMap((block) => (block.type === kind ? (stringField(block, kind) ?? '') : []));
}
