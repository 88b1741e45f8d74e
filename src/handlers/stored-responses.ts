import { withIds } from '../completions/responses/ids.ts';
import type { DeletedResponse, ResponseItemList } from '../contract/operations.ts';
import { ApiError } from '../errors.ts';
import { excerptOf } from '../observability/text-ends.ts';
import { inputOf, type StoredResponse, type StoredResponses } from '../responses/stored-responses.ts';
import type { Handler } from './handler.ts';

const DEFAULT_PAGE = 20;

export function retrieveResponseHandler(stored: StoredResponses): Handler<'retrieveResponse'> {
  return async ({ params, keyName }) => {
    const { response } = found(stored, keyName, params.response_id);
    return { status: 200, body: response };
  };
}

export function deleteResponseHandler(stored: StoredResponses): Handler<'deleteResponse'> {
  return async ({ params: { response_id: id }, keyName }) => {
    if (!stored.remove(keyName, id)) throw notFound(id);
    return { status: 200, body: { id, object: 'response', deleted: true } satisfies DeletedResponse };
  };
}

/** Only what runs in the background can be cancelled, and nothing does. */
export function cancelResponseHandler(stored: StoredResponses): Handler<'cancelResponse'> {
  return async ({ params, keyName }) => {
    found(stored, keyName, params.response_id);
    throw new ApiError('invalid_request', 'Cannot cancel a synchronous response.', { param: 'response_id' });
  };
}

export function listInputItemsHandler(stored: StoredResponses): Handler<'listInputItems'> {
  return async ({ params, query, keyName }) => {
    const { limit = DEFAULT_PAGE, order = 'desc', after } = query;
    const { response_id: responseId } = params;
    const items = [...withIds(inputOf(found(stored, keyName, responseId)), responseId)];
    if (order === 'desc') items.reverse();
    const start = after === undefined ? 0 : items.findIndex(({ id }) => id === after) + 1;
    if (after !== undefined && start === 0)
      throw new ApiError('invalid_request', `No item has the id '${excerptOf(after, 100)}'.`, {
        param: 'after',
      });
    const data = items.slice(start, start + limit);
    const body = {
      object: 'list',
      data,
      first_id: data[0]?.id ?? null,
      last_id: data.at(-1)?.id ?? null,
      has_more: start + limit < items.length,
    } satisfies ResponseItemList;
    return { status: 200, body };
  };
}

function found(stored: StoredResponses, owner: string, id: string): StoredResponse {
  const response = stored.find(owner, id);
  if (response === undefined) throw notFound(id);
  return response;
}

function notFound(id: string): ApiError {
  return new ApiError('not_found', `Response with id '${excerptOf(id, 100)}' not found.`, {
    param: 'response_id',
  });
}
