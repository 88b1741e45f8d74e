/** The finish reasons of OpenAI's API that this server gives. */
export type FinishReason = 'stop' | 'length' | 'tool_calls' | 'content_filter';

/**
 * qodercli passes on its model's stop reason, an open set. Whatever is unknown counts as a regular end:
 * a client that meets a finish reason it does not know may ask again for ever.
 */
export function finishReasonOf(stopReason: string | null, hasCalls: boolean): FinishReason {
  switch (stopReason) {
    case 'max_tokens':
    case 'model_context_window_exceeded':
      return 'length';
    case 'refusal':
      return 'content_filter';
    default:
      return hasCalls ? 'tool_calls' : 'stop';
  }
}
