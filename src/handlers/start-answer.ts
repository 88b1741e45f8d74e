import type { AnswerEnd, AnswerPart } from '../completions/answer.ts';
import { type AnswerCheck, acceptAny, createCallCheck } from '../completions/answer-check.ts';
import { type Asked, instructionsOf, lastTextOf, type ModelTraits } from '../completions/asked.ts';
import { prefillOf } from '../completions/conversation.ts';
import { chainReaders } from '../completions/event-reader.ts';
import { createPrefillReader } from '../completions/prefill-reader.ts';
import { effortForModel } from '../completions/reasoning-effort.ts';
import { createCallReader } from '../completions/tools/call-reader.ts';
import { createStrictCallCheck } from '../completions/tools/strict-calls.ts';
import { type ToolAliases, toolAliasesOf } from '../completions/tools/tool-aliases.ts';
import { isCallRequired } from '../completions/tools/tool-choice.ts';
import { type PreparedTurn, prepareTurn, type ToolMode } from '../completions/turn.ts';
import type { ServingModel } from '../models/model-directory.ts';
import { streamAnswer, type TurnPlan } from './answer-stream.ts';
import { type CompletionParts, toolModeOf } from './completion-parts.ts';
import { formatCheckOf } from './format-check.ts';
import type { HandlerRequest } from './handler.ts';
import { readForModel } from './read-for-model.ts';
import { argumentChecksOf } from './strict-tools.ts';

export interface AnswerRequest<A extends Asked> {
  /** As the client named it. */
  readonly model: string;
  readonly stream: boolean;
  /** Whom the client asks for. */
  readonly user?: string | null | undefined;
  /** Reads the rest, once it is known which model will answer. Throws ApiError. */
  readonly read: (model: ModelTraits) => A;
}

export interface StartedAnswer<A extends Asked> {
  readonly served: ServingModel;
  readonly asked: A;
  readonly prepared: PreparedTurn;
  /** As `streamAnswer` gives it; nothing runs before it is read. */
  readonly answer: AsyncGenerator<readonly AnswerPart[]>;
}

/**
 * All that stands between a dialect's reading of a request and its rendering of the answer: the model, the turn,
 * what is asked of the model beside the conversation. Throws ApiError for a request that cannot be asked.
 */
export async function startAnswer<A extends Asked>(
  parts: CompletionParts,
  request: AnswerRequest<A>,
  {
    keyName,
    signal,
    observer,
  }: Pick<HandlerRequest<'createChatCompletion'>, 'keyName' | 'signal' | 'observer'>,
): Promise<StartedAnswer<A>> {
  const { asked, served } = readForModel(parts.models, request.model, request.read, ({ model, tier }) =>
    observer.resolved({ requestedModel: request.model, model, tier, stream: request.stream }),
  );
  if (request.user) observer.note({ user: request.user });
  const { conversation, tools, stop, maxTokens } = asked;
  observer.asked(lastTextOf(conversation));
  const createCheck = await checkOf(parts, asked, keyName, signal);
  const aliases = aliasesOf(asked);
  const toolNames = new Set(tools.tools.map(({ name }) => aliases.aliasOf(name)));
  const planIn = (toolMode: ToolMode): TurnPlan => ({
    prepared: prepareAsked(parts, asked, served, keyName, toolMode, aliases),
    createReader: () => {
      const prefill = prefillOf(conversation);
      return chainReaders([
        ...(prefill === undefined ? [] : [createPrefillReader(prefill)]),
        ...(toolMode === 'prompt' && toolNames.size > 0 ? [createCallReader(toolNames)] : []),
        aliases.reader,
      ]);
    },
  });
  const toolMode = toolModeOf(parts);
  const plan = planIn(toolMode);
  const { prepared } = plan;
  const mayDescribeTools = parts.toolMode === 'auto' && toolMode === 'native' && toolNames.size > 0;
  const answer = streamAnswer(parts.driver, {
    ...plan,
    planWithoutTools: mayDescribeTools ? () => planIn('prompt') : undefined,
    limits: {
      stop,
      stopsWithinJson: asked.format !== undefined && !isCallRequired(tools.choice),
      maxTokens,
      maxCalls: tools.maxCalls,
    },
    createCheck,
    replyAsGiven: asked.replyAsGiven,
    signal,
    observer,
  });
  return { served, asked, prepared, answer };
}

/** What qodercli is asked for what a request asks. */
export function prepareAsked(
  { settings }: CompletionParts,
  asked: Asked,
  served: ServingModel,
  owner: string,
  toolMode: ToolMode,
  aliases = aliasesOf(asked),
): PreparedTurn {
  return prepareTurn(asked.conversation, {
    ...settings,
    model: served.model,
    owner,
    toolMode,
    tools: asked.tools.tools,
    aliases,
    instructions: instructionsOf(asked, aliases.aliasOf),
    reasoningEffort: effortForModel(asked.reasoningEffort, served),
  });
}

function aliasesOf({ tools }: Asked): ToolAliases {
  return toolAliasesOf(tools.tools.map(({ name }) => name));
}

async function checkOf(
  { schemas }: CompletionParts,
  { tools, format, stop }: Asked,
  owner: string,
  signal: AbortSignal,
): Promise<(() => AnswerCheck) | undefined> {
  const { choice } = tools;
  // Also where a call is awaited: a schema that cannot be used is an error of the request.
  const createFormatCheck = format && (await formatCheckOf(schemas, format, { stop, owner, signal }));
  const create = isCallRequired(choice) ? createCallCheck : createFormatCheck;
  const checks = await argumentChecksOf(schemas, tools, owner, signal);
  return checks.size === 0 ? create : () => createStrictCallCheck(checks, create?.() ?? acceptAny);
}

/** Renders a streamed answer as it comes. */
export async function* renderAll(
  answer: AsyncIterable<readonly AnswerPart[]>,
  render: (parts: readonly AnswerPart[]) => string,
): AsyncGenerator<string> {
  for await (const parts of answer) {
    const frames = render(parts);
    // What a dialect does not show is silence to its client, which is kept alive through it.
    if (frames !== '') yield frames;
  }
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
