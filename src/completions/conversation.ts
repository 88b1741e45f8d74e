import type { ImageBlock } from '../qodercli/turn.ts';

/** A conversation in terms that every dialect can be translated to. */
export interface Conversation {
  /** The system and developer texts that the conversation begins with, in order. */
  readonly system: readonly string[];
  /** Oldest first; at least one. Later system messages stand where they were said. */
  readonly messages: readonly ConversationMessage[];
  /** The last message is the beginning of the assistant's next one, which the answer goes on with. */
  readonly isPrefilled?: boolean;
}

export interface ConversationMessage {
  /** `system`: also a developer's. */
  readonly role: 'user' | 'assistant' | 'tool' | 'system';
  /** The participant's or the tool's name. */
  readonly name?: string;
  readonly text: string;
  readonly images?: readonly PlacedImage[];
  /** Calls that the assistant made in this message. */
  readonly toolCalls?: readonly ToolCall[];
  /** Of a tool message: the call that it answers. */
  readonly toolCallId?: string;
}

/** An image within a message's text, in order. */
export interface PlacedImage {
  /** How many characters of the text come before it. */
  readonly at: number;
  readonly image: ImageBlock;
}

export interface ToolCall {
  readonly id: string;
  readonly name: string;
  /** As the client sent it: mostly JSON, but some clients send raw text. */
  readonly arguments: string;
}

/** The conversation with its last message as the beginning of the answer, where that can be: it is text of the assistant's. */
export function prefilled(conversation: Conversation): Conversation {
  const last = conversation.messages.at(-1);
  const canBe = last?.role === 'assistant' && last.toolCalls === undefined && last.text.trim() !== '';
  return canBe ? { ...conversation, isPrefilled: true } : conversation;
}

/** The text that the answer goes on with; undefined where it begins anew. */
export function prefillOf({ messages, isPrefilled }: Conversation): string | undefined {
  return isPrefilled === true ? messages.at(-1)?.text : undefined;
}

/**
 * A conversation whose leading system messages are its system prompt. Prompt templates often make one system message
 * of the whole task: then it is what the user says.
 * @param system what stands beside the messages.
 */
export function conversationWith(
  system: readonly string[],
  messages: readonly ConversationMessage[],
): Conversation {
  const spoken = messages.filter((message) => !isBlankSystemMessage(message));
  // An image has no place in a system prompt.
  const begins = spoken.findIndex(({ role, images }) => role !== 'system' || images !== undefined);
  const leading = begins === -1 ? spoken : spoken.slice(0, begins);
  const prompt = [...system, ...leading.map(({ text }) => text)];
  if (begins !== -1) return { system: prompt, messages: spoken.slice(begins) };
  return { system: prompt.slice(0, -1), messages: [{ role: 'user', text: prompt.at(-1) ?? '' }] };
}

function isBlankSystemMessage({ role, text, images }: ConversationMessage): boolean {
  return role === 'system' && images === undefined && text.trim() === '';
}
