import type {
  CreateResponseRequest,
  OutputItem,
  ResponseObject,
  ResponsesTool,
  ResponseUsage,
} from '../../contract/operations.ts';
import type { AnswerEnd, Usage } from '../answer.ts';

export interface ResponsesIdentity {
  /** Begins with `resp_`. */
  readonly id: string;
  /** Unix seconds. */
  readonly createdAt: number;
  /** The Qoder model that serves. */
  readonly model: string;
}

/**
 * The response as it is when it begins: nothing answered yet. What was asked for comes back, also where it has no effect, with
 * OpenAI's defaults for the rest: the Open Responses schema requires numbers.
 * @param keeps whether responses are kept here at all.
 */
export function begunResponse(
  { id, createdAt, model }: ResponsesIdentity,
  body: CreateResponseRequest,
  keeps: boolean,
): ResponseObject {
  return {
    id,
    object: 'response',
    created_at: createdAt,
    status: 'in_progress',
    completed_at: null,
    background: false,
    error: null,
    incomplete_details: null,
    instructions: body.instructions ?? null,
    max_output_tokens: body.max_output_tokens ?? null,
    max_tool_calls: body.max_tool_calls ?? null,
    metadata: body.metadata ?? {},
    model,
    output: [],
    parallel_tool_calls: body.parallel_tool_calls ?? true,
    previous_response_id: body.previous_response_id ?? null,
    reasoning: { effort: body.reasoning?.effort ?? null, summary: body.reasoning?.summary ?? null },
    store: keeps && (body.store ?? true),
    frequency_penalty: body.frequency_penalty ?? 0,
    presence_penalty: body.presence_penalty ?? 0,
    prompt_cache_key: body.prompt_cache_key ?? null,
    safety_identifier: body.safety_identifier ?? null,
    service_tier: body.service_tier ?? 'default',
    temperature: body.temperature ?? 1,
    text: {
      format: body.text?.format ?? { type: 'text' },
      verbosity: body.text?.verbosity ?? 'medium',
    },
    tool_choice: body.tool_choice ?? 'auto',
    tools: (body.tools ?? []).map(shownTool),
    top_logprobs: 0,
    top_p: body.top_p ?? 1,
    truncation: body.truncation ?? 'disabled',
    usage: null,
    user: body.user ?? null,
  };
}

/** OpenAI's types know a function with all its fields. */
function shownTool(tool: ResponsesTool): ResponsesTool {
  return tool.type === 'function' ? { description: null, parameters: null, strict: null, ...tool } : tool;
}

/** @param completedAt Unix seconds. */
export function endedResponse(
  begun: ResponseObject,
  output: readonly OutputItem[],
  end: AnswerEnd,
  completedAt: number,
): ResponseObject {
  const reason = INCOMPLETE[end.finishReason];
  return {
    ...begun,
    ...(reason === undefined
      ? { status: 'completed', completed_at: completedAt }
      : { status: 'incomplete', incomplete_details: { reason } }),
    output: [...output],
    usage: usageOf(end.usage),
  };
}

const INCOMPLETE = {
  stop: undefined,
  tool_calls: undefined,
  length: 'max_output_tokens',
  content_filter: 'content_filter',
} as const;

/** The tokens of an answer in the terms of this API. */
export function usageOf(usage: Usage): ResponseUsage {
  return {
    input_tokens: usage.promptTokens,
    // What was written to the cache, and what reasoning took, is counted with the rest.
    input_tokens_details: { cached_tokens: usage.cachedTokens, cache_write_tokens: 0 },
    output_tokens: usage.completionTokens,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: usage.promptTokens + usage.completionTokens,
  };
}
