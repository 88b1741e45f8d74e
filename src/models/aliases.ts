/** Names of other vendors' models that users' tools are set to, and the Qoder tier that serves each. */
export const modelAliases: Readonly<Record<string, string>> = {
  'gpt-4': 'auto',
  'gpt-4-turbo': 'auto',
  'gpt-4o': 'auto',
  'gpt-4.1': 'auto',
  'gpt-5': 'auto',
  'claude-3.5-sonnet': 'auto',
  'claude-3.7-sonnet': 'auto',
  'claude-sonnet-4': 'auto',
  o1: 'ultimate',
  o3: 'ultimate',
  'claude-3-opus': 'ultimate',
  'claude-opus-4': 'ultimate',
  'o1-mini': 'performance',
  'o3-mini': 'performance',
  'o4-mini': 'performance',
  'claude-3-sonnet': 'performance',
  'gemini-pro': 'performance',
  'claude-3.5-haiku': 'efficient',
  'gemini-flash': 'efficient',
  'gpt-3.5-turbo': 'lite',
  'gpt-4o-mini': 'lite',
  'claude-3-haiku': 'lite',
};

/** Names that stand for whatever the account has of a family, of that version; `families.ts` chooses. */
export const familyAliases: readonly string[] = [
  'qwen',
  'deepseek',
  'deepseek-v4',
  'deepseek-flash',
  'kimi',
  'minimax',
  'glm',
];

/**
 * For names of other vendors' models that the table lacks: the first pattern that matches decides. Applied to a name
 * without prefix and suffix, in lower case.
 */
export const vendorTiers: readonly (readonly [pattern: RegExp, tier: string])[] = [
  [/^gpt-3|^gpt-.*(mini|nano)/, 'lite'],
  [/^(gpt|chatgpt|codex)\b/, 'auto'],
  [/^o\d+-mini/, 'performance'],
  [/^o\d+\b/, 'ultimate'],
  [/^claude.*haiku/, 'efficient'],
  [/^claude.*opus/, 'ultimate'],
  [/^claude/, 'auto'],
  [/^gemini.*flash/, 'efficient'],
  [/^gemini/, 'performance'],
];
