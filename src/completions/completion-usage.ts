import type { CompletionUsage } from '../contract/operations.ts';
import type { Usage } from './answer.ts';

/** Usage in OpenAI's form; of several turns, their sum. */
export function completionUsageOf(...usages: readonly Usage[]): CompletionUsage {
  const sum = (count: (usage: Usage) => number): number =>
    usages.reduce((total, usage) => total + count(usage), 0);
  const prompt = sum((usage) => usage.promptTokens);
  const completion = sum((usage) => usage.completionTokens);
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { cached_tokens: sum((usage) => usage.cachedTokens) },
  };
}
