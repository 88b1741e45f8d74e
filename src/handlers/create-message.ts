import { askedInMessages } from '../completions/messages/asked.ts';
import { createMessageEvents } from '../completions/messages/events.ts';
import { mapMessageFiles } from '../completions/messages/files.ts';
import { messageParameterPolicy } from '../completions/messages/parameters.ts';
import { createMessageResponse } from '../completions/messages/response.ts';
import { applyParameterPolicy } from '../completions/parameter-policy.ts';
import { estimateTurn } from '../completions/turn-estimate.ts';
import {
  answerHeaders,
  type CompletionParts,
  newMessageIdentity,
  requestHeaders,
} from './completion-parts.ts';
import type { Handler } from './handler.ts';
import { readFiles } from './read-files.ts';
import { collect, renderAll, startAnswer } from './start-answer.ts';

/** Also the playground's: only who may ask differs. */
export function createMessageHandler(
  parts: CompletionParts,
): Handler<'createMessage' | 'createPlaygroundMessage'> {
  return async (request) => {
    const { body, leftOut } = request;
    const ignored = applyParameterPolicy(body, messageParameterPolicy, parts.strictParams);
    const messages = await readFiles(parts.files, body.messages, mapMessageFiles, request);
    const { served, asked, prepared, answer } = await startAnswer(
      parts,
      {
        model: body.model,
        stream: body.stream === true,
        user: body.metadata?.user_id,
        read: (traits) => askedInMessages({ ...body, messages }, traits),
      },
      request,
    );
    const identity = newMessageIdentity(served.model);
    const headers = requestHeaders(served, [...ignored, ...leftOut]);

    if (body.stream === true) {
      const render = createMessageEvents(identity, {
        showsThinking: asked.showsThinking,
        promptTokens: () => estimateTurn(prepared.turn),
      });
      return { status: 200, headers, frames: renderAll(answer, render) };
    }
    const response = createMessageResponse(identity, asked.showsThinking);
    const end = await collect(answer, response.accept);
    return { status: 200, headers: { ...headers, ...answerHeaders([end]) }, body: response.finish(end) };
  };
}
