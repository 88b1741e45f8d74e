import type { JsonObject } from './json.ts';

interface Traits {
  readonly vision?: boolean;
  readonly efforts?: readonly string[];
  readonly price: number;
  readonly output?: number;
  readonly input?: number;
  readonly isDefault?: boolean;
}

function model(value: string, displayName: string, description: string, traits: Traits): JsonObject {
  const input = traits.input ?? 200_000;
  const efforts = traits.efforts ?? [];
  return {
    value,
    displayName,
    description,
    modelId: value,
    source: 'system',
    isDefault: traits.isDefault ?? false,
    isEnabled: true,
    isNew: false,
    isFree: traits.price === 0,
    isReasoning: efforts.length > 0,
    isVl: traits.vision ?? false,
    priceFactor: traits.price,
    originalPriceFactor: traits.price,
    maxInputTokens: input,
    maxOutputTokens: traits.output ?? 32_768,
    efforts: [...efforts],
    ...(efforts.length > 0 ? { defaultEffort: 'medium', supportsDisabled: true } : {}),
    availableContextWindows: [input],
    defaultContextWindow: input,
    tags: [],
    strategies: [],
    format: 'openai',
  };
}

const threeEfforts = ['low', 'medium', 'high'];

/** The models of an ordinary account. Some, such as dfmodel, cannot see, so that hosts can be tested for it. */
export const defaultCatalogue: readonly JsonObject[] = [
  model('auto', 'Auto', 'Picks a model for each task', { vision: true, price: 1, isDefault: true }),
  model('ultimate', 'Ultimate', 'The strongest models', {
    vision: true,
    efforts: [...threeEfforts, 'xhigh', 'max'],
    price: 1.6,
    output: 64_000,
  }),
  model('performance', 'Performance', 'Strong models at a moderate price', {
    vision: true,
    efforts: threeEfforts,
    price: 1.1,
  }),
  model('efficient', 'Efficient', 'Good value for everyday work', { vision: true, price: 0.3 }),
  model('lite', 'Lite', 'Small and free', { price: 0, output: 16_384 }),
  model('qmodel', 'Qwen3.6-Plus', 'Qwen', { efforts: threeEfforts, price: 0.2 }),
  model('dmodel', 'DeepSeek-V4', 'DeepSeek', { efforts: threeEfforts, price: 0.5 }),
  model('dfmodel', 'DeepSeek-V4-Flash', 'DeepSeek, fast', { price: 0.1, input: 128_000 }),
  model('kmodel', 'Kimi', 'Moonshot', { vision: true, efforts: threeEfforts, price: 0.3 }),
  model('mmodel', 'MiniMax', 'MiniMax', { price: 0.2 }),
  model('gm51model', 'GLM-5.1', 'Zhipu', { efforts: threeEfforts, price: 0.5 }),
];
