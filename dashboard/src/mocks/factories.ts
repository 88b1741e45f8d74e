import type {
  Message,
  Model,
  Overview,
  RequestLog,
  RequestLogSummary,
  ResponseObject,
  SystemLogEntry,
} from '../api/types.ts';

// Answers of the contract for tests, whole but for what a test says.

export function overviewOf(given: Partial<Overview> = {}): Overview {
  return {
    server: {
      version: '0.1.0',
      node_version: '24.1.0',
      backend: 'qodercli',
      status: 'ready',
      started_at: 1_790_000_000,
      public_base_url: null,
      memory_bytes: 120_000_000,
      children_memory_bytes: 420_000_000,
      event_loop_lag_ms: 1.5,
    },
    cli: {
      kind: 'node',
      source: 'dependency',
      reason: 'The qodercli of the npm package that comes with the server.',
      cost: 'A boot takes about 4.5 s of CPU and 630 MB.',
      version: '1.1.52',
      process: { ok: true, detail: 'The last boot succeeded.' },
      login: { ok: true, detail: 'The last login did not fail.' },
      catalogue: { ok: true, detail: '3 models are listed.' },
      tools: { ok: true, detail: 'Tools are offered to qodercli natively.' },
    },
    account: null,
    pool: { booting: 0, warm: 1, busy: 0, parked: 0, queued: 0 },
    limits: { warm_processes: 1, max_processes: 4, max_concurrency: 4, queue_size: 64, parked_sessions: 1 },
    continuation: { hits: 0, misses: 0 },
    requests: { running: 0, total: 0 },
    api_keys: [{ name: 'default', masked: 'sk-q…x9f2' }],
    ...given,
  };
}

export function summaryOf(given: Partial<RequestLogSummary> = {}): RequestLogSummary {
  return {
    id: 'req_1',
    received_at_ms: 1_790_000_000_000,
    operation: 'createChatCompletion',
    state: 'succeeded',
    status: 200,
    duration_ms: 1_210,
    first_token_ms: 410,
    key: 'default',
    client: 'OpenAI/Python 2.1.0',
    requested_model: 'gpt-4o',
    model: 'auto',
    stream: true,
    prompt_tokens: 14,
    completion_tokens: 8,
    credits: 0.2,
    finish_reason: 'stop',
    error: null,
    prompt_preview: 'What is the capital of France?',
    answer_preview: 'The capital of France is Paris.',
    ...given,
  };
}

export function requestLogOf(given: Partial<RequestLog> = {}): RequestLog {
  return {
    summary: summaryOf(),
    method: 'POST',
    path: '/v1/chat/completions',
    request: {
      model: 'gpt-4o',
      stream: true,
      messages: [{ role: 'user', content: 'What is the capital of France?' }],
    },
    request_truncated: false,
    text: 'The capital of France is Paris.',
    text_truncated: false,
    reasoning: '',
    tool_calls: [],
    timings: { admitted_ms: 1, process_ms: 1, sent_ms: 9, first_token_ms: 410, end_ms: 1_210 },
    resolution: 'alias',
    cached_tokens: 0,
    usage_source: 'reported',
    continued: false,
    process_id: 4_242,
    error_code: null,
    ...given,
  };
}

export function systemLogOf(given: Partial<SystemLogEntry> = {}): SystemLogEntry {
  return {
    id: 1,
    time_ms: 1_790_000_000_000,
    level: 'info',
    source: 'qodercli',
    message: 'qodercli is warm',
    fields: { pid: 4_242, bootMs: 4_120 },
    ...given,
  };
}

export function modelOf(given: Partial<Model> = {}): Model {
  return {
    id: 'auto',
    object: 'model',
    created: 1_767_225_600,
    owned_by: 'qoder',
    name: 'Auto',
    context_window: 200_000,
    vision: true,
    reasoning: true,
    price_factor: 1,
    ...given,
  };
}

export function messageOf(given: Partial<Message> = {}): Message {
  return {
    id: `msg_${'0'.repeat(32)}`,
    type: 'message',
    role: 'assistant',
    model: 'auto',
    content: [],
    stop_reason: 'end_turn',
    stop_sequence: null,
    usage: {
      input_tokens: 10,
      cache_creation_input_tokens: 1,
      cache_read_input_tokens: 3,
      output_tokens: 8,
    },
    ...given,
  };
}

export function responseOf(given: Partial<ResponseObject> = {}): ResponseObject {
  return {
    id: `resp_${'0'.repeat(32)}`,
    object: 'response',
    created_at: 1_790_000_000,
    status: 'completed',
    background: false,
    error: null,
    incomplete_details: null,
    instructions: null,
    max_output_tokens: null,
    max_tool_calls: null,
    metadata: {},
    model: 'auto',
    output: [],
    parallel_tool_calls: true,
    previous_response_id: null,
    reasoning: { effort: null, summary: null },
    store: false,
    completed_at: null,
    frequency_penalty: 0,
    presence_penalty: 0,
    prompt_cache_key: null,
    safety_identifier: null,
    service_tier: 'default',
    temperature: 1,
    text: { format: { type: 'text' }, verbosity: 'medium' },
    tool_choice: 'auto',
    tools: [],
    top_logprobs: 0,
    top_p: 1,
    truncation: 'disabled',
    usage: {
      input_tokens: 14,
      input_tokens_details: { cached_tokens: 3, cache_write_tokens: 0 },
      output_tokens: 8,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: 22,
    },
    user: null,
    ...given,
  };
}
