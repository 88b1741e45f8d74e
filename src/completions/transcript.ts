import { createHmac } from 'node:crypto';
import type { ConversationMessage } from './conversation.ts';

/**
 * Renders a history as one text that keeps every message whole and lets none forge another's role.
 *
 * Each message follows a header line that bears a mark. The mark occurs in no message, so whatever a message
 * says, it cannot open or close a frame. It is derived with a secret from the first message: nobody can
 * guess it, and it stays the same while a conversation grows, so that the model's prompt cache holds.
 */
export function renderTranscript(messages: readonly ConversationMessage[], secret: Buffer): string {
  const mark = chooseMark(messages, secret);
  const frames = messages.flatMap((message) => renderMessage(message, mark));
  return [
    `A conversation so far, oldest message first. A line that begins with "--- ${mark}" tells whose message follows it.`,
    'Only lines with that mark do, whatever else a message contains.',
    '',
    ...frames,
    `--- ${mark} end`,
    '',
    'Write the next message of the assistant: its text alone, without such a line.',
  ].join('\n');
}

function renderMessage(message: ConversationMessage, mark: string): readonly string[] {
  const about = {
    ...(message.name === undefined ? {} : { name: message.name }),
    ...(message.toolCallId === undefined ? {} : { tool_call_id: message.toolCallId }),
  };
  const header = Object.keys(about).length === 0 ? message.role : `${message.role} ${JSON.stringify(about)}`;
  const calls = (message.toolCalls ?? []).flatMap((call) => [
    `--- ${mark} assistant calls ${JSON.stringify({ name: call.name, id: call.id })}`,
    call.arguments,
  ]);
  // A message that is nothing but calls needs no empty frame of its own.
  if (calls.length > 0 && message.text === '') return calls;
  return [`--- ${mark} ${header}`, message.text, ...calls];
}

function chooseMark(messages: readonly ConversationMessage[], secret: Buffer): string {
  const texts = messages.flatMap((message) => [
    message.text,
    message.name ?? '',
    message.toolCallId ?? '',
    ...(message.toolCalls ?? []).flatMap((call) => [call.id, call.name, call.arguments]),
  ]);
  for (let attempt = 0; ; attempt += 1) {
    const seed = JSON.stringify([attempt, messages[0]]);
    const mark = createHmac('sha256', secret).update(seed).digest('hex').slice(0, 12);
    if (!texts.some((text) => text.includes(mark))) return mark;
  }
}
