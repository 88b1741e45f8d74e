import type { Turn } from '../qodercli/turn.ts';
import { estimateTokens } from './token-estimate.ts';

/** Estimated tokens of what a turn sends. Images are left out: nobody knows what they cost. */
export function estimateTurn(turn: Turn): number {
  const texts = turn.content.map((block) => (block.type === 'text' ? estimateTokens(block.text) : 0));
  const tools = turn.tools.length === 0 ? 0 : estimateTokens(JSON.stringify(turn.tools));
  return texts.reduce((total, tokens) => total + tokens, estimateTokens(turn.systemPrompt) + tools);
}
