import type { CreateChatCompletionRequest } from '../../contract/operations.ts';
import { only, onlyEmpty, type ParameterPolicy } from '../parameter-policy.ts';

const NO_TOOLS = 'tool calling is not supported by this version of the server';

export const chatParameterPolicy: ParameterPolicy<CreateChatCompletionRequest> = {
  model: 'mapped',
  messages: 'mapped',
  stream: 'mapped',
  stream_options: 'mapped',
  stop: 'mapped',
  max_tokens: 'mapped',
  max_completion_tokens: 'mapped',
  user: 'mapped',

  tools: onlyEmpty(NO_TOOLS),
  functions: onlyEmpty(NO_TOOLS),
  tool_choice: (value) => (value === 'none' || value === 'auto' ? undefined : NO_TOOLS),
  function_call: (value) => (value === 'none' || value === 'auto' ? undefined : NO_TOOLS),
  parallel_tool_calls: 'irrelevant',
  response_format: (value) =>
    isTextFormat(value) ? undefined : 'structured output is not supported by this version of the server',
  n: only(1, 'one answer is given per request'),
  logprobs: only(false, 'log probabilities are not known here'),
  top_logprobs: only(0, 'log probabilities are not known here'),
  audio: () => 'answers are text alone',
  modalities: (value) =>
    Array.isArray(value) && value.includes('audio') ? 'answers are text alone' : undefined,

  temperature: 'ignored',
  top_p: 'ignored',
  frequency_penalty: 'ignored',
  presence_penalty: 'ignored',
  seed: 'ignored',
  logit_bias: 'ignored',
  reasoning_effort: 'ignored',
  verbosity: 'ignored',
  prediction: 'ignored',
  web_search_options: 'ignored',
  metadata: 'ignored',
  store: 'ignored',
  service_tier: 'ignored',
  safety_identifier: 'ignored',
  prompt_cache_key: 'ignored',
  prompt_cache_retention: 'ignored',
};

function isTextFormat(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'text';
}
