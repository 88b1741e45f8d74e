import type { Turn } from '../qodercli/turn.ts';
import { estimateTokensOf } from './token-estimate.ts';

/** Estimated tokens of what a turn sends. Images are left out: nobody knows what they cost. */
export function estimateTurn(turn: Turn): number {
  const texts = turn.content.flatMap((block) => (block.type === 'text' ? [block.text] : []));
  const tools = turn.tools.length === 0 ? '' : JSON.stringify(turn.tools);
  return estimateTokensOf([turn.systemPrompt, tools, ...texts]);
}
