import type { ContentBlock, Continuation, ToolDefinition, Turn } from '../qodercli/turn.ts';
import { type ContinuationKeys, continuationKeys } from './continuation-key.ts';
import { type Conversation, type ConversationMessage, prefillOf } from './conversation.ts';
import { stepAfter, userContent } from './session-step.ts';
import { toolInstructions } from './tools/prompt-tools.ts';
import { type ToolAliases, toolAliasesOf } from './tools/tool-aliases.ts';
import { renderTranscript, type TranscriptOptions } from './transcript.ts';

/** `native` offers tools to the CLI, `prompt` describes them in words. */
export type ToolMode = 'native' | 'prompt';

export interface TurnSettings {
  /** Qoder model id. */
  readonly model: string;
  /** Stands in when the conversation has no system text. Not empty. */
  readonly defaultSystemPrompt: string;
  /** What the server itself asks of the model, after the system texts of the conversation. */
  readonly instructions?: readonly string[];
  readonly tools?: readonly ToolDefinition[];
  /** Of the tools' names; without them names go as they are. */
  readonly aliases?: ToolAliases;
  readonly toolMode: ToolMode;
  readonly reasoningEffort?: string | undefined;
  readonly transcriptSecret: Buffer;
  /** Who asks: sessions never cross it. */
  readonly owner: string;
}

/** A turn, and what is needed to go on after it. */
export interface PreparedTurn {
  readonly turn: Turn;
  /** Stands for the conversation with the model's reply. */
  readonly keyAfter: (reply: ConversationMessage) => string;
  /** The turn that shows the model its reply and asks for a better one. */
  readonly corrected: (reply: ConversationMessage, complaint: string) => PreparedTurn;
}

/**
 * What qodercli is asked for a conversation. A lone user message goes as it is; a longer history goes on in
 * the session that answered before where that is still there, and becomes one transcript where it is not,
 * since the CLI takes user messages alone. Nothing is cut.
 */
export function prepareTurn(conversation: Conversation, settings: TurnSettings): PreparedTurn {
  const own = conversation.system.filter((text) => text.trim() !== '');
  const { aliases = toolAliasesOf([]) } = settings;
  const tools = (settings.tools ?? []).map(aliases.tool);
  const described = settings.toolMode === 'prompt' && tools.length > 0 ? [toolInstructions(tools)] : [];
  const system = [
    ...(own.length === 0 ? [settings.defaultSystemPrompt] : own),
    ...described,
    ...(settings.instructions ?? []),
  ];
  const base = {
    model: settings.model,
    systemPrompt: system.join('\n\n'),
    tools: settings.toolMode === 'native' ? tools : [],
  };
  const { isPrefilled } = conversation;
  const messages = conversation.messages.map(aliases.message);
  // Without the effort: a session takes that turn by turn.
  const scope = continuationKeys([settings.owner, base]);
  const options: TranscriptOptions = {
    secret: settings.transcriptSecret,
    calls: tools.length === 0 ? 'none' : settings.toolMode,
    isPrefilled,
  };
  const { keys, continuation } = followUp(messages, scope, options);
  /** The client gives the reply back as one message with what it begins with. */
  const whole = (reply: ConversationMessage): ConversationMessage => ({
    ...aliases.message(reply),
    text: `${prefillOf(conversation) ?? ''}${reply.text}`,
  });
  return {
    turn: {
      ...base,
      ...(settings.reasoningEffort === undefined ? {} : { reasoningEffort: settings.reasoningEffort }),
      content: contentOf(messages, options),
      ...(continuation === undefined ? {} : { continuation }),
    },
    keyAfter: (reply) => keys.extend(whole(reply)).key,
    corrected: (reply, complaint) => {
      const before = isPrefilled === true ? messages.slice(0, -1) : messages;
      const again = isPrefilled === true ? messages.slice(-1) : [];
      const further: ConversationMessage[] = [
        ...before,
        whole(reply),
        { role: 'user', text: complaint },
        ...again,
      ];
      return prepareTurn({ ...conversation, messages: further }, settings);
    },
  };
}

function contentOf(
  messages: readonly ConversationMessage[],
  options: TranscriptOptions,
): readonly ContentBlock[] {
  const [only] = messages;
  if (messages.length > 1 || only?.role !== 'user') return renderTranscript(messages, options);
  return userContent([only]);
}

/**
 * The key of the whole conversation, without the beginning of the answer, and where it goes on from if all after the
 * last reply is answerable.
 */
function followUp(
  messages: readonly ConversationMessage[],
  scope: ContinuationKeys,
  options: TranscriptOptions,
): { readonly keys: ContinuationKeys; readonly continuation: Continuation | undefined } {
  const said = options.isPrefilled === true ? messages.slice(0, -1) : messages;
  const replyIndex = said.findLastIndex((message) => message.role === 'assistant');
  let keys = scope;
  let continuation: Continuation | undefined;
  for (const [index, message] of said.entries()) {
    keys = keys.extend(message);
    if (index === replyIndex) {
      const step = stepAfter(message, messages.slice(index + 1), options);
      continuation = step && { key: keys.key, step };
    }
  }
  return { keys, continuation };
}
