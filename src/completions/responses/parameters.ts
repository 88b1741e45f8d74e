import type { CreateResponseRequest } from '../../contract/operations.ts';
import { ignoredBut, only, type ParameterPolicy } from '../parameter-policy.ts';

/** A parameter within another has a rule of its own. */
type Parameters = CreateResponseRequest & { readonly 'text.verbosity'?: string | null };

export const responsesParameterPolicy: ParameterPolicy<Parameters> = {
  model: 'mapped',
  input: 'mapped',
  instructions: 'mapped',
  previous_response_id: 'mapped',
  stream: 'mapped',
  stream_options: 'mapped',
  store: 'mapped',
  metadata: 'mapped',
  user: 'mapped',

  tools: 'mapped',
  tool_choice: 'mapped',
  parallel_tool_calls: 'mapped',
  text: 'mapped',
  reasoning: 'mapped',
  max_output_tokens: 'mapped',

  background: only(false, 'responses are not made in the background'),
  conversation: () => 'conversations are not kept here; send the items, or use previous_response_id',
  prompt: () => 'prompts are not kept here; send the instructions',
  top_logprobs: only(0, 'log probabilities are not known here'),
  include: (value) =>
    Array.isArray(value) && value.includes('message.output_text.logprobs')
      ? 'log probabilities are not known here'
      : undefined,

  'text.verbosity': ignoredBut('medium'),
  max_tool_calls: 'ignored',
  frequency_penalty: ignoredBut(0),
  presence_penalty: ignoredBut(0),
  temperature: ignoredBut(1),
  top_p: ignoredBut(1),
  truncation: ignoredBut('disabled'),
  context_management: ignoredBut([]),
  service_tier: ignoredBut('auto', 'default'),
  safety_identifier: 'ignored',
  prompt_cache_key: 'ignored',
  prompt_cache_retention: 'ignored',
};

/** The request's parameters, those within `text` beside the others. */
export function parametersOf(body: CreateResponseRequest): Parameters {
  return { ...body, 'text.verbosity': body.text?.verbosity ?? null };
}
