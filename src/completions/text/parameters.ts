import type { CreateCompletionRequest } from '../../contract/operations.ts';
import { ignoredBut, only, type ParameterPolicy } from '../parameter-policy.ts';

export const textParameterPolicy: ParameterPolicy<CreateCompletionRequest> = {
  model: 'mapped',
  prompt: 'mapped',
  stream: 'mapped',
  stream_options: 'mapped',
  stop: 'mapped',
  max_tokens: 'mapped',
  echo: 'mapped',
  user: 'mapped',

  suffix: (value) => (value === '' ? undefined : 'text cannot be inserted before a suffix, only completed'),
  n: only(1, 'one completion is given per prompt'),
  best_of: only(1, 'one completion is given per prompt'),
  logprobs: () => 'log probabilities are not known here',

  temperature: ignoredBut(1),
  top_p: ignoredBut(1),
  frequency_penalty: ignoredBut(0),
  presence_penalty: ignoredBut(0),
  seed: 'ignored',
  logit_bias: ignoredBut({}),
};
