import type { Model } from '../contract/operations.ts';
import type { Log } from '../observability/log.ts';
import { excerptOf } from '../observability/text-ends.ts';
import type { Driver } from '../qodercli/driver.ts';
import { modelList, staticCatalogue } from './model-list.ts';
import { type Resolution, resolveModel } from './resolution.ts';

export interface ModelDirectory {
  /** The account's models and their aliases. */
  readonly list: () => Promise<readonly Model[]>;
  /** The Qoder model that serves a name. Never waits, never fails: an unknown name gets the fallback. */
  readonly resolve: (name: string) => Resolution & { readonly vision: boolean | undefined };
}

export function createModelDirectory(
  driver: Pick<Driver, 'models' | 'knownModels'>,
  fallback: string,
  log: Log,
): ModelDirectory {
  return {
    async list() {
      const catalogue = await driver.models();
      return modelList(catalogue.length > 0 ? catalogue : staticCatalogue);
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
