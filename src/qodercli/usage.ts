import type { QoderUsage } from './events.ts';
import { type CliMessage, numberField } from './messages.ts';

/**
 * The CLI's count of a message or a turn. Undefined when it holds no number above zero: the CLI fills in
 * zeros when it knows nothing, and a turn without a token does not exist.
 * @param before what an earlier line said; a later line may repeat only a part.
 */
export function usageOf(fields: CliMessage | undefined, before?: QoderUsage): QoderUsage | undefined {
  if (fields === undefined) return undefined;
  const cached = numberField(fields, 'cache_read_input_tokens') ?? 0;
  const input = numberField(fields, 'input_tokens') ?? 0;
  const created = numberField(fields, 'cache_creation_input_tokens') ?? 0;
  const output = numberField(fields, 'output_tokens') ?? 0;
  const usage = {
    inputTokens: input + cached + created || (before?.inputTokens ?? 0),
    cachedInputTokens: cached || (before?.cachedInputTokens ?? 0),
    outputTokens: output || (before?.outputTokens ?? 0),
  };
  return usage.inputTokens + usage.outputTokens > 0 ? usage : undefined;
}
