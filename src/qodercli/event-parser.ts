import { jsonLimitProblem } from '../json/parse-json.ts';
import { complaintOfResult, failureOfComplaint, type TurnComplaint } from './classify.ts';
import type { QoderEvent, QoderUsage } from './events.ts';
import { QoderFailure } from './failure.ts';
import { withoutPlaceholder } from './message-text.ts';
import { type CliMessage, idField, kindOf, numberField, objectField, stringField } from './messages.ts';
import {
  blocksOf,
  createModelMessage,
  type ModelMessage,
  noteFacts,
  SYNTHETIC_MODEL,
  textsOf,
} from './model-message.ts';
import { loginFailureIn } from './notices.ts';
import { type SessionRecord, sumOfUsage } from './session-record.ts';
import { createToolCallReader, type ToolCallRecord } from './tool-calls.ts';
import { usageOf } from './usage.ts';

export interface EventParserOptions {
  /** Names of the tools that the model may call. */
  readonly tools: ReadonlySet<string>;
  /** Of the session's turns so far. */
  readonly record: SessionRecord;
  /** Called with the `type` of each message or delta that it does not know. */
  readonly onUnknown: (type: string) => void;
  /** Called with the name of each called tool that was never offered. */
  readonly onForeignCall: (name: string) => void;
}

export interface EventParser {
  /** Events of one CLI message; usually none or one. After `ended` or `failed` there are no more. */
  readonly parse: (message: CliMessage) => readonly QoderEvent[];
  readonly ended: () => boolean;
  /** Tool calls given out so far. */
  readonly calls: () => readonly ToolCallRecord[];
  /** All calls are out, but not what they cost: a complete line is to tell it. */
  readonly awaitsUsage: () => boolean;
  /** Ends a turn whose calls the CLI has begun to make without saying that its message is over. */
  readonly endCalls: () => readonly QoderEvent[];
}

const NONE: readonly QoderEvent[] = [];

/**
 * Turns the messages of one turn into events. Tolerant: content may come as deltas, as complete lines, or as both, in any
 * order and more than once (it is emitted once), and unknown messages are counted and ignored.
 */
