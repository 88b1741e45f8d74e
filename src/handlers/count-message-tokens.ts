import { askedInTokenCount } from '../completions/messages/asked.ts';
import { mapMessageFiles } from '../completions/messages/files.ts';
import { estimateTurn } from '../completions/turn-estimate.ts';
import type { MessageTokensCount } from '../contract/operations.ts';
import { type CompletionParts, toolModeOf } from './completion-parts.ts';
import type { Handler } from './handler.ts';
import { readFiles } from './read-files.ts';
import { readForModel } from './read-for-model.ts';
import { prepareAsked } from './start-answer.ts';

/** What `createMessage` would send, by estimate: nothing is asked of anybody. */
export function countMessageTokensHandler(parts: CompletionParts): Handler<'countMessageTokens'> {
  return async (request) => {
    const { body, keyName } = request;
    const messages = await readFiles(parts.files, body.messages, mapMessageFiles, request);
    const { asked, served } = readForModel(parts.models, body.model, (traits) =>
      askedInTokenCount({ ...body, messages }, traits),
    );
    const { turn } = prepareAsked(parts, asked, served, keyName, toolModeOf(parts));
    return { status: 200, body: { input_tokens: estimateTurn(turn) } satisfies MessageTokensCount };
  };
}
