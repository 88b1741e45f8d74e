import type { OutputConfig, ThinkingConfig } from '../../contract/operations.ts';

/** Budgets below these are small or of middle size, by what Claude Code's own words for them ask for. */
const LOW_BELOW = 8_192;
const MEDIUM_BELOW = 24_576;

/** Stands where Anthropic's signature does: clients demand one, and give it back. */
export const UNSIGNED = 'unsigned';

/** Qoder's name of the level that is asked for; undefined leaves the model's own default. */
export function effortOf(
  thinking: ThinkingConfig | null | undefined,
  output: OutputConfig | undefined,
): string | undefined {
  if (thinking?.type === 'disabled') return 'none';
  if (output?.effort) return output.effort;
  if (thinking?.type !== 'enabled') return undefined;
  if (thinking.budget_tokens < LOW_BELOW) return 'low';
  return thinking.budget_tokens < MEDIUM_BELOW ? 'medium' : 'high';
}

/** Whether reasoning goes out: who has not asked for it may take the first block for the answer. */
export function showsThinking(thinking: ThinkingConfig | null | undefined): boolean {
  return thinking !== null && thinking !== undefined && thinking.type !== 'disabled'
    ? thinking.display !== 'omitted'
    : false;
}
