import type { AnswerEnd } from '../completions/answer.ts';
import { applyParameterPolicy } from '../completions/parameter-policy.ts';
import { askedInResponses } from '../completions/responses/asked.ts';
import { createResponseEvents } from '../completions/responses/events.ts';
import { mapInputFiles } from '../completions/responses/files.ts';
import { historyOf } from '../completions/responses/history.ts';
import { newId } from '../completions/responses/ids.ts';
import { parametersOf, responsesParameterPolicy } from '../completions/responses/parameters.ts';
import { begunResponse, collectOutput, endedResponse } from '../completions/responses/response.ts';
import type { OutputItem, ResponseObject } from '../contract/operations.ts';
import { ApiError } from '../errors.ts';
import { excerptOf } from '../observability/text-ends.ts';
import { inputOf, type StoredResponse, type StoredResponses } from '../responses/stored-responses.ts';
import { answerHeaders, type CompletionParts, requestHeaders } from './completion-parts.ts';
import type { Handler } from './handler.ts';
import { readFiles } from './read-files.ts';
import { collect, renderAll, startAnswer } from './start-answer.ts';

/** Also the playground's: only who may ask differs, and that nothing is kept. */
export function createResponseHandler(
  parts: CompletionParts,
  stored: StoredResponses,
): Handler<'createResponse' | 'createPlaygroundResponse'> {
  return async (request) => {
    const { body, leftOut, keyName } = request;
    const ignored = applyParameterPolicy(parametersOf(body), responsesParameterPolicy, parts.strictParams);
    const previous = previousOf(body.previous_response_id, keyName, stored);
    const history = historyOf(
      body.input,
      previous === undefined ? [] : [...inputOf(previous), ...previous.response.output],
      (id) => stored.findItem(keyName, id),
    );
    // What is kept has the files themselves.
    const entries = await readFiles(parts.files, history.entries, mapInputFiles, request);
    const { served, asked, answer } = await startAnswer(
      parts,
      {
        model: body.model,
        stream: body.stream === true,
        user: body.user,
        read: (traits) => askedInResponses(body, entries, traits),
      },
      request,
    );
    const headers = requestHeaders(served, [...ignored, ...leftOut, ...history.leftOut]);
    const identity = { id: newId('resp'), createdAt: unixSeconds(), model: served.model };
    const begun = begunResponse(identity, body, stored.keeps);
    const { clientTools } = asked.tools;
    const finish = (output: readonly OutputItem[], end: AnswerEnd): ResponseObject => {
      const response = endedResponse(begun, output, end, unixSeconds());
      if (response.store) stored.keep(keyName, { response, added: history.added, previous });
      return response;
    };

    if (body.stream === true) {
      const events = createResponseEvents(begun, clientTools, finish);
      return { status: 200, headers, frames: renderAll(answer, events.render), errorFrame: events.fail };
    }
    const output = collectOutput(clientTools);
    const end = await collect(answer, output.accept);
    return {
      status: 200,
      headers: { ...headers, ...answerHeaders([end]) },
      body: finish(output.items(), end),
    };
  };
}

function previousOf(
  id: string | null | undefined,
  owner: string,
  stored: StoredResponses,
): StoredResponse | undefined {
  if (id === null || id === undefined) return undefined;
  const previous = stored.find(owner, id);
  if (previous !== undefined) return previous;
  throw new ApiError('invalid_request', `Previous response with id '${excerptOf(id, 100)}' not found.`, {
    param: 'previous_response_id',
    code: 'previous_response_not_found',
  });
}

function unixSeconds(): number {
  return Math.floor(Date.now() / 1_000);
}
