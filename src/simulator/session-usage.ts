import type { Session } from './session.ts';
import type { Usage } from './usage.ts';

/** Counts a request of the model. */
export function addToSession(session: Session, model: string, usage: Usage): void {
  session.credits += usage.credits;
  session.tokens.input += usage.input;
  session.tokens.output += usage.output;
  session.statedUsage = usage.stated;
  const spent = session.creditsByModel[model]?.credits ?? 0;
  session.creditsByModel[model] = { credits: spent + usage.credits };
}

/** What a `result` states: the sums over the whole session, not over its turn. */
export function usageOfSession({ tokens, credits, statedUsage }: Session): Usage {
  return { ...tokens, credits, stated: statedUsage };
}
