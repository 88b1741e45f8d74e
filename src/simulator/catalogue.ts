import type { JsonObject } from './json.ts';

interface Traits {
  readonly vision?: boolean;
  readonly efforts?: readonly string[];
  readonly price: number;
  readonly output?: number;
  /** By their labels; the first one is the default. */
  readonly windows?: Readonly<Record<string, number>>;
  readonly isDefault?: boolean;
  readonly isEnabled?: boolean;
}

const defaultEffort = 'medium';

/** As the model service has them, beside what the CLI makes of them. */
function serverConfigs(windows: Readonly<Record<string, number>>, efforts: readonly string[]): JsonObject {
  const entries = Object.entries(windows).map(([label, tokens], index) => [
    label,
    { token_count: tokens, ...(index === 0 ? { is_default: true } : {}) },
  ]);
  const levels = efforts.map((effort) => [effort, effort === defaultEffort ? { is_default: true } : {}]);
  return {
    context_config: Object.fromEntries(entries),
    ...(efforts.length === 0
      ? {}
      : {
          thinking_config: {
            disabled: {},
            enabled: { efforts: Object.fromEntries(levels), is_default: true },
          },
        }),
  };
}

function model(value: string, displayName: string, description: string, traits: Traits): JsonObject {
  const windows = traits.windows ?? { '200K': 200_000 };
  const sizes = Object.values(windows);
  const efforts = traits.efforts ?? [];
  return {
    value,
    displayName,
    description,
    modelId: value,
    source: 'system',
    isDefault: traits.isDefault ?? false,
    isEnabled: traits.isEnabled ?? true,
    isNew: false,
    isFree: traits.price === 0,
    isReasoning: efforts.length > 0,
    isVl: traits.vision ?? false,
    priceFactor: traits.price,
    originalPriceFactor: traits.price,
    maxInputTokens: sizes[0],
    maxOutputTokens: traits.output ?? 32_768,
    efforts: [...efforts],
    ...(efforts.length > 0 ? { defaultEffort, supportsDisabled: true } : {}),
    availableContextWindows: sizes,
    defaultContextWindow: sizes[0],
    ...serverConfigs(windows, efforts),
    tags: [],
    strategies: [],
    format: 'openai',
  };
}

const threeEfforts = ['low', 'medium', 'high'];
const fiveEfforts = [...threeEfforts, 'xhigh', 'max'];
const large = { '200K': 200_000, '1M': 1_000_000 };

/**
 * The models of an ordinary account. Keys, names, and the tiers' prices are Qoder's; the other traits are plausible, and
 * differ so that hosts can be tested for each: some models cannot see, some do not reason, one is disabled.
 */
export const defaultCatalogue: readonly JsonObject[] = [
  model('auto', 'Auto', 'Picks a model for each task', { vision: true, price: 1, isDefault: true }),
  model('ultimate', 'Ultimate', 'The strongest models', {
    vision: true,
    efforts: fiveEfforts,
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
  model('qmodel_38max', 'Qwen3.8-Max', 'Qwen, the strongest', {
    vision: true,
    efforts: fiveEfforts,
    price: 0.6,
    windows: large,
  }),
  model('qfmodel', 'Qwen3.8-Flash', 'Qwen, fast', { vision: true, price: 0.1 }),
  model('qmodel_latest', 'Qwen3.7-Max', 'Qwen, the strongest of its version', {
    efforts: threeEfforts,
    price: 0.5,
  }),
  model('qmodel', 'Qwen3.7-Plus', 'Qwen, balanced', { vision: true, efforts: threeEfforts, price: 0.2 }),
  model('kmodel_latest', 'Kimi-K3', 'Moonshot', { vision: true, efforts: threeEfforts, price: 0.5 }),
  model('kmodel', 'Kimi-K2.7-Code', 'Moonshot, for code', {
    vision: true,
    efforts: threeEfforts,
    price: 0.3,
  }),
  model('gmodel', 'GLM-5.3', 'Zhipu', { efforts: threeEfforts, price: 0.5 }),
  model('gfmodel', 'GLM-5.3-Flash', 'Zhipu, fast', { price: 0.1 }),
  model('dmodel', 'DeepSeek-V4-Pro', 'DeepSeek', { efforts: threeEfforts, price: 0.5, windows: large }),
  model('dfmodel', 'DeepSeek-V4-Flash', 'DeepSeek, fast', { price: 0.1, windows: { '128K': 128_000 } }),
  model('mmodel', 'MiniMax-M3', 'MiniMax', { price: 0.2 }),
  model('cmodel', 'Cantus', 'A model on trial', { efforts: threeEfforts, price: 0.8 }),
  model('nmodel', 'Nocturne', 'A model of a higher plan', {
    vision: true,
    efforts: threeEfforts,
    price: 2,
    isEnabled: false,
  }),
];
