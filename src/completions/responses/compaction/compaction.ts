import type { CreateResponseRequest, InputItem } from '../../../contract/operations.ts';
import { ApiError } from '../../../errors.ts';
import type { ModelTraits } from '../../asked.ts';
import { type AskedInResponses, askedInResponses } from '../asked.ts';
import type { InputEntry } from '../history.ts';

/** A summary that is longer is cut: it is to be shorter than what it stands for. */
const MOST_SUMMARY_TOKENS = 16_000;

const REQUEST = `The conversation so far is about to be replaced by a summary of it. Write that summary, for an assistant that goes on with the work and sees nothing else of what was said.

Say, in this order and as far as there is something to say: what the user wants, with the exact words where they matter; rules and preferences that apply; what was done and found out, with names of files, commands, identifiers, values and errors as they were; what was decided and why; what the state of the work is; what is open, and what comes next.

Leave out greetings and what has been superseded. Do not go on with the conversation and do not call tools: answer with the summary alone.`;

const SUMMARY_HEAD =
  'The conversation before this message was replaced by this summary of it. Go on from there.';

/** Whether a request asks for its conversation to be compacted: its last item says so. */
export function asksForCompaction(input: CreateResponseRequest['input']): boolean {
  return typeof input !== 'string' && input.at(-1)?.type === 'compaction_trigger';
}

/**
 * The conversation with the summaries that its compaction items hold, in their places.
 * @param open the text of a sealed one; undefined where it cannot be read here.
 * @throws ApiError 400 naming an item that was changed, or that this server did not make.
 */
export function withOpenedCompactions(
  entries: readonly InputEntry[],
  open: (sealed: string) => string | undefined,
): readonly InputEntry[] {
  return entries.map((entry) => {
    if (entry.item.type !== 'compaction') return entry;
    const summary = open(entry.item.encrypted_content);
    if (summary === undefined) {
      const param = `${entry.param}.encrypted_content`;
      const message = `The encrypted content of '${entry.param}' could not be verified: it was changed, or another server or key made it. Send the conversation itself.`;
      throw new ApiError('invalid_request', message, { param, code: 'invalid_encrypted_content' });
    }
    const item: InputItem = { type: 'message', role: 'user', content: `${SUMMARY_HEAD}\n\n${summary}` };
    return { ...entry, item };
  });
}

/**
 * A request as the wish for a summary of its conversation. Its tools are not offered, and what it says of the form of
 * an answer does not apply.
 * @throws ApiError 400 as `askedInResponses` does, and where there is no conversation.
 */
export function askedForSummary(
  body: Omit<CreateResponseRequest, 'input'>,
  entries: readonly InputEntry[],
  model: ModelTraits,
): AskedInResponses {
  if (entries.length === 0)
    throw new ApiError('invalid_request', 'There is no conversation to compact.', { param: 'input' });
  const plain = { ...body, input: [], tool_choice: null, parallel_tool_calls: null, text: null };
  const asked = askedInResponses(plain, entries, model);
  const { conversation, tools } = asked;
  return {
    ...asked,
    conversation: {
      ...conversation,
      messages: [...conversation.messages, { role: 'user', text: REQUEST }],
    },
    tools: { ...tools, tools: [] },
    maxTokens: MOST_SUMMARY_TOKENS,
  };
}
