import type { ListModelsResponse } from '../contract/operations.ts';
import type { ModelDirectory } from '../models/model-directory.ts';
import type { Handler } from './handler.ts';

export function listModelsHandler(models: ModelDirectory): Handler<'listModels' | 'listDashboardModels'> {
  /** Written once for each list: it has some 20 kB, which would be most of the work of an answer. */
  let written: { readonly list: unknown; readonly json: Buffer } | undefined;
  return async () => {
    const list = await models.list();
    if (written?.list !== list) {
      const body = {
        object: 'list',
        data: [...list],
        has_more: false,
        first_id: list[0]?.id ?? null,
        last_id: list.at(-1)?.id ?? null,
      } satisfies ListModelsResponse;
      written = { list, json: Buffer.from(JSON.stringify(body)) };
    }
    return { status: 200, text: written.json, contentType: 'application/json; charset=utf-8' };
  };
}
