import { createHash } from 'node:crypto';
import type { QoderFailure } from './failure.ts';
import type { ToolDefinition } from './turn.ts';

/** Short: a CLI that was only out of breath gets another chance soon. */
const LIFE_MS = 60_000;
const MOST_LISTS = 100;

/** Remembers which lists of tools the CLI did not take: each further try would cost a booted process. */
export interface RefusedTools {
  readonly add: (tools: readonly ToolDefinition[], failure: QoderFailure) => void;
  /** Why this very list was refused within the last minute, if it was. */
  readonly find: (tools: readonly ToolDefinition[]) => QoderFailure | undefined;
}

export function createRefusedTools(now: () => number = () => performance.now()): RefusedTools {
  const lists = new Map<string, { readonly failure: QoderFailure; readonly at: number }>();
  return {
    add(tools, failure) {
      const [oldest] = lists.keys();
      if (lists.size >= MOST_LISTS && oldest !== undefined) lists.delete(oldest);
      lists.set(digestOf(tools), { failure, at: now() });
    },
    find(tools) {
      if (lists.size === 0 || tools.length === 0) return undefined;
      const digest = digestOf(tools);
      const known = lists.get(digest);
      if (known === undefined) return undefined;
      if (now() - known.at < LIFE_MS) return known.failure;
      lists.delete(digest);
      return undefined;
    },
  };
}

function digestOf(tools: readonly ToolDefinition[]): string {
  return createHash('sha256').update(JSON.stringify(tools)).digest('base64');
}
