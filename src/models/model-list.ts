import type { Model } from '../contract/operations.ts';
import type { CatalogueModel } from '../qodercli/catalogue.ts';
import { modelAliases } from './aliases.ts';

/** Qoder does not date its models; a constant keeps answers equal between servers and restarts. */
const CREATED = Date.UTC(2026, 0, 1) / 1000;

/** What is listed while the CLI cannot say. */
export const staticCatalogue: readonly CatalogueModel[] = [
  { id: 'auto', name: 'Auto' },
  { id: 'ultimate', name: 'Ultimate' },
  { id: 'performance', name: 'Performance' },
  { id: 'efficient', name: 'Efficient' },
  { id: 'lite', name: 'Lite' },
  { id: 'qmodel', name: 'Qwen' },
  { id: 'dmodel', name: 'DeepSeek' },
  { id: 'dfmodel', name: 'DeepSeek Flash' },
  { id: 'kmodel', name: 'Kimi' },
  { id: 'mmodel', name: 'MiniMax' },
  { id: 'gm51model', name: 'GLM' },
];

function describe(model: CatalogueModel): Omit<Model, 'id'> {
  return {
    object: 'model',
    created: CREATED,
    owned_by: 'qoder',
    name: model.name,
    ...(model.contextWindow === undefined ? {} : { context_window: model.contextWindow }),
    ...(model.maxOutputTokens === undefined ? {} : { max_output_tokens: model.maxOutputTokens }),
    ...(model.vision === undefined ? {} : { vision: model.vision }),
    ...(model.reasoning === undefined ? {} : { reasoning: model.reasoning }),
    ...(model.reasoningEfforts === undefined ? {} : { reasoning_efforts: [...model.reasoningEfforts] }),
    ...(model.priceFactor === undefined ? {} : { price_factor: model.priceFactor }),
  };
}

/** The models of a catalogue, and every alias of one of them. */
export function modelList(catalogue: readonly CatalogueModel[]): readonly Model[] {
  const byId = new Map(catalogue.map((model) => [model.id, model]));
  const aliases = Object.entries(modelAliases).flatMap(([alias, id]) => {
    const target = byId.get(id);
    return target === undefined || byId.has(alias) ? [] : [{ id: alias, ...describe(target), alias_of: id }];
  });
  return [...catalogue.map((model) => ({ id: model.id, ...describe(model) })), ...aliases];
}
