import { isObject, type JsonObject, objectOf } from './json.ts';

/** Data in base64, or where it is. */
export type Image = { readonly mediaType: string; readonly data: string } | { readonly url: string };

export interface UserMessage {
  readonly message: JsonObject;
  readonly text: string;
  readonly images: readonly Image[];
  readonly uuid: string | undefined;
  readonly startsTurn: boolean;
}

function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content
    .map((block) => (isObject(block) && block.type === 'text' ? String(block.text ?? '') : ''))
    .join('');
}

function imagesOf(content: unknown): Image[] {
  if (!Array.isArray(content)) return [];
  return content.flatMap((block) => {
    if (!isObject(block) || block.type !== 'image') return [];
    const { type, media_type: mediaType, data, url } = objectOf(block.source);
    return [type === 'url' ? { url: String(url) } : { mediaType: String(mediaType), data: String(data) }];
  });
}

/** Read a user line; undefined for one that the program silently drops. */
export function userMessage(line: JsonObject): UserMessage | undefined {
  if (!isObject(line.message)) return undefined;
  const { content } = line.message;
  if (Array.isArray(content) && content.length === 0) return undefined;
  return {
    message: line.message,
    text: textOf(content),
    images: imagesOf(content),
    uuid: typeof line.uuid === 'string' ? line.uuid : undefined,
    startsTurn: line.shouldQuery !== false,
  };
}
