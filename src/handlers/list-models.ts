import type { ListModelsResponse, Model } from '../contract/operations.ts';
import { ApiError } from '../errors.ts';
import type { ModelDirectory } from '../models/model-directory.ts';
import { excerptOf } from '../observability/text-ends.ts';
import type { Handler } from './handler.ts';

/** As Anthropic's clients page through the list; OpenAI's get all of it. */
interface Page {
  readonly limit?: number | undefined;
  readonly after_id?: string | undefined;
  readonly before_id?: string | undefined;
}

export function listModelsHandler(
  models: ModelDirectory,
): Handler<'listModels'> & Handler<'listDashboardModels'> {
  /** Written once for each list: it has some 20 kB, which would be most of the work of an answer. */
  let written: { readonly list: unknown; readonly json: Buffer } | undefined;
  return async ({ query }: { readonly query: Page }) => {
    const list = await models.list();
    if (query.limit !== undefined || query.after_id !== undefined || query.before_id !== undefined) {
      return { status: 200, body: pageOf(list, query) };
    }
    if (written?.list !== list) {
      written = { list, json: Buffer.from(JSON.stringify(bodyOf(list, false))) };
    }
    return { status: 200, text: written.json, contentType: 'application/json; charset=utf-8' };
  };
}

/** The models behind `after_id`, or the last ones before `before_id`. */
function pageOf(
  list: readonly Model[],
  { limit = list.length, after_id: after, before_id: before }: Page,
): ListModelsResponse {
  if (before !== undefined) {
    const end = indexOf(list, before, 'before_id');
    const start = Math.max(0, end - limit);
    return bodyOf(list.slice(start, end), start > 0);
  }
  const start = after === undefined ? 0 : indexOf(list, after, 'after_id') + 1;
  return bodyOf(list.slice(start, start + limit), start + limit < list.length);
}

function indexOf(list: readonly Model[], id: string, param: string): number {
  const index = list.findIndex((model) => model.id === id);
  if (index !== -1) return index;
  throw new ApiError('invalid_request', `No model has the id '${excerptOf(id, 100)}'.`, { param });
}

function bodyOf(list: readonly Model[], hasMore: boolean): ListModelsResponse {
  return {
    object: 'list',
    data: [...list],
    has_more: hasMore,
    first_id: list[0]?.id ?? null,
    last_id: list.at(-1)?.id ?? null,
  };
}
