import type { Conversation, ConversationMessage } from './conversation.ts';
import type { FormatRequest } from './response-format.ts';
import { toolChoiceInstructions } from './tools/tool-choice.ts';
import type { ToolRequest } from './tools/tool-request.ts';

/** What a request asks of the model, in the terms that all dialects share. */
export interface Asked {
  readonly conversation: Conversation;
  readonly tools: ToolRequest;
  /** Undefined where plain text will do. */
  readonly format?: FormatRequest | undefined;
  /** Qoder's name of the level; undefined leaves the model's own default. */
  readonly reasoningEffort?: string | undefined;
  /** None of them empty. */
  readonly stop: readonly string[];
  readonly maxTokens?: number | undefined;
  /** The reply as the client will give it back, where its dialect changes it. */
  readonly replyAsGiven?: ((reply: ConversationMessage) => ConversationMessage) | undefined;
}

/** What of the model decides how a request is read. */
export interface ModelTraits {
  /** Whether the model sees images; undefined when nobody knows. */
  readonly vision: boolean | undefined;
}

/**
 * What the server itself asks of the model.
 * @param aliasOf a tool's name, as the model knows it.
 */
export function instructionsOf(
  { tools, format }: Asked,
  aliasOf: (name: string) => string = (name) => name,
): readonly string[] {
  const { choice } = tools;
  const single = tools.maxCalls === 1 && tools.tools.length > 0 ? ['Call at most one tool per answer.'] : [];
  return [
    ...toolChoiceInstructions(choice.type === 'named' ? { ...choice, name: aliasOf(choice.name) } : choice),
    ...single,
    ...(format?.instructions ?? []),
  ];
}

/** What a person would recognise the request by. */
export function lastTextOf({ messages }: Conversation): string {
  const last = messages.findLast(({ role, text }) => (role === 'user' || role === 'tool') && text !== '');
  return last?.text ?? '';
}
