import type { QoderUsage } from './events.ts';

/** What a session keeps of its earlier turns, to count and read the next one right. */
export interface SessionRecord {
  /** Ids of the messages of earlier turns: lines about them may come late, or again. */
  readonly earlierMessages: Set<string>;
  /** Notes what a message cost, in credits, undefined where it did not say. A later note replaces an earlier one. */
  readonly noteCredits: (message: object, credits: number | undefined) => void;
  /** A message that the CLI withdrew is not charged. */
  readonly forget: (message: object) => void;
  /**
   * Credits of the turn that ends: what the session's messages cost and no earlier turn was told.
   * @param total the CLI's count of the whole session, needed where a message did not say what it cost.
   */
  readonly settleCredits: (total: number | undefined) => number | undefined;
  /**
   * Tokens of the turn that ends.
   * @param ofMessages as the turn's messages report them.
   * @param ofSession the CLI's sum over the whole session; of use only where the messages report nothing.
   */
  readonly settleUsage: (
    ofMessages: QoderUsage | undefined,
    ofSession: QoderUsage | undefined,
  ) => QoderUsage | undefined;
}

/** Far below a price, far above the rounding errors of sums. */
const CREDIT_PRECISION = 1e9;

export function createSessionRecord(): SessionRecord {
  const credits = new Map<object, number | undefined>();
  let settled = 0;
  let usageSoFar: QoderUsage | undefined = { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0 };

  return {
    earlierMessages: new Set(),
    noteCredits(message, cost) {
      credits.set(message, cost ?? credits.get(message));
    },
    forget(message) {
      credits.delete(message);
    },
    settleCredits(total) {
      const costs = [...credits.values()];
      const known = costs.flatMap((cost) => cost ?? []);
      const sum = known.reduce((all, cost) => all + cost, 0);
      const isComplete = costs.length > 0 && known.length === costs.length;
      const spent = isComplete ? sum : (total ?? (sum > settled ? sum : undefined));
      if (spent === undefined) return undefined;
      const ofTurn = Math.round(Math.max(0, spent - settled) * CREDIT_PRECISION) / CREDIT_PRECISION;
      settled += ofTurn;
      return ofTurn;
    },
    settleUsage(ofMessages, ofSession) {
      const usage =
        ofMessages ??
        (usageSoFar === undefined || ofSession === undefined ? undefined : difference(ofSession, usageSoFar));
      usageSoFar = usageSoFar && usage && sumOfUsage(usageSoFar, usage);
      return usage;
    },
  };
}

export function sumOfUsage(one: QoderUsage, other: QoderUsage): QoderUsage {
  return {
    inputTokens: one.inputTokens + other.inputTokens,
    cachedInputTokens: one.cachedInputTokens + other.cachedInputTokens,
    outputTokens: one.outputTokens + other.outputTokens,
  };
}

/** Undefined where nothing is left. */
function difference(total: QoderUsage, before: QoderUsage): QoderUsage | undefined {
  const inputTokens = Math.max(0, total.inputTokens - before.inputTokens);
  const outputTokens = Math.max(0, total.outputTokens - before.outputTokens);
  if (inputTokens + outputTokens === 0) return undefined;
  const cachedInputTokens = Math.max(0, total.cachedInputTokens - before.cachedInputTokens);
  return { inputTokens, cachedInputTokens: Math.min(cachedInputTokens, inputTokens), outputTokens };
}
