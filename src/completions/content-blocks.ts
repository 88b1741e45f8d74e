import type { ContentBlock } from '../qodercli/turn.ts';
import type { ConversationMessage } from './conversation.ts';

/** Pieces of content as blocks: neighbouring texts become one, empty ones none. */
export function blocksOf(pieces: readonly (string | ContentBlock)[]): readonly ContentBlock[] {
  const blocks: ContentBlock[] = [];
  let text = '';
  const flush = (): void => {
    if (text !== '') blocks.push({ type: 'text', text });
    text = '';
  };
  for (const piece of pieces) {
    if (typeof piece === 'string') text += piece;
    else {
      flush();
      blocks.push(piece);
    }
  }
  flush();
  return blocks;
}

/** A message's text with its images where they stand. */
export function piecesOf(message: ConversationMessage): readonly (string | ContentBlock)[] {
  const pieces: (string | ContentBlock)[] = [];
  let from = 0;
  for (const { at, image } of message.images ?? []) {
    pieces.push(message.text.slice(from, at), image);
    from = at;
  }
  return [...pieces, message.text.slice(from)];
}
