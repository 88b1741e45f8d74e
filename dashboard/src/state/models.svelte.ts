import { api, dataOf } from '../api/client.ts';
import type { Model } from '../api/types.ts';

/** The account's models, for pickers. */
class ModelStore {
  list = $state.raw<readonly Model[]>([]);
  error = $state<unknown>();

  /** Qoder's own models, without the names of other vendors that stand for them. */
  readonly own = $derived(this.list.filter((model) => model.alias_of === undefined));

  async load(): Promise<void> {
    try {
      this.list = dataOf(await api.GET('/dashboard/api/models')).data;
      this.error = undefined;
    } catch (error) {
      this.error = error;
    }
  }
}

export const models = new ModelStore();
