import { createHash } from 'node:crypto';
import type { QoderEvent } from '../../qodercli/events.ts';
import type { ToolDefinition } from '../../qodercli/turn.ts';
import type { ConversationMessage } from '../conversation.ts';
import type { EventReader } from '../event-reader.ts';

/** The CLI takes no longer names. */
const LONGEST_NAME = 64;
/** With the CLI's own prefix, `mcp__client__`, an alias is no longer than a name may be. */
const LONGEST_ALIAS = LONGEST_NAME - 'mcp__client__'.length;
const HASH_LENGTH = 10;

/** Names of tools as the CLI takes them. Those that are short enough stay. */
export interface ToolAliases {
  readonly aliasOf: (name: string) => string;
  readonly tool: (tool: ToolDefinition) => ToolDefinition;
  readonly message: (message: ConversationMessage) => ConversationMessage;
  /** Gives the calls of a turn their own names back. */
  readonly reader: EventReader;
}

/** @param names of the tools on offer. An alias depends on nothing but its name, unless one of these has taken it. */
export function toolAliasesOf(names: readonly string[]): ToolAliases {
  const taken = new Set(names.filter(isShort));
  const aliases = new Map<string, string>();
  const originals = new Map<string, string>();
  for (const name of names) {
    if (isShort(name) || aliases.has(name)) continue;
    let attempt = 0;
    while (taken.has(freshAlias(name, attempt))) attempt += 1;
    const alias = freshAlias(name, attempt);
    taken.add(alias);
    aliases.set(name, alias);
    originals.set(alias, name);
  }

  const aliasOf = (name: string): string =>
    isShort(name) ? name : (aliases.get(name) ?? freshAlias(name, 0));

  return {
    aliasOf,
    tool(tool) {
      if (isShort(tool.name)) return tool;
      const fullName = `The tool's full name is ${tool.name}.`;
      const description = tool.description === undefined ? fullName : `${tool.description}\n\n${fullName}`;
      return { ...tool, name: aliasOf(tool.name), description };
    },
    message(message) {
      const { toolCalls } = message;
      if (toolCalls === undefined || toolCalls.every(({ name }) => isShort(name))) return message;
      return { ...message, toolCalls: toolCalls.map((call) => ({ ...call, name: aliasOf(call.name) })) };
    },
    reader: (batch) => (originals.size === 0 ? batch : batch.map((event) => named(event, originals))),
  };
}

function isShort(name: string): boolean {
  return name.length <= LONGEST_NAME;
}

function named(event: QoderEvent, originals: ReadonlyMap<string, string>): QoderEvent {
  if (event.type !== 'tool_call') return event;
  return { ...event, name: originals.get(event.name) ?? event.name };
}

/** The beginning of a name, which tells the most, and a hash of the whole. */
function freshAlias(name: string, attempt: number): string {
  const seed = attempt === 0 ? name : `${name} ${attempt}`;
  const hash = createHash('sha256').update(seed).digest('hex').slice(0, HASH_LENGTH);
  return `${name.slice(0, LONGEST_ALIAS - HASH_LENGTH - 1)}_${hash}`;
}
