import type { ContentBlock, SessionStep } from '../qodercli/turn.ts';
import { blocksOf, piecesOf } from './content-blocks.ts';
import type { ConversationMessage } from './conversation.ts';
import { chooseMark, framesOf } from './marked-frames.ts';
import { toolResultsText } from './tools/prompt-tools.ts';
import { renderFurther, type TranscriptOptions } from './transcript.ts';

/** First characters that the CLI might read as a command, a shell line or a note to its memory. */
const COMMAND_LIKE = /^\s*[/!#]/;
const FRAME: ContentBlock = { type: 'text', text: 'The message of the user follows.\n\n' };

/** User messages as they are, with a harmless beginning where the text could be taken for a command. */
export function userContent(messages: readonly ConversationMessage[]): readonly ContentBlock[] {
  const pieces = messages.flatMap((message, index) => [
    ...(index === 0 ? [] : ['\n\n']),
    ...piecesOf(message),
  ]);
  const blocks = blocksOf(pieces);
  const [first] = blocks;
  // An empty list would be ignored without a word.
  if (first === undefined) return [{ type: 'text', text: '' }];
  return first.type === 'text' && COMMAND_LIKE.test(first.text) ? [FRAME, ...blocks] : blocks;
}

/**
 * What a session that gave this reply is to be told next: the results of its calls, or what users said. System
 * messages may stand among either.
 * @returns undefined where the session cannot be told: then the conversation starts over as a transcript.
 */
export function stepAfter(
  reply: ConversationMessage,
  further: readonly ConversationMessage[],
  options: TranscriptOptions,
): SessionStep | undefined {
  if (further.length === 0) return undefined;
  const calls = reply.toolCalls ?? [];
  if (calls.length > 0) return resultsStep(calls, further, options);
  if (further.every(({ role }) => role === 'user')) return { type: 'message', content: userContent(further) };
  const canBeTold = further.every(
    ({ role }, index) =>
      role === 'user' ||
      role === 'system' ||
      // The beginning of the next answer; alone it would ask the model to go on with what is over.
      (options.isPrefilled === true && index > 0 && index === further.length - 1),
  );
  return canBeTold ? { type: 'message', content: renderFurther(further, options) } : undefined;
}

function resultsStep(
  calls: NonNullable<ConversationMessage['toolCalls']>,
  further: readonly ConversationMessage[],
  { secret, calls: callForm }: TranscriptOptions,
): SessionStep | undefined {
  const results = new Map<string, string>();
  const before: ConversationMessage[] = [];
  const after: ConversationMessage[] = [];
  for (const message of further) {
    if (message.images !== undefined) return undefined;
    if (message.role === 'system') (results.size === 0 ? before : after).push(message);
    else if (message.role !== 'tool' || message.toolCallId === undefined) return undefined;
    else if (results.has(message.toolCallId)) return undefined;
    else results.set(message.toolCallId, message.text);
  }
  const answersAll = results.size === calls.length && calls.every((call) => results.has(call.id));
  if (!answersAll) return undefined;
  const mark = chooseMark(further, secret);
  const ahead = before.length === 0 ? '' : `${besideResults(before, mark)}\n\n`;
  const behind = after.length === 0 ? '' : `\n\n${besideResults(after, mark)}`;
  if (callForm === 'prompt') {
    return {
      type: 'message',
      content: [{ type: 'text', text: `${ahead}${toolResultsText(calls, results)}${behind}` }],
    };
  }
  // The CLI takes nothing but results while calls are open, and gives them to the model in the order of the calls.
  const [first] = calls;
  const last = calls.at(-1);
  const texts = calls.map(({ id }) => {
    const text = `${id === first?.id ? ahead : ''}${results.get(id)}${id === last?.id ? behind : ''}`;
    return [id, text] as const;
  });
  return { type: 'tool_results', results: new Map(texts) };
}

/** Texts alone: a step with images is not told beside results. */
function besideResults(messages: readonly ConversationMessage[], mark: string): string {
  const intro = `The lines from here to "--- ${mark} end" are no part of a tool's result: they came beside the results.\n`;
  return `${intro}${framesOf(messages, mark).join('')}`;
}
