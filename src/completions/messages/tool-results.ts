import type { MessageParam } from '../../contract/operations.ts';
import { ApiError } from '../../errors.ts';
import type { MessageEntry } from './compaction.ts';

/** The calls of the assistant's last message, or of several in a row. */
interface OpenCalls {
  /** Index of the assistant's message. */
  readonly index: number;
  /** Id of a call to whether it has its result. */
  readonly answered: Map<string, boolean>;
}

/**
 * Every call must have one result in the messages of the user that follow, and every result its call in the
 * message of the assistant before it: a model cannot go on from anything else.
 * @throws ApiError 400 naming the message or the block.
 */
export function requireToolResults(entries: readonly MessageEntry[]): void {
  let open: OpenCalls = { index: 0, answered: new Map() };
  let wasAssistant = false;
  for (const [index, message] of entries) {
    if (message.role === 'system') continue;
    if (message.role === 'assistant') {
      if (!wasAssistant) {
        requireAll(open);
        open = { index, answered: new Map() };
      }
      addCalls(open, message.content, index);
    } else takeResults(open, message.content, index);
    wasAssistant = message.role === 'assistant';
  }
  requireAll(open);
}

type ContentOf<Role extends MessageParam['role']> = Extract<MessageParam, { role: Role }>['content'];

function addCalls({ answered }: OpenCalls, content: ContentOf<'assistant'>, message: number): void {
  if (typeof content === 'string') return;
  for (const [index, block] of content.entries()) {
    if (block.type !== 'tool_use') continue;
    if (answered.has(block.id)) {
      throw invalid(`the id '${block.id}' is used twice`, `messages[${message}].content[${index}]`);
    }
    answered.set(block.id, false);
  }
}

function takeResults({ answered }: OpenCalls, content: ContentOf<'user'>, message: number): void {
  if (typeof content === 'string') return;
  for (const [index, block] of content.entries()) {
    if (block.type !== 'tool_result') continue;
    const param = `messages[${message}].content[${index}]`;
    const id = block.tool_use_id;
    if (!answered.has(id)) {
      throw invalid(
        `there is no 'tool_use' block with the id '${id}' in the previous message of the assistant`,
        param,
      );
    }
    if (answered.get(id) === true) throw invalid(`there is another result for the id '${id}'`, param);
    answered.set(id, true);
  }
}

function requireAll({ index, answered }: OpenCalls): void {
  const missing = [...answered].flatMap(([id, has]) => (has ? [] : [id]));
  if (missing.length === 0) return;
  throw invalid(
    `each 'tool_use' block must have a 'tool_result' block in the message after it, but these have none: ${missing.join(', ')}`,
    `messages[${index}]`,
  );
}

function invalid(problem: string, param: string): ApiError {
  return new ApiError('invalid_request', `Invalid '${param}': ${problem}.`, { param });
}
