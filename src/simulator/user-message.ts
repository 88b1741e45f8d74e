import { isObject, type JsonObject } from './json.ts';

export interface UserMessage {
  readonly message: JsonObject;
  readonly text: string;
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

/** Read a user line; undefined for one that the program silently drops. */
export function userMessage(line: JsonObject): UserMessage | undefined {
  if (!isObject(line.message)) return undefined;
  const { content } = line.message;
  if (Array.isArray(content) && content.length === 0) return undefined;
  return {
    message: line.message,
    text: textOf(content),
    uuid: typeof line.uuid === 'string' ? line.uuid : undefined,
    startsTurn: line.shouldQuery !== false,
  };
}
