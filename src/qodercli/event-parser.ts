import { complaintOfResult, failureOfComplaint, type TurnComplaint } from './classify.ts';
import type { QoderEvent, QoderUsage } from './events.ts';
import {
  arrayField,
  type CliMessage,
  isCliMessage,
  kindOf,
  numberField,
  objectField,
  stringField,
} from './messages.ts';
import { createToolCallReader, type ToolCallRecord, toolUseBlocks } from './tool-calls.ts';
import { usageOf } from './usage.ts';

/** The model name of messages that the CLI writes itself, mostly about errors. Never an answer. */
const SYNTHETIC_MODEL = '<synthetic>';

export interface EventParserOptions {
  /** Names of the tools that the model may call. */
  readonly tools: ReadonlySet<string>;
  /**
   * Ids of the messages of earlier turns. The complete form of a message may come only after the turn that
   * its stream ended, in the middle of the next one.
   */
  readonly earlierMessages: Set<string>;
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
  /** Ends a turn whose calls the CLI has begun to make without saying that its message is over. */
  readonly endCalls: () => readonly QoderEvent[];
}

const NONE: readonly QoderEvent[] = [];

/**
 * Turns the messages of one turn into events. Tolerant: text may come as deltas, as a whole, or as both
 * (it is then emitted once), and unknown messages are counted and ignored.
 */
