import type { CreateMessageRequest } from '../../contract/operations.ts';
import { ApiError } from '../../errors.ts';
import { ignoredBut, type ParameterPolicy } from '../parameter-policy.ts';

export const messageParameterPolicy: ParameterPolicy<CreateMessageRequest> = {
  model: 'mapped',
  messages: 'mapped',
  max_tokens: 'mapped',
  system: 'mapped',
  stop_sequences: 'mapped',
  stream: 'mapped',
  tools: 'mapped',
  tool_choice: 'mapped',
  thinking: 'mapped',
  output_config: 'mapped',
  output_format: 'mapped',
  metadata: 'mapped',

  // In Anthropic's own word for it, which makes its clients go on with the whole conversation.
  thread: () => {
    throw new ApiError(
      'unsupported_parameter',
      "Unsupported parameter: 'thread': nothing is kept between requests here. Send the whole conversation.",
      { param: 'thread', code: 'thread_unsupported_request' },
    );
  },

  temperature: ignoredBut(1),
  top_p: 'ignored',
  top_k: 'ignored',
  cache_control: 'ignored',
  context_management: 'ignored',
  container: 'ignored',
  mcp_servers: ignoredBut([]),
  service_tier: ignoredBut('auto'),
  inference_geo: 'ignored',
  speed: ignoredBut('standard'),
};
