import type { CatalogueModel } from '../qodercli/catalogue.ts';
import { familyAliases, modelAliases, vendorTiers } from './aliases.ts';
import { createFamilyChoice } from './families.ts';
import { fold, spellingsOf } from './names.ts';
import { namesOfKeys, TIERS } from './static-catalogue.ts';

/**
 * How a model was found. `exact`: by its key or its public name. `alias`: by a name that is listed to stand for it.
 * `family`: the account lacks what was asked for, and has this of the same family or class. `fallback`: the name says
 * nothing. `vision`: the name led to a model that does not see, and an image was to be seen.
 */
export type ResolutionTier = 'exact' | 'alias' | 'family' | 'fallback' | 'vision';

/** The model that serves a name. It is one of the catalogue's, and enabled. */
export interface Resolution {
  readonly model: CatalogueModel;
  readonly tier: ResolutionTier;
}

/** Why no model serves a name: what it names is disabled, or all are. */
export type Refusal = 'disabled' | 'none_enabled';

export interface ModelResolver {
  readonly resolve: (name: string) => Resolution | Refusal;
  /** The model for images that another cannot see; undefined when none is known to. */
  readonly seeing: CatalogueModel | undefined;
}

const first = <T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined => {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** By folded public name and by folded key; of several that fold alike the first one in the catalogue. */
function indexOf(models: readonly CatalogueModel[]): (spelling: string) => CatalogueModel | undefined {
  const byName = new Map<string, CatalogueModel>();
  const byKey = new Map<string, CatalogueModel>();
  for (const model of models.toReversed()) {
    byName.set(fold(model.name), model);
    byKey.set(fold(model.id), model);
  }
  byName.delete('');
  byKey.delete('');
  return (spelling) => byName.get(fold(spelling)) ?? byKey.get(fold(spelling));
}

const foldedAliases = new Map(Object.entries(modelAliases).map(([alias, tier]) => [fold(alias), tier]));
const foldedFamilyAliases = new Set(familyAliases.map(fold));

/**
 * Resolves names for one catalogue. Total and deterministic: the same name always leads to the same model.
 * @param fallback the name of the model for names that say nothing; where that leads nowhere, the account's default.
 */
export function createModelResolver(catalogue: readonly CatalogueModel[], fallback: string): ModelResolver {
  const enabled = catalogue.filter((model) => model.isEnabled !== false);
  const disabled = catalogue.filter((model) => model.isEnabled === false);
  const byId = new Map(enabled.map((model) => [model.id, model]));
  const isDisabledId = new Set(disabled.map(({ id }) => id));
  const named = indexOf(enabled);
  const namedDisabled = indexOf(disabled);
  const ofFamily = createFamilyChoice(enabled);

  function known(name: string): Resolution | 'disabled' | undefined {
    // Answers name the key: given back, it leads to the same model, whatever others are called.
    const own = byId.get(name);
    if (own !== undefined) return { model: own, tier: 'exact' };
    const spellings = spellingsOf(name);
    const exact = first(
      spellings,
      (spelling) => named(spelling) ?? (namedDisabled(spelling) && ('disabled' as const)),
    );
    if (typeof exact === 'object') return { model: exact, tier: 'exact' };
    if (exact === 'disabled' || isDisabledId.has(name)) return 'disabled';

    const alias = first(spellings, (spelling) => byId.get(foldedAliases.get(fold(spelling)) ?? ''));
    if (alias !== undefined) return { model: alias, tier: 'alias' };
    const plain = spellings.at(-1) ?? '';
    // A key that this account lacks stands for the model that others have under it.
    const meant = namesOfKeys.get(plain) ?? plain;
    const member = first([meant, ...spellings.toReversed()], (spelling) =>
      TIERS.has(spelling) ? undefined : ofFamily(spelling),
    );
    if (member !== undefined) {
      const isAlias = spellings.some((spelling) => foldedFamilyAliases.has(fold(spelling)));
      return { model: member.model, tier: isAlias && member.isVersion ? 'alias' : 'family' };
    }
    const tier = byId.get(vendorTiers.find(([pattern]) => pattern.test(plain))?.[1] ?? '');
    return tier && { model: tier, tier: 'family' };
  }

  const preferred = enabled.find(({ isDefault }) => isDefault) ?? byId.get('auto') ?? enabled[0];
  const chosen = known(fallback);
  const lastResort = typeof chosen === 'object' ? chosen.model : preferred;
  const auto = byId.get('auto');

  return {
    resolve(name) {
      const found = known(name);
      if (found !== undefined) return found;
      return lastResort === undefined ? 'none_enabled' : { model: lastResort, tier: 'fallback' };
    },
    seeing:
      auto !== undefined && auto.vision !== false ? auto : enabled.find(({ vision }) => vision === true),
  };
}
