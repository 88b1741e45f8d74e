import type { AnswerEnd } from '../completions/answer.ts';
import { applyParameterPolicy } from '../completions/parameter-policy.ts';
import { askedInResponses } from '../completions/responses/asked.ts';
import { askedForSummary, asksForCompaction } from '../completions/responses/compaction/compaction.ts';
import { createCompactionOutput } from '../completions/responses/compaction/compaction-output.ts';
import { createResponseEvents } from '../completions/responses/events.ts';
import { mapInputFiles } from '../completions/responses/files.ts';
import { newId } from '../completions/responses/ids.ts';
import { createOutput } from '../completions/responses/output.ts';
import { parametersOf, responsesParameterPolicy } from '../completions/responses/parameters.ts';
import { begunResponse, endedResponse } from '../completions/responses/response.ts';
import type { OutputItem, ResponseObject } from '../contract/operations.ts';
import type { StoredResponses } from '../responses/stored-responses.ts';
import { answerHeaders, type CompletionParts, requestHeaders } from './completion-parts.ts';
import type { Handler } from './handler.ts';
import { readFiles } from './read-files.ts';
import { conversationOf } from './response-conversation.ts';
import { collect, renderAll, startAnswer } from './start-answer.ts';

/** Also the playground's: only who may ask differs, and that nothing is kept. */
export function createResponseHandler(
  parts: CompletionParts,
  stored: StoredResponses,
): Handler<'createResponse' | 'createPlaygroundResponse'> {
  return async (request) => {
    const { body, leftOut, keyName } = request;
    const ignored = applyParameterPolicy(parametersOf(body), responsesParameterPolicy, parts.strictParams);
    const { history, entries: opened, previous } = conversationOf(body, keyName, stored, parts.seal);
    // What is kept has the files themselves.
    const entries = await readFiles(parts.files, opened, mapInputFiles, request);
    const compacts = asksForCompaction(body.input);
    const { served, asked, answer } = await startAnswer(
      parts,
      {
        model: body.model,
        stream: body.stream === true,
        user: body.user,
        read: (traits) =>
          compacts ? askedForSummary(body, entries, traits) : askedInResponses(body, entries, traits),
      },
      request,
    );
    const headers = requestHeaders(served, [...ignored, ...leftOut, ...history.leftOut]);
    const identity = { id: newId('resp'), createdAt: unixSeconds(), model: served.model };
    const begun = begunResponse(identity, body, stored.keeps);
    const output = compacts
      ? createCompactionOutput((summary) => parts.seal.close(summary, keyName))
      : createOutput(asked.tools.clientTools);
    const finish = (items: readonly OutputItem[], end: AnswerEnd): ResponseObject => {
      // A summary that was cut is one all the same.
      const ended: AnswerEnd = compacts ? { ...end, finishReason: 'stop' } : end;
      const response = endedResponse(begun, items, ended, unixSeconds());
      if (response.store) stored.keep(keyName, { response, added: history.added, previous });
      return response;
    };

    if (body.stream === true) {
      const events = createResponseEvents(begun, output, finish);
      return { status: 200, headers, frames: renderAll(answer, events.render), errorFrame: events.fail };
    }
    const end = await collect(answer, (some) => {
      for (const part of some) output.accept(part);
    });
    return {
      status: 200,
      headers: { ...headers, ...answerHeaders([end]) },
      body: finish(output.items(), end),
    };
  };
}

function unixSeconds(): number {
  return Math.floor(Date.now() / 1_000);
}
