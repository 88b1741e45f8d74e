import type {
  AssistantMessageParam,
  DocumentBlockParam,
  MessageParam,
  TextOrTextBlocks,
  ToolResultBlockParam,
  UserBlockParam,
  UserMessageParam,
} from '../../contract/operations.ts';
import type { ModelTraits } from '../asked.ts';
import {
  type Conversation,
  type ConversationMessage,
  conversationWith,
  type PlacedImage,
  type ToolCall,
} from '../conversation.ts';
import { refusePart } from '../message-content.ts';
import { afterCompaction } from './compaction.ts';
import { imageOf } from './images.ts';
import { requireToolResults } from './tool-results.ts';

/**
 * The messages of a request as a conversation: none dropped, none cut. System messages stay where they stand; only
 * those that it begins with are joined to the system prompt, as in every dialect.
 * @throws ApiError 400 naming the block that cannot be passed on, or the call that lacks its result.
 */
export function conversationOf(
  system: TextOrTextBlocks | null | undefined,
  messages: readonly MessageParam[],
  model: ModelTraits,
): Conversation {
  const { summary, entries } = afterCompaction(messages);
  requireToolResults(entries);
  const turns: ConversationMessage[] = summary === undefined ? [] : [summaryMessage(summary)];
  for (const [index, message] of entries) {
    if (message.role === 'system') turns.push({ role: 'system', text: textOf(message.content) });
    else if (message.role === 'assistant') turns.push(assistantMessage(message));
    else turns.push(...userMessages(message, `messages[${index}].content`, model));
  }
  return conversationWith(system === null || system === undefined ? [] : [systemText(system)], turns);
}

function summaryMessage(summary: string): ConversationMessage {
  return { role: 'user', text: `Summary of the conversation up to here:\n\n${summary}` };
}

/**
 * Claude Code begins its system prompt with a line for Anthropic's accounts: no instruction, and not the same in
 * all requests of a conversation, which could not be gone on with.
 */
const BILLING = /^x-anthropic-billing-header:/;

function systemText(system: TextOrTextBlocks): string {
  return textOf(typeof system === 'string' ? system : system.filter(({ text }) => !BILLING.test(text)));
}

/** Texts that stand beside each other are paragraphs of one; an empty one stands for nothing. */
function textOf(content: TextOrTextBlocks): string {
  if (typeof content === 'string') return content;
  return content.flatMap(({ text }) => (text === '' ? [] : [text])).join('\n');
}

/** What the model said, in the blocks that it came in: they are pieces of one text. Its reasoning is not said again. */
function assistantMessage({ content }: AssistantMessageParam): ConversationMessage {
  if (typeof content === 'string') return { role: 'assistant', text: content };
  const toolCalls: ToolCall[] = [];
  let text = '';
  for (const block of content) {
    if (block.type === 'text') text += block.text;
    else if (block.type === 'tool_use') {
      toolCalls.push({ id: block.id, name: block.name, arguments: JSON.stringify(block.input) });
    }
  }
  return { role: 'assistant', text, ...(toolCalls.length === 0 ? {} : { toolCalls }) };
}

/** The results of tools first, then what the user says beside them. */
function userMessages(
  { content }: UserMessageParam,
  param: string,
  model: ModelTraits,
): readonly ConversationMessage[] {
  if (typeof content === 'string') return [{ role: 'user', text: content }];
  const results: ConversationMessage[] = [];
  const said: Content = { text: '', images: [] };
  for (const [index, block] of content.entries()) {
    const own = `${param}[${index}]`;
    if (block.type === 'tool_result') results.push(resultMessage(block, own, model));
    else addBlock(said, block, own, model);
  }
  const isSilent = said.text === '' && said.images.length === 0;
  return isSilent && results.length > 0 ? results : [...results, { role: 'user', ...shown(said) }];
}

function resultMessage(
  { tool_use_id: toolCallId, content, is_error: isError }: ToolResultBlockParam,
  param: string,
  model: ModelTraits,
): ConversationMessage {
  const result: Content = { text: isError === true ? 'Error:' : '', images: [] };
  if (typeof content === 'string') addText(result, content);
  else {
    for (const [index, block] of (content ?? []).entries())
      addBlock(result, block, `${param}.content[${index}]`, model);
  }
  return { role: 'tool', ...shown(result), toolCallId };
}

interface Content {
  text: string;
  readonly images: PlacedImage[];
}

function shown({ text, images }: Content): Pick<ConversationMessage, 'text' | 'images'> {
  return { text, ...(images.length === 0 ? {} : { images }) };
}

function addText(content: Content, text: string): void {
  if (text !== '') content.text += content.text === '' ? text : `\n${text}`;
}

type ContentBlock = Exclude<UserBlockParam, ToolResultBlockParam>;

function addBlock(content: Content, block: ContentBlock, param: string, model: ModelTraits): void {
  if (block.type === 'text') addText(content, block.text);
  else if (block.type === 'image')
    content.images.push({ at: content.text.length, image: imageOf(block, param, model) });
  else if (block.type === 'document') addDocument(content, block, param, model);
  else addText(content, [block.title, block.source, textOf(block.content)].join('\n'));
}

/** Those that are files have become text or images before. */
function addDocument(
  content: Content,
  { source, title, context }: DocumentBlockParam,
  param: string,
  model: ModelTraits,
): void {
  for (const text of [title, context]) addText(content, text ?? '');
  if (source.type === 'text') addText(content, source.data);
  else if (source.type !== 'content') refusePart(source.type, `${param}.source`);
  else if (typeof source.content === 'string') addText(content, source.content);
  else {
    for (const [index, block] of source.content.entries())
      addBlock(content, block, `${param}.source.content[${index}]`, model);
  }
}
