import type { CatalogueModel } from '../qodercli/catalogue.ts';

/** Qoder's tiers: no models, but names for whatever Qoder chooses. */
export const TIERS: ReadonlySet<string> = new Set(['auto', 'ultimate', 'performance', 'efficient', 'lite']);

/** What is listed while the CLI cannot say. An account's own catalogue may have other models behind the same keys. */
export const staticCatalogue: readonly CatalogueModel[] = [
  { id: 'auto', name: 'Auto', priceFactor: 1, isDefault: true },
  { id: 'ultimate', name: 'Ultimate', priceFactor: 1.6 },
  { id: 'performance', name: 'Performance', priceFactor: 1.1 },
  { id: 'efficient', name: 'Efficient', priceFactor: 0.3 },
  { id: 'lite', name: 'Lite', priceFactor: 0, vision: false },
  { id: 'qmodel_38max', name: 'Qwen3.8-Max' },
  { id: 'qfmodel', name: 'Qwen3.8-Flash' },
  { id: 'qmodel_latest', name: 'Qwen3.7-Max' },
  { id: 'qmodel', name: 'Qwen3.7-Plus' },
  { id: 'kmodel_latest', name: 'Kimi-K3' },
  { id: 'kmodel', name: 'Kimi-K2.7-Code' },
  { id: 'gmodel', name: 'GLM-5.3' },
  { id: 'gfmodel', name: 'GLM-5.3-Flash' },
  { id: 'dmodel', name: 'DeepSeek-V4-Pro' },
  { id: 'dfmodel', name: 'DeepSeek-V4-Flash' },
  { id: 'mmodel', name: 'MiniMax-M3' },
  { id: 'cmodel', name: 'Cantus' },
];

/** Public names of keys, those of former catalogues included: what a key means to an account that lacks it. */
export const namesOfKeys: ReadonlyMap<string, string> = new Map([
  ...staticCatalogue.map(({ id, name }) => [id, name] as const),
  ['gm51model', 'GLM-5.1'],
]);
