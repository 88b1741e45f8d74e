import { randomUUID } from 'node:crypto';
import type { ToolAnswer } from './bridge.ts';
import type { JsonObject } from './json.ts';
import { stamped } from './session-messages.ts';
import { noUsage, usageFields } from './usage.ts';

interface Addressed {
  readonly id: string;
}

export type Block =
  | { type: 'text'; text: string; citations: null }
  | { type: 'thinking'; thinking: string; signature: string }
  | { type: 'tool_use'; id: string; name: string; input: unknown };

/** One event of the model's stream, as `--include-partial-messages` shows it. */
export function streamEvent(session: Addressed, event: JsonObject, parent: string | null = null): JsonObject {
  return stamped(session, { type: 'stream_event', event, parent_tool_use_id: parent });
}

export function messageStart(id: string, model: string, usage: JsonObject): JsonObject {
  return {
    type: 'message_start',
    message: {
      id,
      type: 'message',
      role: 'assistant',
      content: [],
      model,
      stop_reason: null,
      stop_sequence: null,
      usage,
    },
  };
}

export function blockStart(index: number, block: Block): JsonObject {
  const empty: Record<Block['type'], () => JsonObject> = {
    text: () => ({ type: 'text', text: '', citations: null }),
    thinking: () => ({ type: 'thinking', thinking: '', signature: '' }),
    tool_use: () => ({ ...block, input: {} }),
  };
  return { type: 'content_block_start', index, content_block: empty[block.type]() };
}

export function blockDelta(index: number, delta: JsonObject): JsonObject {
  return { type: 'content_block_delta', index, delta };
}

export function blockStop(index: number): JsonObject {
  return { type: 'content_block_stop', index };
}

export function messageDelta(stopReason: string, usage: JsonObject | undefined): JsonObject {
  return {
    type: 'message_delta',
    delta: { stop_reason: stopReason, stop_sequence: null },
    ...(usage ? { usage } : {}),
  };
}

export interface AssistantFacts {
  readonly id: string;
  readonly model: string;
  readonly content: readonly Block[];
  readonly stopReason: string | null;
  readonly usage: JsonObject;
}

/** A complete message of the model. */
export function assistantLine(
  session: Addressed,
  facts: AssistantFacts,
  extra: JsonObject = {},
  parent: string | null = null,
): JsonObject {
  return stamped(session, {
    type: 'assistant',
    message: {
      id: facts.id,
      type: 'message',
      role: 'assistant',
      model: facts.model,
      content: facts.content,
      stop_reason: facts.stopReason,
      stop_sequence: null,
      usage: facts.usage,
    },
    parent_tool_use_id: parent,
    ...extra,
  });
}

/** Messages leave null what a result fills in. */
const unknownUsage = { service_tier: null, inference_geo: null, iterations: null, speed: null };

/** An error in the guise of an answer: the program speaks here, not a model. */
export function syntheticLine(session: Addressed, text: string, error: string, fromApi: boolean): JsonObject {
  return stamped(session, {
    type: 'assistant',
    message: {
      id: randomUUID(),
      model: '<synthetic>',
      role: 'assistant',
      type: 'message',
      stop_reason: 'stop_sequence',
      stop_sequence: '',
      content: [{ type: 'text', text }],
      container: null,
      context_management: null,
      usage: { ...usageFields(noUsage), ...unknownUsage },
    },
    parent_tool_use_id: null,
    error,
    ...(fromApi ? { isApiErrorMessage: true } : {}),
  });
}

/** How the program shows the outcome of a tool to its host. */
export function toolResultLine(
  session: Addressed,
  id: string,
  { text, isError, denial }: ToolAnswer,
): JsonObject {
  return stamped(session, {
    type: 'user',
    message: {
      role: 'user',
      content: [
        { type: 'tool_result', tool_use_id: id, content: text, ...(isError ? { is_error: true } : {}) },
      ],
    },
    parent_tool_use_id: null,
    tool_use_result: text,
    ...(denial === undefined ? {} : { tool_result_meta: [{ id, non_execution_kind: denial }] }),
  });
}
