import { withOpenedCompactions } from '../completions/responses/compaction/compaction.ts';
import type { Seal } from '../completions/responses/compaction/seal.ts';
import { type History, historyOf, type InputEntry } from '../completions/responses/history.ts';
import type { CreateResponseRequest } from '../contract/operations.ts';
import { ApiError } from '../errors.ts';
import { excerptOf } from '../observability/text-ends.ts';
import { inputOf, type StoredResponse, type StoredResponses } from '../responses/stored-responses.ts';

export interface ResponseConversation {
  readonly history: History;
  /** The whole conversation, its summaries opened. */
  readonly entries: readonly InputEntry[];
  /** The response that the request goes on from. */
  readonly previous: StoredResponse | undefined;
}

/**
 * The conversation of a request, with what is kept of it here.
 * @throws ApiError 400 for a response that is not kept, or a summary that cannot be read.
 */
export function conversationOf(
  { input, previous_response_id: id }: Pick<CreateResponseRequest, 'input' | 'previous_response_id'>,
  owner: string,
  stored: StoredResponses,
  seal: Seal,
): ResponseConversation {
  const previous = id === null || id === undefined ? undefined : previousOf(id, owner, stored);
  const before = previous === undefined ? [] : [...inputOf(previous), ...previous.response.output];
  const history = historyOf(input, before, (itemId) => stored.findItem(owner, itemId));
  const entries = withOpenedCompactions(history.entries, (sealed) => seal.open(sealed, owner));
  return { history, entries, previous };
}

function previousOf(id: string, owner: string, stored: StoredResponses): StoredResponse {
  const previous = stored.find(owner, id);
  if (previous !== undefined) return previous;
  throw new ApiError('invalid_request', `Previous response with id '${excerptOf(id, 100)}' not found.`, {
    param: 'previous_response_id',
    code: 'previous_response_not_found',
  });
}
