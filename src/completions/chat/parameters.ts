import type { CreateChatCompletionRequest } from '../../contract/operations.ts';
import { only, type ParameterPolicy } from '../parameter-policy.ts';

export const chatParameterPolicy: ParameterPolicy<CreateChatCompletionRequest> = {
  model: 'mapped',
  messages: 'mapped',
  stream: 'mapped',
  stream_options: 'mapped',
  stop: 'mapped',
  max_tokens: 'mapped',
  max_completion_tokens: 'mapped',
  user: 'mapped',

  tools: 'mapped',
  tool_choice: 'mapped',
  functions: 'mapped',
  function_call: 'mapped',
  parallel_tool_calls: 'mapped',
  continue_final_message: 'mapped',
  response_format: 'mapped',
  reasoning_effort: 'mapped',

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