export function createEventParser(options: EventParserOptions): EventParser {
  const { earlierMessages, onUnknown } = options;
  const toolCalls = createToolCallReader(options.tools, options.onForeignCall);
  /** Whether the current message comes as a stream; its complete form then repeats it. */
  let streamed = false;
  let ended = false;
  /** Streamed text of the current message that no complete `assistant` line has repeated yet. */
  let unconfirmed = { text: '', thinking: '' };
  /** Whether any content of the current model message has gone out. */
  let emitted = false;
  /** Whether any content of the turn has gone out. */
  let answered = false;
  let synthetic = false;
  let messageId: string | undefined;
  let withdrawnId: string | undefined;
  let stopReason: string | null = null;
  let messageUsage: QoderUsage | undefined;
  let assistantError: string | undefined;
  let retry: TurnComplaint | undefined;

  const delta = (type: 'text' | 'reasoning', text: string): readonly QoderEvent[] => {
    if (text === '' || synthetic) return NONE;
    emitted = true;
    answered = true;
    return [{ type, text }];
  };

  const startMessage = (message: CliMessage): readonly QoderEvent[] => {
    synthetic = message.model === SYNTHETIC_MODEL;
    messageId = stringField(message, 'id');
    unconfirmed = { text: '', thinking: '' };
    messageUsage = usageOf(objectField(message, 'usage')) ?? messageUsage;
    emitted = false;
    streamed = true;
    return NONE;
  };

  const endOfCalls = (): readonly QoderEvent[] => [
    { type: 'ended', stopReason: 'tool_use', ...(messageUsage === undefined ? {} : { usage: messageUsage }) },
  ];

  const parseDelta = (event: CliMessage): readonly QoderEvent[] => {
    const part = objectField(event, 'delta') ?? {};
    switch (part.type) {
      case 'text_delta': {
        const text = stringField(part, 'text') ?? '';
        unconfirmed.text += text;
        return delta('text', text);
      }
      case 'thinking_delta': {
        const thinking = stringField(part, 'thinking') ?? '';
        unconfirmed.thinking += thinking;
        return delta('reasoning', thinking);
      }
      case 'input_json_delta':
        return toolCalls.delta(event, stringField(part, 'partial_json') ?? '');
      case 'signature_delta':
        return NONE;
      default:
        onUnknown(`delta:${kindOf(part)}`);
        return NONE;
    }
  };

  const parseStreamEvent = (event: CliMessage): readonly QoderEvent[] => {
    switch (event.type) {
      case 'content_block_delta':
        return parseDelta(event);
      case 'message_start':
        return startMessage(objectField(event, 'message') ?? {});
      case 'message_delta':
        stopReason = stringField(objectField(event, 'delta') ?? {}, 'stop_reason') ?? stopReason;
        messageUsage = usageOf(objectField(event, 'usage'), messageUsage) ?? messageUsage;
        return NONE;
      case 'content_block_start':
        return toolCalls.startBlock(event);
      case 'content_block_stop':
        return toolCalls.stopBlock(event);
      // The first call is not the last: only now the client can have them all.
      case 'message_stop':
        return toolCalls.calls().length > 0 && stopReason !== 'max_tokens' ? endOfCalls() : NONE;
      case 'ping':
        return NONE;
      default:
        onUnknown(`stream_event:${kindOf(event)}`);
        return NONE;
    }
  };

  /** What of a complete block was not streamed before. The stream went out already, so it is never contradicted. */
  const unseen = (field: 'text' | 'thinking', complete: string): string => {
    const streamed = unconfirmed[field];
    if (streamed.startsWith(complete)) {
      unconfirmed[field] = streamed.slice(complete.length);
      return '';
    }
    unconfirmed[field] = '';
    return complete.startsWith(streamed) ? complete.slice(streamed.length) : '';
  };

  const parseAssistant = (line: CliMessage): readonly QoderEvent[] => {
    const error = stringField(line, 'error');
    const message = objectField(line, 'message') ?? {};
    if (error !== undefined) assistantError = error;
    const id = stringField(message, 'id');
    if (id !== undefined && (id === withdrawnId || earlierMessages.has(id))) return NONE;
    if (error !== undefined || message.model === SYNTHETIC_MODEL || line.isApiErrorMessage === true)
      return NONE;
    messageId = id ?? messageId;
    stopReason = stringField(message, 'stop_reason') ?? stopReason;
    messageUsage = usageOf(objectField(message, 'usage'), messageUsage) ?? messageUsage;
    const events: QoderEvent[] = [];
    for (const block of arrayField(message, 'content')) {
      if (!isCliMessage(block)) continue;
      if (block.type === 'text')
        events.push(...delta('text', unseen('text', stringField(block, 'text') ?? '')));
      if (block.type === 'thinking') {
        events.push(...delta('reasoning', unseen('thinking', stringField(block, 'thinking') ?? '')));
      }
    }
    for (const block of toolUseBlocks(message)) events.push(...toolCalls.complete(block));
    const isWhole = !streamed && message.stop_reason === 'tool_use';
    if (isWhole && toolCalls.calls().length > 0) events.push(...endOfCalls());
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
        emitted = false;
        withdrawnId = messageId;
        unconfirmed = { text: '', thinking: '' };
        toolCalls.reset();
        return [{ type: 'withdrawn' }];
      }
      case 'model_queue_status':
        return [{ type: 'waiting', cause: 'model_queue' }];
      default:
        return NONE;
    }
  };

  const parseResult = (result: CliMessage): readonly QoderEvent[] => {
    const subtype = stringField(result, 'subtype') ?? '';
    if (assistantError === 'max_output_tokens') stopReason = 'max_tokens';
    else if (result.is_error === true || subtype.startsWith('error_') || assistantError !== undefined) {
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
    const usage = usageOf(objectField(result, 'usage'), messageUsage) ?? messageUsage;
    const credits = numberField(result, 'total_credits');
    // A CLI that shows neither deltas nor messages still states its answer here.
    synthetic = false;
    const unshown = answered ? NONE : delta('text', stringField(result, 'result') ?? '');
    return [
      ...unshown,
      {
        type: 'ended',
        stopReason: stopReason ?? stringField(result, 'stop_reason') ?? null,
        ...(usage === undefined ? {} : { usage }),
        ...(credits === undefined ? {} : { credits }),
      },
    ];
  };

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
      // Echoes, progress and bookkeeping.
      case 'user':
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

  const untilEnd = (events: readonly QoderEvent[]): readonly QoderEvent[] => {
    const last = events.at(-1)?.type;
    if (last === 'ended' || last === 'failed') ended = true;
    if (ended && messageId !== undefined) earlierMessages.add(messageId);
    return events;
  };

  return {
    parse: (message) => (ended ? NONE : untilEnd(parseMessage(message))),
    ended: () => ended,
    calls: toolCalls.calls,
    endCalls: () => (ended || toolCalls.calls().length === 0 ? NONE : untilEnd(endOfCalls())),
  };
}
