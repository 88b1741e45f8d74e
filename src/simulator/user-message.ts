import { isObject, type JsonObject, objectOf } from './json.ts';

export interface UserMessage {
  readonly message: JsonObject;
  readonly text: string;
  /** What each image is, e.g. `an image (image/png, 1 kB)`. */
  readonly images: readonly string[];
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

function imagesOf(content: unknown): string[] {
  if (!Array.isArray(content)) return [];
  return content.flatMap((block) => {
    if (!isObject(block) || block.type !== 'image') return [];
    const { type, media_type: mediaType, data, url } = objectOf(block.source);
    if (type === 'url') return [`the image ${String(url)}`];
    const kilobytes = Math.ceil((String(data).length * 3) / 4 / 1024);
    return [`an image (${String(mediaType)}, ${kilobytes} kB)`];
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
