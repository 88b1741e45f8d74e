import type { Model } from '../contract/operations.ts';
import type { CatalogueModel } from '../qodercli/catalogue.ts';
import { familyAliases, modelAliases } from './aliases.ts';
import { fold } from './names.ts';
import type { ModelResolver } from './resolution.ts';

/** Qoder does not date its models; a constant keeps answers equal between servers and restarts. */
const CREATED = Date.UTC(2026, 0, 1) / 1000;
const CREATED_AT = new Date(CREATED * 1000).toISOString();

function describe(model: CatalogueModel): Omit<Model, 'id'> {
  return {
    object: 'model',
    created: CREATED,
    owned_by: 'qoder',
    type: 'model',
    display_name: model.name,
    created_at: CREATED_AT,
    name: model.name,
    ...(model.contextWindow === undefined ? {} : { context_window: model.contextWindow }),
    ...(model.maxOutputTokens === undefined ? {} : { max_output_tokens: model.maxOutputTokens }),
    ...(model.vision === undefined ? {} : { vision: model.vision }),
    ...(model.reasoning === undefined ? {} : { reasoning: model.reasoning }),
    ...(model.reasoningEfforts === undefined ? {} : { reasoning_efforts: [...model.reasoningEfforts] }),
    ...(model.priceFactor === undefined ? {} : { price_factor: model.priceFactor }),
  };
}

/**
 * The enabled models of a catalogue by their keys, then by their public names, then the aliases of one of them. Each
 * name stands for the model that `resolver` finds for it; a name that would lead elsewhere is left out, and so is one
 * that differs from an earlier one only in what `fold` removes.
 */
export function modelList(
  catalogue: readonly CatalogueModel[],
  resolver: Pick<ModelResolver, 'resolve'>,
): readonly Model[] {
  const models = catalogue.filter((model) => model.isEnabled !== false);
  const folded = new Set(models.map(({ id }) => fold(id)));
  const listed: Model[] = models.map((model) => ({ id: model.id, ...describe(model) }));

  const add = (name: string, accepts: (model: CatalogueModel) => boolean): void => {
    const found = resolver.resolve(name);
    if (typeof found !== 'object' || !accepts(found.model) || folded.has(fold(name))) return;
    folded.add(fold(name));
    listed.push({ id: name, ...describe(found.model), alias_of: found.model.id });
  };
  for (const model of models) add(model.name, (found) => found === model);
  for (const [alias, tier] of Object.entries(modelAliases)) add(alias, ({ id }) => id === tier);
  for (const alias of familyAliases) {
    const found = resolver.resolve(alias);
    if (typeof found === 'object' && found.tier === 'alias') add(alias, () => true);
  }
  return listed;
}
