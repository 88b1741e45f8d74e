import type { ContentBlock, Turn } from '../qodercli/turn.ts';
import type { Conversation } from './conversation.ts';
import { renderTranscript } from './transcript.ts';

/** First characters that the CLI might read as a command, a shell line or a note to its memory. */
const COMMAND_LIKE = /^\s*[/!#]/;
const FRAME: ContentBlock = { type: 'text', text: 'The message of the user follows.\n\n' };

export interface TurnSettings {
  /** Qoder model id. */
  readonly model: string;
  /** Stands in when the conversation has no system text. Not empty. */
  readonly defaultSystemPrompt: string;
  readonly transcriptSecret: Buffer;
}

/**
 * What qodercli is asked for a conversation. A lone user message goes as it is; a longer history becomes one
 * transcript, since the CLI takes user messages alone. Nothing is cut.
 */
export function turnOf(conversation: Conversation, settings: TurnSettings): Turn {
  const system = conversation.system.filter((text) => text.trim() !== '').join('\n\n');
  return {
    model: settings.model,
    systemPrompt: system === '' ? settings.defaultSystemPrompt : system,
    content: contentOf(conversation, settings.transcriptSecret),
  };
}

function contentOf({ messages }: Conversation, secret: Buffer): readonly ContentBlock[] {
  const [only] = messages;
  if (messages.length > 1 || only?.role !== 'user') {
    return [{ type: 'text', text: renderTranscript(messages, secret) }];
  }
  const block: ContentBlock = { type: 'text', text: only.text };
  return COMMAND_LIKE.test(only.text) ? [FRAME, block] : [block];
}
