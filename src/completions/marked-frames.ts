import { createHmac } from 'node:crypto';
import type { ContentBlock } from '../qodercli/turn.ts';
import { piecesOf } from './content-blocks.ts';
import type { ConversationMessage } from './conversation.ts';

export type Piece = string | ContentBlock;

/**
 * Each message follows a header line that has the mark; a last line ends them. Images stay in their places.
 * @param mark as `chooseMark` gives it for these messages.
 */
export function framesOf(messages: readonly ConversationMessage[], mark: string): readonly Piece[] {
  return [...messages.flatMap((message) => frameOf(message, mark)), `--- ${mark} end`];
}

function frameOf(message: ConversationMessage, mark: string): readonly Piece[] {
  const about = {
    ...(message.name === undefined ? {} : { name: message.name }),
    ...(message.toolCallId === undefined ? {} : { tool_call_id: message.toolCallId }),
  };
  const header = Object.keys(about).length === 0 ? message.role : `${message.role} ${JSON.stringify(about)}`;
  const calls = (message.toolCalls ?? []).map(
    (call) =>
      `--- ${mark} assistant calls ${JSON.stringify({ name: call.name, id: call.id })}\n${call.arguments}\n`,
  );
  // A message that is nothing but calls needs no empty frame of its own.
  if (calls.length > 0 && message.text === '') return calls;
  return [`--- ${mark} ${header}\n`, ...piecesOf(message), '\n', ...calls];
}

/**
 * A mark that occurs in none of the messages, so that none of them can open or close a frame. It is derived with a
 * secret from the first one: nobody can guess it, and it stays the same while a conversation grows, so that the
 * model's prompt cache holds.
 */
export function chooseMark(messages: readonly ConversationMessage[], secret: Buffer): string {
  const texts = messages.flatMap((message) => [
    message.text,
    message.name ?? '',
    message.toolCallId ?? '',
    ...(message.toolCalls ?? []).flatMap((call) => [call.id, call.name, call.arguments]),
  ]);
  for (let attempt = 0; ; attempt += 1) {
    const seed = JSON.stringify([attempt, messages[0]?.text]);
    const mark = createHmac('sha256', secret).update(seed).digest('hex').slice(0, 12);
    if (!texts.some((text) => text.includes(mark))) return mark;
  }
}
