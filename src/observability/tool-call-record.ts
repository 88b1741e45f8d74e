import { type ClippedText, createClippedText } from './clipped-text.ts';
import type { ShownToolCall, ToolCallDelta } from './request-facts.ts';
import { redactedHead, storedHead } from './text-ends.ts';

/** The tool calls of an answer, which grow by deltas. */
export interface ToolCallRecord {
  readonly accept: (delta: ToolCallDelta) => void;
  readonly settle: () => void;
  readonly clear: () => void;
  /** Without secrets, in the order in which the calls began. */
  readonly read: () => readonly ShownToolCall[];
}

interface RecordedCall {
  id: string;
  name: string;
  readonly arguments: ClippedText;
}

const MOST_CALLS = 64;
const LONGEST_NAME = 256;

/** All arguments together take about `maxLength` UTF-16 units, twice as much at worst. */
export function createToolCallRecord(maxLength: number, redact: (text: string) => string): ToolCallRecord {
  const calls = new Map<number, RecordedCall>();
  let length = 0;

  const callAt = (index: number): RecordedCall | undefined => {
    const known = calls.get(index);
    if (known !== undefined || calls.size >= MOST_CALLS) return known;
    const call = { id: '', name: '', arguments: createClippedText(maxLength, redact) };
    calls.set(index, call);
    return call;
  };

  return {
    accept({ index, id, name, argumentsDelta }) {
      const call = callAt(index);
      if (call === undefined) return;
      if (id !== undefined) call.id = storedHead(id, LONGEST_NAME);
      if (name !== undefined) call.name = storedHead(name, LONGEST_NAME);
      if (argumentsDelta === undefined) return;
      if (length > maxLength) call.arguments.cut();
      else call.arguments.append(argumentsDelta);
      length += argumentsDelta.length;
    },
    settle() {
      for (const call of calls.values()) call.arguments.settle();
    },
    clear() {
      calls.clear();
      length = 0;
    },
    read: () =>
      [...calls.values()].map((call) => ({
        id: redactedHead(call.id, LONGEST_NAME, redact),
        name: redactedHead(call.name, LONGEST_NAME, redact),
        arguments: call.arguments.read().text,
      })),
  };
}
