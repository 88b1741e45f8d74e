import { askedInChat } from '../completions/chat/asked.ts';
import { createChatChunks } from '../completions/chat/chunks.ts';
import { mapChatFiles } from '../completions/chat/files.ts';
import { chatParameterPolicy } from '../completions/chat/parameters.ts';
import { createChatResponse } from '../completions/chat/response.ts';
import { applyParameterPolicy } from '../completions/parameter-policy.ts';
import { answerHeaders, type CompletionParts, newIdentity, requestHeaders } from './completion-parts.ts';
import type { Handler } from './handler.ts';
import { readFiles } from './read-files.ts';
import { collect, renderAll, startAnswer } from './start-answer.ts';

/** Also Azure's and the playground's: only the path and who may ask differ. */
export function createChatCompletionHandler(
  parts: CompletionParts,
): Handler<'createChatCompletion' | 'createAzureChatCompletion' | 'createPlaygroundCompletion'> {
  return async (request) => {
    const { body, leftOut } = request;
    const ignored = applyParameterPolicy(body, chatParameterPolicy, parts.strictParams);
    const messages = await readFiles(parts.files, body.messages, mapChatFiles, request);
    const { served, asked, answer } = await startAnswer(
      parts,
      {
        model: body.model,
        stream: body.stream === true,
        user: body.user,
        read: (traits) => askedInChat({ ...body, messages }, traits),
      },
      request,
    );
    const identity = newIdentity('chatcmpl', served.model);
    const headers = requestHeaders(served, [...ignored, ...leftOut]);

    if (body.stream === true) {
      const includeUsage = body.stream_options?.include_usage === true;
      const { render, keepAlive } = createChatChunks(identity, asked.tools, includeUsage);
      return { status: 200, headers, frames: renderAll(answer, render), keepAlive };
    }
    const response = createChatResponse(identity, asked.tools);
    const end = await collect(answer, response.accept);
    return { status: 200, headers: { ...headers, ...answerHeaders([end]) }, body: response.finish(end) };
  };
}
