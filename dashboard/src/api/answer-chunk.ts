import type { ChatChunk, ChatUsage } from './types.ts';

export type Delta = ChatChunk['choices'][number]['delta'];
export type CallPiece = NonNullable<Delta['tool_calls']>[number];
export type FinishReason = ChatChunk['choices'][number]['finish_reason'];

/** A piece of an answer in another dialect, as one of chat's. */
export function chunkOf(model: string, delta: Delta, finish: FinishReason = null): ChatChunk {
  const choice = { index: 0, delta, logprobs: null, finish_reason: finish };
  return { id: 'answer', object: 'chat.completion.chunk', created: 0, model, choices: [choice] };
}

/** @param prompt all of it, what came from the cache included. */
export function usageOf(prompt: number, cached: number, completion: number): ChatUsage {
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { cached_tokens: cached },
  };
}
