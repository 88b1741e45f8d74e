import type { Model } from '../contract/operations.ts';
import { ApiError } from '../errors.ts';
import type { Log } from '../observability/log.ts';
import { excerptOf } from '../observability/text-ends.ts';
import type { CatalogueModel } from '../qodercli/catalogue.ts';
import type { Driver } from '../qodercli/driver.ts';
import { modelList } from './model-list.ts';
import { fold, spellingsOf } from './names.ts';
import { createModelResolver, type ModelResolver, type ResolutionTier } from './resolution.ts';
import { staticCatalogue, TIERS } from './static-catalogue.ts';

/** The model that serves a request. */
export interface ServingModel {
  /** Its native key. */
  readonly model: string;
  /** How it was found. */
  readonly tier: ResolutionTier;
  /** Whether it sees images; undefined when nobody knows. */
  readonly vision: boolean | undefined;
  /** Its levels of reasoning, and whether it can do without; undefined when nobody knows. */
  readonly reasoningEfforts?: readonly string[] | undefined;
  readonly canTurnThinkingOff?: boolean | undefined;
}

export interface ModelDirectory {
  /** The account's models and all names that stand for them; the same list as long as the catalogue is the same. */
  readonly list: () => Promise<readonly Model[]>;
  /** The listed model that a name means in any spelling; undefined for names that lead to a model only for want of a better one. */
  readonly find: (name: string) => Promise<Model | undefined>;
  /**
   * The model that serves a name; one that says nothing gets the fallback. Never waits.
   * Throws ApiError 404 for the name of a disabled model.
   */
  readonly resolve: (name: string) => ServingModel;
  /** The model that serves a name when there are images: another one where the name was not exact and its model is blind. */
  readonly resolveForImages: (name: string) => ServingModel;
}

interface Account {
  readonly catalogue: readonly CatalogueModel[];
  readonly resolver: ModelResolver;
  readonly models: () => readonly Model[];
}

function servingModel(model: CatalogueModel, tier: ResolutionTier): ServingModel {
  const { id, vision, reasoningEfforts, canTurnThinkingOff } = model;
  return { model: id, tier, vision, reasoningEfforts, canTurnThinkingOff };
}

export function createModelDirectory(
  driver: Pick<Driver, 'models' | 'knownModels'>,
  fallback: string,
  log: Log,
): ModelDirectory {
  let latest: Account | undefined;

  /** Made once for each catalogue: names are resolved with each request, and it changes with the account. */
  function accountOf(known: readonly CatalogueModel[]): Account {
    const catalogue = known.length > 0 ? known : staticCatalogue;
    if (latest?.catalogue === catalogue) return latest;
    const resolver = createModelResolver(catalogue, fallback);
    let models: readonly Model[] | undefined;
    latest = { catalogue, resolver, models: () => (models ??= modelList(catalogue, resolver)) };
    return latest;
  }

  function resolve(name: string): ServingModel {
    const found = accountOf(driver.knownModels()).resolver.resolve(name);
    if (typeof found === 'object') {
      return servingModel(found.model, found.tier);
    }
    const message =
      found === 'disabled'
        ? `The model '${excerptOf(name, 100)}' is disabled for the Qoder account of this server. See /v1/models.`
        : 'All models of the Qoder account of this server are disabled.';
    throw new ApiError('model_not_found', message, { param: 'model' });
  }

  function told(name: string, served: ServingModel): ServingModel {
    const facts = { requested: excerptOf(name, 100), model: served.model };
    if (served.tier === 'fallback') log.info(facts, 'unknown model name, using the fallback');
    // What other vendors call theirs is expected to be served by a tier.
    if (served.tier === 'family' && !TIERS.has(served.model)) {
      log.info(facts, 'no model of that name, using one of its family');
    }
    if (served.tier === 'vision') log.info(facts, 'the model does not see images, using one that does');
    return served;
  }

  return {
    async list() {
      return accountOf(await driver.models()).models();
    },
    async find(name) {
      const { resolver, models } = accountOf(await driver.models());
      const found = resolver.resolve(name);
      if (typeof found !== 'object' || (found.tier !== 'exact' && found.tier !== 'alias')) return undefined;
      const listed = models().filter(({ id, alias_of: target }) => (target ?? id) === found.model.id);
      const spellings = new Set(spellingsOf(name).map(fold));
      return listed.find(({ id }) => id === name) ?? listed.find(({ id }) => spellings.has(fold(id)));
    },
    resolve: (name) => told(name, resolve(name)),
    resolveForImages(name) {
      const served = resolve(name);
      const { seeing } = accountOf(driver.knownModels()).resolver;
      if (served.tier === 'exact' || served.vision !== false || seeing === undefined) return served;
      return told(name, servingModel(seeing, 'vision'));
    },
  };
}
