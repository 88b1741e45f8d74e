import type { AnswerEnd, AnswerPart } from '../completions/answer.ts';
import { createChatChunks } from '../completions/chat/chunks.ts';
import { conversationOf } from '../completions/chat/conversation.ts';
import { chatParameterPolicy } from '../completions/chat/parameters.ts';
import { createChatResponse, replyAsGiven } from '../completions/chat/response.ts';
import { type ToolRequest, toolRequestOf } from '../completions/chat/tools.ts';
import type { Conversation } from '../completions/conversation.ts';
import { createCallGate, type Gate } from '../completions/gate.ts';
import { applyParameterPolicy } from '../completions/parameter-policy.ts';
import { qoderEffortOf } from '../completions/reasoning-effort.ts';
import { type FormatRequest, formatRequestOf } from '../completions/response-format.ts';
import { stopSequencesOf } from '../completions/stop-sequences.ts';
import { createCallReader } from '../completions/tools/call-reader.ts';
import { toolChoiceInstructions } from '../completions/tools/tool-choice.ts';
import { prepareTurn } from '../completions/turn.ts';
import { streamAnswer } from './answer-stream.ts';
import { answerHeaders, type CompletionParts, newIdentity, requestHeaders } from './completion-parts.ts';
import type { Handler } from './handler.ts';

/** Also the playground's: only who may ask differs. */
export function createChatCompletionHandler(
  parts: CompletionParts,
): Handler<'createChatCompletion' | 'createPlaygroundCompletion'> {
  return async ({ body, leftOut, keyName, signal, observer }) => {
    const ignored = applyParameterPolicy(body, chatParameterPolicy, parts.strictParams);
    const { model, tier, vision } = parts.models.resolve(body.model);
    observer.resolved({ requestedModel: body.model, model, tier, stream: body.stream === true });
    if (body.user) observer.note({ user: body.user });
    const conversation = conversationOf(body.messages, { vision });
    observer.asked(lastTextOf(conversation));
    const toolRequest = toolRequestOf(body);
    const format = formatRequestOf(body.response_format);
    const prepared = prepareTurn(conversation, {
      ...parts.settings,
      model,
      owner: keyName,
      tools: toolRequest.tools,
      instructions: instructionsOf(toolRequest, format),
      reasoningEffort: qoderEffortOf(body.reasoning_effort),
    });
    const toolNames = new Set(toolRequest.tools.map(({ name }) => name));
    const readsCalls = parts.settings.toolMode === 'prompt' && toolNames.size > 0;
    const answer = streamAnswer(parts.driver, {
      prepared,
      limits: {
        stop: stopSequencesOf(body.stop),
        maxTokens: body.max_completion_tokens ?? body.max_tokens ?? undefined,
        maxCalls: toolRequest.maxCalls,
      },
      createGate: gateOf(toolRequest, format),
      createCallReader: readsCalls ? () => createCallReader(toolNames) : undefined,
      replyAsGiven: (reply) => replyAsGiven(reply, toolRequest),
      signal,
      observer,
    });
    const identity = newIdentity('chatcmpl', model);
    const headers = requestHeaders(model, [...ignored, ...leftOut]);

    if (body.stream === true) {
      const render = createChatChunks(identity, toolRequest, body.stream_options?.include_usage === true);
      return { status: 200, headers, frames: renderAll(answer, render) };
    }
    const response = createChatResponse(identity, toolRequest);
    const end = await collect(answer, response.accept);
    return { status: 200, headers: { ...headers, ...answerHeaders([end]) }, body: response.finish(end) };
  };
}

function instructionsOf(
  { choice, maxCalls, tools }: ToolRequest,
  format: FormatRequest | undefined,
): readonly string[] {
  const single = maxCalls === 1 && tools.length > 0 ? ['Call at most one tool per answer.'] : [];
  return [...toolChoiceInstructions(choice), ...single, ...(format?.instructions ?? [])];
}

function gateOf({ choice }: ToolRequest, format: FormatRequest | undefined): (() => Gate) | undefined {
  if (choice.type === 'required' || choice.type === 'named') return createCallGate;
  return format?.createGate;
}

/** What a person would recognise the request by. */
function lastTextOf({ messages }: Conversation): string {
  return messages.findLast((message) => message.role !== 'assistant' && message.text !== '')?.text ?? '';
}

async function* renderAll(
  answer: AsyncIterable<readonly AnswerPart[]>,
  render: (parts: readonly AnswerPart[]) => string,
): AsyncGenerator<string> {
  for await (const parts of answer) yield render(parts);
}

/** Feeds a whole answer to a consumer. `streamAnswer` throws rather than return without an `end`. */
export async function collect(
  answer: AsyncIterable<readonly AnswerPart[]>,
  accept: (parts: readonly AnswerPart[]) => void,
): Promise<AnswerEnd> {
  let end: AnswerEnd | undefined;
  for await (const parts of answer) {
    accept(parts);
    const last = parts.at(-1);
    if (last?.type === 'end') end = last;
  }
  if (end === undefined) throw new Error('an answer came without an end');
  return end;
}
