import type { CreateChatCompletionRequest } from '../../contract/operations.ts';
import { ignoredBut, only, type ParameterPolicy } from '../parameter-policy.ts';

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
  // How audio is to sound is of no interest to those who ask for text.
  audio: (_, { modalities }) =>
    Array.isArray(modalities) && !modalities.includes('audio') ? undefined : 'answers are text alone',
  modalities: (value) =>
    Array.isArray(value) && value.includes('audio') ? 'answers are text alone' : undefined,

  temperature: ignoredBut(1),
  top_p: ignoredBut(1),
  frequency_penalty: ignoredBut(0),
  presence_penalty: ignoredBut(0),
  seed: 'ignored',
  logit_bias: ignoredBut({}),
  verbosity: ignoredBut('medium'),
  prediction: 'ignored',
  web_search_options: 'ignored',
  metadata: ignoredBut({}),
  store: ignoredBut(false),
  service_tier: ignoredBut('auto', 'default'),
  safety_identifier: 'ignored',
  prompt_cache_key: 'ignored',
  prompt_cache_retention: 'ignored',
};