export function createEventParser(options: EventParserOptions): EventParser {
  const { record, onUnknown } = options;
  const toolCalls = createToolCallReader(options.tools, options.onForeignCall);
  /** The messages of this turn that count, in order. */
  let messages: ModelMessage[] = [];
  /** The newest. */
  let current: ModelMessage | undefined;
  /** The one whose stream has begun and not ended. */
  let streaming: ModelMessage | undefined;
  let awaitsUsage = false;
  let ended = false;
  /** Whether any content of the current model message has gone out. */
  let emitted = false;
  /** Whether any content of the turn has gone out. */
  let answered = false;
  const withdrawnIds = new Set<string>();
  let assistantError: string | undefined;
  let retry: TurnComplaint | undefined;

  const add = (id: string | undefined): ModelMessage => {
    const message = createModelMessage(id);
    messages.push(message);
    current = message;
    return message;
  };

  const given = (type: 'text' | 'reasoning', text: string): readonly QoderEvent[] => {
    if (text === '' || current?.isSynthetic === true) return NONE;
    emitted = true;
    answered = true;
    return [{ type, text }];
  };

  const note = (message: ModelMessage, facts: CliMessage): void => {
    noteFacts(message, facts);
    if (!message.isSynthetic) record.noteCredits(message, message.credits);
  };

  const startMessage = (facts: CliMessage): readonly QoderEvent[] => {
    const id = idField(facts, 'id');
    // Its complete line was faster.
    const early = messages.findLast((message) => message.id === id && !message.isStreamed);
    streaming = early ?? add(id);
    streaming.isStreamed = true;
    if (id !== undefined) {
      // A new message under an old id.
      record.earlierMessages.delete(id);
      withdrawnIds.delete(id);
    }
    note(streaming, facts);
    emitted = false;
    return NONE;
  };

  /** The message that the stream is about, also where its beginning was lost. */
  const streamed = (): ModelMessage => streaming ?? current ?? add(undefined);

  const startBlock = (event: CliMessage): readonly QoderEvent[] => {
    const message = streamed();
    const block = objectField(event, 'content_block') ?? {};
    if (block.type === 'text') {
      message.text.startBlock();
      return given('text', message.text.delta(stringField(block, 'text') ?? ''));
    }
    if (block.type === 'thinking') {
      return given('reasoning', message.thinking.delta(stringField(block, 'thinking') ?? ''));
    }
    return [...given('text', message.text.endBlock()), ...toolCalls.startBlock(event)];
  };

  const parseDelta = (event: CliMessage): readonly QoderEvent[] => {
    const part = objectField(event, 'delta') ?? {};
    const message = streamed();
    switch (part.type) {
      case 'text_delta':
        return given('text', message.text.delta(stringField(part, 'text') ?? ''));
      case 'thinking_delta':
        return given('reasoning', message.thinking.delta(stringField(part, 'thinking') ?? ''));
      case 'input_json_delta':
        return toolCalls.delta(event, stringField(part, 'partial_json') ?? '');
      case 'signature_delta':
        return NONE;
      default:
        onUnknown(`delta:${kindOf(part)}`);
        return NONE;
    }
  };

  const endBlock = (): readonly QoderEvent[] => given('text', (streaming ?? current)?.text.endBlock() ?? '');

  const endMessage = (): readonly QoderEvent[] => {
    const rest = [...endBlock(), ...toolCalls.endMessage()];
    const message = streaming ?? current;
    streaming = undefined;
    // The first call is not the last: only now the client can have them all.
    if (toolCalls.calls().length === 0 || message?.stopReason === 'max_tokens') return rest;
    awaitsUsage = message?.usage === undefined;
    return awaitsUsage ? rest : [...rest, endOfCalls()];
  };

  const parseStreamEvent = (event: CliMessage): readonly QoderEvent[] => {
    switch (event.type) {
      case 'content_block_delta':
        return parseDelta(event);
      case 'message_start':
        return startMessage(objectField(event, 'message') ?? {});
      case 'message_delta': {
        const { usage } = event;
        note(streamed(), { ...objectField(event, 'delta'), ...(usage === undefined ? {} : { usage }) });
        return NONE;
      }
      case 'content_block_start':
        return startBlock(event);
      case 'content_block_stop':
        return [...endBlock(), ...toolCalls.stopBlock(event)];
      case 'message_stop':
        return endMessage();
      case 'ping':
        return NONE;
      default:
        onUnknown(`stream_event:${kindOf(event)}`);
        return NONE;
    }
  };

  /** The message that a complete line is about. Its id may differ from the stream's, which then goes by what they say. */
  const messageOfLine = (facts: CliMessage): ModelMessage => {
    const id = idField(facts, 'id');
    const found = messages.findLast((message) => message.id === id);
    if (id !== undefined && found !== undefined) return found;
    const blocks = blocksOf(facts);
    if (current !== undefined && !current.isConfirmed) {
      const { text, thinking } = current;
      const isSame =
        current.id === undefined ||
        text.matches(textsOf(blocks, 'text')) ||
        thinking.matches(textsOf(blocks, 'thinking')) ||
        blocks.some((block) => block.type === 'tool_use' && toolCalls.knows(block));
      if (isSame) {
        if (id !== undefined) current.id = id;
        return current;
      }
    }
    return (id === undefined ? current : undefined) ?? add(id);
  };

  const parseAssistant = (line: CliMessage): readonly QoderEvent[] => {
    const error = stringField(line, 'error');
    const facts = objectField(line, 'message') ?? {};
    if (error !== undefined) assistantError = error;
    const id = idField(facts, 'id');
    if (id !== undefined && (withdrawnIds.has(id) || record.earlierMessages.has(id))) return NONE;
    if (error !== undefined || facts.model === SYNTHETIC_MODEL || line.isApiErrorMessage === true)
      return NONE;
    const message = messageOfLine(facts);
    message.isConfirmed = true;
    note(message, facts);
    const blocks = blocksOf(facts);
    const texts = message.text.complete(textsOf(blocks, 'text')).values();
    const thoughts = message.thinking.complete(textsOf(blocks, 'thinking')).values();
    const events: QoderEvent[] = [];
    for (const block of blocks) {
      if (block.type === 'text') events.push(...given('text', texts.next().value ?? ''));
      if (block.type === 'thinking') events.push(...given('reasoning', thoughts.next().value ?? ''));
      if (block.type === 'tool_use') events.push(...toolCalls.complete(block));
    }
    const isOver = awaitsUsage
      ? message.usage !== undefined || message.stopReason !== undefined
      : streaming === undefined;
    const isToolUse = facts.stop_reason === 'tool_use' || awaitsUsage;
    if (isOver && isToolUse && toolCalls.calls().length > 0) events.push(endOfCalls());
    return events;
  };

  const parseSystem = (message: CliMessage): readonly QoderEvent[] => {
    switch (message.subtype) {
      case 'api_retry': {
        retry = {
          assistantError: stringField(message, 'error'),
          status: numberField(message, 'error_status'),
          text: '',
          retryAfterMs: numberField(message, 'retry_delay_ms'),
        };
        if (!emitted && toolCalls.calls().length === 0) return [{ type: 'waiting', cause: 'retry' }];
        withdraw();
        return [{ type: 'withdrawn' }];
      }
      case 'model_queue_status':
        return [{ type: 'waiting', cause: 'model_queue' }];
      default:
        return NONE;
    }
  };

  const withdraw = (): void => {
    const withdrawn = streaming ?? current;
    if (withdrawn?.id !== undefined) withdrawnIds.add(withdrawn.id);
    if (withdrawn !== undefined) record.forget(withdrawn);
    messages = messages.filter((message) => message !== withdrawn);
    current = undefined;
    streaming = undefined;
    emitted = false;
    awaitsUsage = false;
    toolCalls.reset();
  };

  const parseResult = (result: CliMessage): readonly QoderEvent[] => {
    const subtype = stringField(result, 'subtype') ?? '';
    const isLengthLimit = assistantError === 'max_output_tokens';
    // A limit on rounds that ends the turn at its calls: they are the answer.
    if (subtype === 'error_max_turns' && toolCalls.calls().length > 0)
      return [...toolCalls.endMessage(), endOfCalls(result)];
    if (
      !isLengthLimit &&
      (result.is_error === true || subtype.startsWith('error_') || assistantError !== undefined)
    ) {
      const said = complaintOfResult(result);
      // Only an error of the API is explained by the retries before it.
      const before = said.status === undefined && assistantError !== undefined ? retry : undefined;
      const complaint = {
        text: said.text,
        assistantError,
        status: said.status ?? before?.status,
        retryAfterMs: retry?.retryAfterMs,
      };
      return [{ type: 'failed', failure: failureOfComplaint(complaint) }];
    }
    const held = endBlock();
    // A CLI that shows neither deltas nor messages still states its answer here.
    const stated = withoutPlaceholder(stringField(result, 'result') ?? '');
    const unshown: readonly QoderEvent[] =
      answered || stated === '' ? NONE : [{ type: 'text', text: stated }];
    const stopReason = isLengthLimit ? 'max_tokens' : current?.stopReason;
    return [...held, ...unshown, end(stopReason ?? stringField(result, 'stop_reason') ?? null, result)];
  };

  /** What the turn cost is told by its messages; the `result` counts the whole session. */
  const end = (stopReason: string | null, result: CliMessage = {}): QoderEvent => {
    const counted = messages.flatMap(({ isSynthetic, usage }) => (isSynthetic ? [] : (usage ?? [])));
    const ofMessages = counted.length === 0 ? undefined : counted.reduce<QoderUsage>(sumOfUsage, NO_USAGE);
    const usage = record.settleUsage(ofMessages, usageOf(objectField(result, 'usage')));
    const credits = record.settleCredits(numberField(result, 'total_credits'));
    return {
      type: 'ended',
      stopReason,
      ...(usage === undefined ? {} : { usage }),
      ...(credits === undefined ? {} : { credits }),
    };
  };

  const endOfCalls = (result?: CliMessage): QoderEvent => end('tool_use', result);

  const parseMessage = (message: CliMessage): readonly QoderEvent[] => {
    // Output of a subagent is not the answer.
    if (typeof message.parent_tool_use_id === 'string') return NONE;
    switch (message.type) {
      case 'stream_event':
        return parseStreamEvent(objectField(message, 'event') ?? {});
      case 'assistant':
        return parseAssistant(message);
      case 'system':
        return parseSystem(message);
      case 'result':
        return parseResult(message);
      case 'auth_status': {
        const failure = loginFailureIn(message);
        return failure === undefined ? NONE : [{ type: 'failed', failure }];
      }
      case 'user':
        // A tool's result: what follows without an id is another message.
        if (current?.id === undefined && streaming === undefined) current = undefined;
        return NONE;
      // Echoes, progress and bookkeeping.
      case 'command_lifecycle':
      case 'keep_alive':
      case 'prompt_suggestion':
      case 'transcript_mirror':
      case 'cloud_agent_event':
        return NONE;
      default:
        onUnknown(kindOf(message));
        return NONE;
    }
  };

  /** Calls that no client could read: the arguments came in fragments, each of them harmless. */
  const unreadable = (): readonly QoderEvent[] => {
    for (const call of toolCalls.calls()) {
      const problem = jsonLimitProblem(call.arguments);
      if (problem === undefined) continue;
      const message = `The arguments of the model's call of '${call.name}' cannot be used: ${problem}.`;
      return [{ type: 'failed', failure: new QoderFailure('model_failed', message) }];
    }
    return NONE;
  };

  const untilEnd = (parsed: readonly QoderEvent[]): readonly QoderEvent[] => {
    const refused = parsed.at(-1)?.type === 'ended' ? unreadable() : NONE;
    const events = refused.length === 0 ? parsed : [...parsed.slice(0, -1), ...refused];
    const last = events.at(-1)?.type;
    if (last === 'ended' || last === 'failed') ended = true;
    if (ended) for (const { id } of messages) if (id !== undefined) record.earlierMessages.add(id);
    return events;
  };

  return {
    parse: (message) => (ended ? NONE : untilEnd(parseMessage(message))),
    ended: () => ended,
    calls: toolCalls.calls,
    awaitsUsage: () => awaitsUsage && !ended,
    endCalls: () =>
      ended || toolCalls.calls().length === 0 ? NONE : untilEnd([...toolCalls.endMessage(), endOfCalls()]),
  };
}

const NO_USAGE: QoderUsage = { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0 };
