import { isDeepStrictEqual } from 'node:util';
import { parseJson } from '../json/parse-json.ts';
import type { QoderEvent } from './events.ts';
import { type CliMessage, idField, objectField, stringField } from './messages.ts';

/** The server name under which the client's tools are offered; it shows only where the CLI ignores overrides. */
export const TOOL_SERVER = 'client';
const QUALIFIER = `mcp__${TOOL_SERVER}__`;

/** A tool's name with that of its server; of `*`, the pattern of all of them. */
export function qualifiedToolName(name: string): string {
  return QUALIFIER + name;
}

export interface ToolCallRecord {
  /** Unique in its turn: the client answers a call by its id. */
  readonly id: string;
  readonly name: string;
  /** JSON text. */
  arguments: string;
}

/** Reads the tool calls of a turn's messages, streamed or complete, and gives each out once. */
export interface ToolCallReader {
  readonly startBlock: (event: CliMessage) => readonly QoderEvent[];
  readonly delta: (event: CliMessage, json: string) => readonly QoderEvent[];
  readonly stopBlock: (event: CliMessage) => readonly QoderEvent[];
  /** The streamed message is over, also for blocks that were not stopped. */
  readonly endMessage: () => readonly QoderEvent[];
  /** A `tool_use` block of a complete message. */
  readonly complete: (block: CliMessage) => readonly QoderEvent[];
  /** Whether a `tool_use` block of a complete message is of a call that was given out already. */
  readonly knows: (block: CliMessage) => boolean;
  /** Calls that the turn has given out. */
  readonly calls: () => readonly ToolCallRecord[];
  /** Forgets the calls of a message that the CLI withdraws. */
  readonly reset: () => void;
}

/** A call as the CLI tells of it; `record` is undefined for a call that never reaches the client. */
interface KnownCall {
  /** The CLI's own id; undefined where it gave none. */
  readonly id: string | undefined;
  readonly name: string;
  /** Undefined until the stream or a complete block has told it. */
  input: unknown;
  readonly record: ToolCallRecord | undefined;
  /** All of its arguments have gone out. */
  isComplete: boolean;
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
  let known: KnownCall[] = [];
  let calls: ToolCallRecord[] = [];
  /** Of the message that streams, by block index; undefined for a block that repeats a complete one. */
  let open = new Map<unknown, KnownCall | undefined>();
  const streamed = new Set<KnownCall>();

  const toolName = (block: CliMessage): string => {
    const called = stringField(block, 'name') ?? '';
    return offeredToolName(called, offered) ?? called;
  };

  const unusedId = (wanted: string | undefined): string => {
    const isUsed = (id: string): boolean => calls.some((call) => call.id === id);
    let id = wanted ?? `call_${calls.length}`;
    for (let suffix = 2; isUsed(id); suffix += 1) id = `${wanted ?? 'call'}_${suffix}`;
    return id;
  };

  const begin = (id: string | undefined, name: string): KnownCall => {
    let record: ToolCallRecord | undefined;
    if (offered.has(name)) {
      record = { id: unusedId(id), name, arguments: '' };
      calls.push(record);
    } else onForeign(name);
    const call: KnownCall = { id, name, input: undefined, record, isComplete: false };
    known.push(call);
    return call;
  };

  const begun = ({ record }: KnownCall): readonly QoderEvent[] =>
    record === undefined ? NONE : [{ type: 'tool_call', id: record.id, name: record.name }];

  const append = ({ record }: KnownCall, fragment: string): readonly QoderEvent[] => {
    if (fragment === '' || record === undefined) return NONE;
    record.arguments += fragment;
    return [{ type: 'tool_arguments', id: record.id, fragment }];
  };

  /** Clients parse the arguments: none at all is an empty object. */
  const finish = (call: KnownCall): readonly QoderEvent[] => {
    if (call.isComplete) return NONE;
    call.isComplete = true;
    return call.record?.arguments === '' ? append(call, JSON.stringify(call.input ?? {})) : NONE;
  };

  const find = (block: CliMessage): KnownCall | undefined => {
    const id = idField(block, 'id');
    const name = toolName(block);
    return known.find((call) => {
      if (call.name !== name) return false;
      if (call.id !== id && call.id !== undefined && id !== undefined) return false;
      // Streamed arguments may have been read in part: the id has to do. Without one, or among complete calls, the input tells.
      if (id !== undefined && call.id === id && streamed.has(call)) return true;
      return isDeepStrictEqual(streamed.has(call) ? parsed(call) : call.input, block.input);
    });
  };

  return {
    startBlock(event) {
      const block = objectField(event, 'content_block') ?? {};
      if (block.type !== 'tool_use') return NONE;
      const id = idField(block, 'id');
      const name = toolName(block);
      // The complete block was faster.
      const repeats = known.some((call) => call.id === id && call.name === name && !streamed.has(call));
      if (repeats && id !== undefined) {
        open.set(event.index, undefined);
        return NONE;
      }
      const call = begin(id, name);
      call.input = block.input;
      streamed.add(call);
      open.set(event.index, call);
      return begun(call);
    },
    delta(event, json) {
      const call = open.get(event.index);
      return call === undefined || call.isComplete ? NONE : append(call, json);
    },
    stopBlock(event) {
      const call = open.get(event.index);
      open.delete(event.index);
      return call === undefined ? NONE : finish(call);
    },
    endMessage() {
      const events = [...open.values()].flatMap((call) => (call === undefined ? NONE : finish(call)));
      open = new Map();
      return events;
    },
    complete(block) {
      const earlier = find(block);
      if (earlier !== undefined) {
        // What the stream has not told by its end, the complete block has.
        if (!earlier.isComplete) earlier.input = block.input;
        return NONE;
      }
      const call = begin(idField(block, 'id'), toolName(block));
      call.input = block.input;
      return [...begun(call), ...finish(call)];
    },
    knows: (block) => find(block) !== undefined,
    calls: () => calls,
    reset() {
      known = [];
      calls = [];
      open = new Map();
      streamed.clear();
    },
  };
}

function parsed({ record }: KnownCall): unknown {
  try {
    return parseJson(record?.arguments ?? '');
  } catch {
    return undefined;
  }
}

/** The offered tool that the CLI means: it names one as the client does or, without overrides, by its server. */
export function offeredToolName(name: string, offered: ReadonlySet<string>): string | undefined {
  const own = name.startsWith(QUALIFIER) ? name.slice(QUALIFIER.length) : name;
  return [name, own].find((candidate) => offered.has(candidate));
}
