import type { ReasoningEffort } from '../contract/operations.ts';

/** Qoder's levels, and OpenAI's `minimal`, which turns thinking off where that can be; from the least on. */
const LEVELS: readonly string[] = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'];
const OFF: ReadonlySet<string> = new Set(['none', 'minimal']);

/** What the live catalogue says of a model's thinking; absent where it does not say. */
export interface EffortTraits {
  readonly reasoningEfforts?: readonly string[] | undefined;
  /** Whether thinking can be turned off. */
  readonly canTurnThinkingOff?: boolean | undefined;
}

/** The level that a request asks for; undefined leaves the model's own default. */
export function effortOf(effort: ReasoningEffort | null | undefined): string | undefined {
  return effort ?? undefined;
}

/** The model's level for the one that is asked for: itself, else the next lower one that the model has, else its lowest. */
export function effortForModel(
  wanted: string | undefined,
  { reasoningEfforts = [], canTurnThinkingOff }: EffortTraits,
): string | undefined {
  if (wanted === undefined) return undefined;
  if (OFF.has(wanted) && canTurnThinkingOff === true) return 'none';
  const levels = LEVELS.filter((level) => reasoningEfforts.includes(level) && level !== 'none');
  if (levels.length === 0 || levels.includes(wanted)) return wanted === 'minimal' ? 'low' : wanted;
  const rank = LEVELS.indexOf(wanted);
  return levels.findLast((level) => LEVELS.indexOf(level) <= rank) ?? levels[0];
}
