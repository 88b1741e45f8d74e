import type { ReasoningEffort } from '../contract/operations.ts';

/** OpenAI's levels as qodercli names them; it has no `minimal`. Undefined leaves the model's own default. */
export function qoderEffortOf(effort: ReasoningEffort | null | undefined): string | undefined {
  if (effort === null || effort === undefined) return undefined;
  return effort === 'minimal' ? 'low' : effort;
}
