import type { QoderEvent } from './events.ts';
import { arrayField, type CliMessage, isCliMessage, objectField, stringField } from './messages.ts';

/** The server name under which the client's tools are offered; it shows only where the CLI ignores overrides. */
export const TOOL_SERVER = 'client';

export interface ToolCallRecord {
  readonly id: string;
  readonly name: string;
  /** JSON text. */
  arguments: string;
}

/** Reads the tool calls of a turn's messages, streamed or whole, and never twice. */
export interface ToolCallReader {
  readonly startBlock: (event: CliMessage) => readonly QoderEvent[];
  readonly delta: (event: CliMessage, json: string) => readonly QoderEvent[];
  readonly stopBlock: (event: CliMessage) => readonly QoderEvent[];
  /** A `tool_use` block of a complete message. */
  readonly complete: (block: CliMessage) => readonly QoderEvent[];
  /** Calls that the turn has given out. */
  readonly calls: () => readonly ToolCallRecord[];
  /** Forgets the calls of a message that the CLI withdraws. */
  readonly reset: () => void;
}

const NONE: readonly QoderEvent[] = [];

/**
 * @param offered names of the turn's tools. A call of any other never reaches the client: the CLI refuses it.
 * @param onForeign called with the name of such a call.
 */
export function createToolCallReader(
  offered: ReadonlySet<string>,
  onForeign: (name: string) => void,
): ToolCallReader {
  let calls: ToolCallRecord[] = [];
  /** Of the message that streams, by block index. */
  let open = new Map<unknown, { readonly call: ToolCallRecord; readonly input: unknown }>();

  const begin = (block: CliMessage): ToolCallRecord | undefined => {
    const name = (stringField(block, 'name') ?? '').replace(new RegExp(`^mcp__${TOOL_SERVER}__`), '');
    if (!offered.has(name)) {
      onForeign(name);
      return undefined;
    }
    const call = { id: stringField(block, 'id') || `call_${calls.length}`, name, arguments: '' };
    calls.push(call);
    return call;
  };

  const append = (call: ToolCallRecord, fragment: string): readonly QoderEvent[] => {
    if (fragment === '') return NONE;
    call.arguments += fragment;
    return [{ type: 'tool_arguments', id: call.id, fragment }];
  };

  return {
    startBlock(event) {
      const block = objectField(event, 'content_block') ?? {};
      if (block.type !== 'tool_use') return NONE;
      const call = begin(block);
      if (call === undefined) return NONE;
      open.set(event.index, { call, input: block.input });
      return [{ type: 'tool_call', id: call.id, name: call.name }];
    },
    delta(event, json) {
      const block = open.get(event.index);
      return block === undefined ? NONE : append(block.call, json);
    },
    stopBlock(event) {
      const block = open.get(event.index);
      if (block === undefined) return NONE;
      open.delete(event.index);
      // Clients parse the arguments: none at all is an empty object.
      return block.call.arguments === '' ? append(block.call, JSON.stringify(block.input ?? {})) : NONE;
    },
    complete(block) {
      const id = stringField(block, 'id');
      if (calls.some((call) => call.id === id)) return NONE;
      const call = begin(block);
      if (call === undefined) return NONE;
      const begun: QoderEvent = { type: 'tool_call', id: call.id, name: call.name };
      return [begun, ...append(call, JSON.stringify(block.input ?? {}))];
    },
    calls: () => calls,
    reset() {
      calls = [];
      open = new Map();
    },
  };
}

/** The `tool_use` blocks of a complete message. */
export function toolUseBlocks(message: CliMessage): readonly CliMessage[] {
  return arrayField(message, 'content').filter(
    (block): block is CliMessage => isCliMessage(block) && block.type === 'tool_use',
  );
}
