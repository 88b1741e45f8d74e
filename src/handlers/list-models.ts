import type { ListModelsResponse } from '../contract/operations.ts';
import type { ModelDirectory } from '../models/model-directory.ts';
import type { Handler } from './handler.ts';

export function listModelsHandler(models: ModelDirectory): Handler<'listModels' | 'listDashboardModels'> {
  return async () => ({
    status: 200,
    body: { object: 'list', data: [...(await models.list())] } satisfies ListModelsResponse,
  });
}
