import { jsonLimitProblem } from '../json/parse-json.ts';
import { complaintOfResult, failureOfComplaint, type TurnComplaint } from './classify.ts';
import type { QoderEvent } from './events.ts';
import { QoderFailure } from './failure.ts';
import { withoutPlaceholder } from './message-text.ts';
import { type CliMessage, kindOf, numberField, objectField, stringField } from './messages.ts';
import { blocksOf, SYNTHETIC_MODEL, textsOf } from './model-message.ts';
import { loginFailureIn } from './notices.ts';
import type { SessionRecord } from './session-record.ts';
import { createToolCallReader, type ToolCallRecord } from './tool-calls.ts';
import { createTurnMessages } from './turn-messages.ts';

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
  const messages = createTurnMessages(record, toolCalls.knows);
  let awaitsUsage = false;
  let ended = false;
  /** Whether any content of the current model message has gone out. */
  let emitted = false;
  /** Whether any content of the turn has gone out. */
  let answered = false;
  let assistantError: string | undefined;
  let retry: TurnComplaint | undefined;

  const given = (type: 'text' | 'reasoning', text: string): readonly QoderEvent[] => {
    if (text === '' || messages.current()?.isSynthetic === true) return NONE;
    emitted = true;
    answered = true;
    return [{ type, text }];
  };

  const startBlock = (event: CliMessage): readonly QoderEvent[] => {
    const message = messages.streamed();
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
    const message = messages.streamed();
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

  const endBlock = (): readonly QoderEvent[] => given('text', messages.streamed().text.endBlock());

  const endMessage = (): readonly QoderEvent[] => {
    const rest = [...endBlock(), ...toolCalls.endMessage()];
    const message = messages.endStream();
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
        messages.startStream(objectField(event, 'message') ?? {});
        emitted = false;
        return NONE;
      case 'message_delta': {
        const { usage } = event;
        const facts = { ...objectField(event, 'delta'), ...(usage === undefined ? {} : { usage }) };
        messages.note(messages.streamed(), facts);
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

  const parseAssistant = (line: CliMessage): readonly QoderEvent[] => {
    const error = stringField(line, 'error');
    const facts = objectField(line, 'message') ?? {};
    if (error !== undefined) assistantError = error;
    if (error !== undefined || facts.model === SYNTHETIC_MODEL || line.isApiErrorMessage === true)
      return NONE;
    const message = messages.ofLine(facts);
    if (message === undefined) return NONE;
    message.isConfirmed = true;
    messages.note(message, facts);
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
      : !messages.isStreaming();
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
    messages.withdraw();
    toolCalls.reset();
    emitted = false;
    awaitsUsage = false;
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
    const stopReason = isLengthLimit ? 'max_tokens' : messages.current()?.stopReason;
    return [...held, ...unshown, end(stopReason ?? stringField(result, 'stop_reason') ?? null, result)];
  };

  const end = (stopReason: string | null, result: CliMessage = {}): QoderEvent => {
    const { usage, credits } = messages.settle(result);
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
        messages.passedTools();
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
    if (ended) messages.close();
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
