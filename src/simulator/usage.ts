import type { JsonObject } from './json.ts';

export interface Usage {
  readonly input: number;
  readonly output: number;
  /** Fields that a script sets over the estimate; null stands for a service that reports nothing. */
  readonly stated: JsonObject | null | undefined;
  readonly credits: number;
}

export const noUsage: Usage = { input: 0, output: 0, stated: undefined, credits: 0 };

export function tokensIn(characters: number): number {
  return Math.ceil(characters / 4);
}

/** NonNullableUsage of `result` and of complete assistant messages. */
export function usageFields(usage: Usage): JsonObject {
  const silent = usage.stated === null;
  return {
    input_tokens: silent ? 0 : usage.input,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: 0,
    output_tokens: silent ? 0 : usage.output,
    server_tool_use: { web_search_requests: 0, web_fetch_requests: 0 },
    service_tier: 'standard',
    cache_creation: { ephemeral_1h_input_tokens: 0, ephemeral_5m_input_tokens: 0 },
    inference_geo: '',
    iterations: [],
    speed: 'standard',
    ...(usage.credits > 0 && !silent ? { credits: usage.credits, billable: true } : {}),
    ...usage.stated,
  };
}

function count(fields: JsonObject, name: string): number {
  const value = fields[name];
  return typeof value === 'number' ? value : 0;
}

/** `modelUsage` of a result: empty when the service reported nothing. */
export function modelUsage(model: string, usage: Usage): JsonObject {
  if (usage.stated === null || (usage.input === 0 && usage.output === 0)) return {};
  const fields = usageFields(usage);
  return {
    [model]: {
      inputTokens: count(fields, 'input_tokens'),
      outputTokens: count(fields, 'output_tokens'),
      cacheReadInputTokens: count(fields, 'cache_read_input_tokens'),
      cacheCreationInputTokens: count(fields, 'cache_creation_input_tokens'),
      webSearchRequests: 0,
      costUSD: 0,
      credits: usage.credits,
      contextWindow: 200_000,
      maxOutputTokens: 32_768,
    },
  };
}
