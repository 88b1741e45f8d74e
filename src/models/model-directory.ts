import type { Model } from '../contract/operations.ts';
import type { Log } from '../observability/log.ts';
import { excerptOf } from '../observability/text-ends.ts';
import type { CatalogueModel } from '../qodercli/catalogue.ts';
import type { Driver } from '../qodercli/driver.ts';
import { modelList, staticCatalogue } from './model-list.ts';
import { type Resolution, resolveModel } from './resolution.ts';

export interface ModelDirectory {
  /** The account's models and their aliases; the same list as long as the catalogue is the same. */
  readonly list: () => Promise<readonly Model[]>;
  /** The Qoder model that serves a name. Never waits, never fails: an unknown name gets the fallback. */
  readonly resolve: (name: string) => Resolution & { readonly vision: boolean | undefined };
}

export function createModelDirectory(
  driver: Pick<Driver, 'models' | 'knownModels'>,
  fallback: string,
  log: Log,
): ModelDirectory {
  /** Made once for each catalogue: clients ask for it often, and it changes with the account. */
  let latest:
    | { readonly catalogue: readonly CatalogueModel[]; readonly models: readonly Model[] }
    | undefined;
  return {
    async list() {
      const known = await driver.models();
      const catalogue = known.length > 0 ? known : staticCatalogue;
      if (latest?.catalogue !== catalogue) latest = { catalogue, models: modelList(catalogue) };
      return latest.models;
    },
    resolve(name) {
      const catalogue = driver.knownModels();
      const known = new Set((catalogue.length > 0 ? catalogue : staticCatalogue).map((model) => model.id));
      const resolution = resolveModel(name, known, fallback);
      if (resolution.tier === 'fallback') {
        log.info(
          { requested: excerptOf(name, 100), model: resolution.model },
          'unknown model name, using the fallback',
        );
      }
      return { ...resolution, vision: catalogue.find(({ id }) => id === resolution.model)?.vision };
    },
  };
}
