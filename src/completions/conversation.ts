import type { ImageBlock } from '../qodercli/turn.ts';

/** A conversation in terms that every dialect can be translated to. */
export interface Conversation {
  /** System and developer texts, in order. */
  readonly system: readonly string[];
  /** Oldest first; at least one. */
  readonly messages: readonly ConversationMessage[];
}

export interface ConversationMessage {
  readonly role: 'user' | 'assistant' | 'tool';
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

/** Prompt templates often make one system message of the whole task: then it is what the user says. */
export function conversationWith(
  system: readonly string[],
  messages: readonly ConversationMessage[],
): Conversation {
  if (messages.length > 0) return { system, messages };
  return { system: system.slice(0, -1), messages: [{ role: 'user', text: system.at(-1) ?? '' }] };
}
