import { describe, expect, it } from 'vitest';
import { canonicalChatRequest } from './chat-request.ts';
import { canonicalCompletionRequest } from './completion-request.ts';
import { canonicalResponsesRequest } from './responses-request.ts';

describe.each([
  ['chat', canonicalChatRequest, ['max_tokens', 'max_completion_tokens']],
  ['legacy completions', canonicalCompletionRequest, ['max_tokens']],
  ['responses', canonicalResponsesRequest, ['max_output_tokens']],
] as const)('a limit of tokens of %s', (_, canonical, names) => {
  it.each(names)('%s: -1 means no limit', (name) => {
    expect(canonical({ model: 'auto', [name]: -1 }).body).toEqual({ model: 'auto' });
  });

  it.each(names.flatMap((name) => [0, 1, -2, -1.5, '-1', null].map((value) => [name, value] as const)))(
    '%s stays as it is with %j',
    (name, value) => {
      const body = { model: 'auto', [name]: value };
      expect(canonical(body).body).toBe(body);
    },
  );
});
