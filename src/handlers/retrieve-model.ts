import type { Model } from '../contract/operations.ts';
import { ApiError } from '../errors.ts';
import type { ModelDirectory } from '../models/model-directory.ts';
import { excerptOf } from '../observability/text-ends.ts';
import type { Handler } from './handler.ts';

export function retrieveModelHandler(models: ModelDirectory): Handler<'retrieveModel'> {
  return async ({ params }) => {
    const model = await models.find(params.model);
    if (model === undefined) {
      const message = `The model '${excerptOf(params.model, 100)}' does not exist.`;
      throw new ApiError('model_not_found', message, { param: 'model' });
    }
    return { status: 200, body: model satisfies Model };
  };
}
