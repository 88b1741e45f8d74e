import { randomUUID } from 'node:crypto';
import { guard } from '../observability/guard.ts';
import type { Log } from '../observability/log.ts';
import { createBatchQueue } from './batch-queue.ts';
import { catalogueFailure, failureOfComplaint, failureOfExit, isCatalogueCode } from './classify.ts';
import { PROTOCOL_MAJOR } from './command.ts';
import { ControlError } from './control.ts';
import { addToBatch } from './event-batch.ts';
import { createEventParser, type EventParser } from './event-parser.ts';
import type { QoderEvent } from './events.ts';
import { QoderFailure } from './failure.ts';
import { arrayField, type CliMessage, objectField, stringField } from './messages.ts';
import { denialIn, loginFailureIn, resultIdIn, type ToolDenial } from './notices.ts';
import type { ProcessExit, QoderProcess } from './process.ts';
import { createSessionRecord } from './session-record.ts';
import { createToolBridge } from './tool-bridge.ts';
import { offeredToolName, qualifiedToolName } from './tool-calls.ts';
import type { ContentBlock, SessionStep, Turn } from './turn.ts';

/** Batches (reads of the pipe, at most 64 kB each) that may wait for a slow client before the CLI is held up. */
const HIGH_WATER_BATCHES = 8;
/** A CLI that makes calls without having said that its message is over gets this long to name further ones. */
const CALLS_SETTLE_MS = 150;
/** So many of the tools that the CLI did not take are named in the error. */
const MOST_NAMED = 10;

/** What a turn of a session asks for. */
export interface NextTurn {
  /** Undefined for the session's first turn. */
  readonly step?: SessionStep | undefined;
  readonly reasoningEffort?: string | undefined;
}

export interface SessionHooks {
  readonly onUnknown: (type: string) => void;
  readonly onForeignCall: (name: string) => void;
  /** The CLI has listed all the tools that it was offered. */
  readonly onToolsListed: () => void;
  /** The CLI refused to run a call of an offered tool. */
  readonly onDenied: (denial: ToolDenial) => void;
  /** The CLI went on after a call without having waited for the client's result. */
  readonly onSelfAnswered: () => void;
  /** The login has expired while nothing ran. */
  readonly onLoginLost: (failure: QoderFailure) => void;
  /** The CLI left out tools of the turn, which fails with this. */
  readonly onToolsRefused: (failure: QoderFailure) => void;
  /** The CLI has told its version. */
  readonly onVersion: (version: string) => void;
  readonly log: Pick<Log, 'error'>;
}

/** A process bound to its one conversation, turn after turn. */
export interface Session {
  readonly process: QoderProcess;
  /**
   * Runs one turn: the first with the content of the turn that the session was made for, later ones with a step that holds
   * what is new. Yields the events of each read of the CLI's output, the last of them `ended`. Throws QoderFailure,
   * or `signal.reason` as soon as the signal is aborted; the session is of no more use then.
   * @param onSent the CLI has been told.
   */
  readonly run: (
    next: NextTurn,
    signal: AbortSignal,
    onSent: () => void,
  ) => AsyncGenerator<readonly QoderEvent[]>;
  /** Whether the session, idle after a turn, can go on with this step. */
  readonly accepts: (step: SessionStep) => boolean;
  /** Whether the idle session is of no more use: it died, or went on by itself. */
  readonly isSpoilt: () => boolean;
  readonly onSpoilt: (callback: () => void) => void;
}

export function createSession(process: QoderProcess, turn: Turn, hooks: SessionHooks): Session {
  const tools = new Set(turn.tools.map(({ name }) => name));
  const bridge = createToolBridge(turn.tools, {
    onCall: () => settleCalls(),
    onForeignCall: hooks.onForeignCall,
  });
  let reasoningEffort: string | undefined;
  let current:
    | { readonly parser: EventParser; readonly push: (batch: readonly QoderEvent[]) => void }
    | undefined;
  let fail: (error: unknown) => void = () => undefined;
  const record = createSessionRecord();
  let spoilt = false;
  let onSpoilt: () => void = () => undefined;
  /** What the CLI says of itself, before it answers `initialize`. */
  let init: CliMessage = {};
  let begun = false;
  let fatal: CliMessage | undefined;
  let settling: NodeJS.Timeout | undefined;

  const spoil = (): void => {
    if (spoilt) return;
    spoilt = true;
    onSpoilt();
  };

  const settleCalls = (): void => {
    clearTimeout(settling);
    settling = setTimeout(
      guard(hooks.log, 'calls', () => {
        const events = noteEnd(current?.parser.endCalls() ?? []);
        if (events.length > 0) current?.push(events);
      }),
      CALLS_SETTLE_MS,
    );
  };

  /** From the end of a turn on the client owes the results of its calls: what follows in the same read is told by that. */
  const noteEnd = (events: readonly QoderEvent[]): readonly QoderEvent[] => {
    if (events.at(-1)?.type === 'ended') bridge.expect(current?.parser.calls() ?? []);
    return events;
  };

  /** Whether the client has not sent the result of this call yet. */
  const isOpen = (id: string): boolean => bridge.pendingIds().includes(id);

  const concernsOffer = ({ tool, id }: ToolDenial): boolean => {
    if (tool !== undefined) return offeredToolName(tool, tools) !== undefined;
    return tools.size > 0 && (id === undefined || isOpen(id));
  };

  const receiveIdle = (message: CliMessage): void => {
    const isNew = isNewWork(message);
    const resultId = resultIdIn(message);
    const answersItself = resultId !== undefined && isOpen(resultId);
    const goesOn = isNew && message.is_error !== true && bridge.pendingIds().length > 0;
    if (!spoilt && (answersItself || goesOn)) hooks.onSelfAnswered();
    if (isNew || answersItself) spoil();
    const failure = loginFailureIn(message);
    if (failure === undefined) return;
    spoil();
    hooks.onLoginLost(failure);
  };

  const receive = (messages: readonly CliMessage[]): void => {
    const batch: QoderEvent[] = [];
    for (const message of messages) {
      if (message.type === 'system' && message.subtype === 'init') {
        init = message;
        const version = stringField(message, 'qodercli_version');
        if (version !== undefined) hooks.onVersion(version);
      }
      const denial = denialIn(message);
      if (denial !== undefined && concernsOffer(denial)) hooks.onDenied(denial);
      if (message.type === 'result' && !begun) fatal ??= message;
      else if (current !== undefined && !current.parser.ended()) {
        const { parser } = current;
        const endsFirst = parser.awaitsUsage() && isNewWork(message) && message.type !== 'result';
        const events = endsFirst ? parser.endCalls() : parser.parse(message);
        for (const event of noteEnd(events)) addToBatch(batch, event);
        if (endsFirst) spoil();
      } else receiveIdle(message);
    }
    if (current?.parser.awaitsUsage()) settleCalls();
    if (batch.length > 0) current?.push(batch);
  };

  process.handle('mcp_message', bridge.answer);
  // The client's tools are held back by the bridge, so nothing is run here. There must be no others.
  process.handle('can_use_tool', async (request) => {
    const name = stringField(request, 'tool_name') ?? '';
    if (offeredToolName(name, tools) !== undefined) {
      return {
        behavior: 'allow',
        updatedInput: objectField(request, 'input') ?? {},
        toolUseID: request.tool_use_id,
      };
    }
    hooks.onForeignCall(name);
    return {
      behavior: 'deny',
      message: 'This tool is not offered in this conversation.',
      interrupt: true,
      toolUseID: request.tool_use_id,
    };
  });
  // Asked before each request of the model. Answered always: a CLI that asks and gets an error fails the turn.
  process.handle('get_model_policy', async () => ({
    type: 'get_model_policy',
    model: turn.model,
    ...(reasoningEffort === undefined ? {} : { parameters: { reasoningEffort } }),
  }));
  // Questions to a person at a terminal: nobody is there.
  process.handle('elicitation', async () => ({ action: 'cancel' }));
  process.onMessages(receive);
  void process.exited.then(
    guard(hooks.log, 'session exited', (exit: ProcessExit) => {
      fail(failureOfExit(exit, fatal));
      spoil();
    }),
  );

  const say = (content: readonly ContentBlock[]): void => {
    process.send({
      type: 'user',
      message: { role: 'user', content },
      parent_tool_use_id: null,
      // A leading slash is text, not a command.
      client_composed: true,
      uuid: randomUUID(),
    });
  };

  /** Before a word is said that costs anything. */
  const checkInit = (): void => {
    const version = stringField(init, 'protocol_version');
    if (version !== undefined && Number.parseInt(version, 10) !== PROTOCOL_MAJOR) {
      const message = `qodercli speaks protocol ${version}; ${PROTOCOL_MAJOR}.x is needed.`;
      throw new QoderFailure('unavailable', message);
    }
    const listed = new Set(arrayField(init, 'tools'));
    // One bad tool makes all vanish, and the CLI says nothing.
    const missing = turn.tools.filter(
      ({ name }) => !listed.has(name) && !listed.has(qualifiedToolName(name)),
    );
    if (missing.length === 0) {
      if (turn.tools.length > 0) hooks.onToolsListed();
      return;
    }
    const failure = new QoderFailure('tools_refused', refusalOf(missing));
    hooks.onToolsRefused(failure);
    throw failure;
  };

  const begin = async (step: SessionStep | undefined): Promise<void> => {
    if (step?.type === 'message') say(step.content);
    else if (step?.type === 'tool_results') bridge.deliver(step.results);
    else {
      await initialize(process, turn, { modelPolicyProvider: true, ...bridge.initializeFields() });
      checkInit();
      begun = true;
      say(turn.content);
    }
  };

  return {
    process,
    isSpoilt: () => spoilt,
    onSpoilt: (callback) => {
      onSpoilt = callback;
    },
    accepts(step) {
      if (spoilt) return false;
      const pending = bridge.pendingIds();
      if (step.type === 'message') return pending.length === 0;
      return (
        pending.length > 0 &&
        pending.length === step.results.size &&
        pending.every((id) => step.results.has(id))
      );
    },
    async *run({ step, ...next }, signal, onSent) {
      reasoningEffort = next.reasoningEffort;
      const queue = createBatchQueue<QoderEvent>({
        highWater: HIGH_WATER_BATCHES,
        onCongestion: process.setPaused,
      });
      const parser = createEventParser({ tools, record, ...hooks });
      const abort = (): void => queue.abort(signal.reason);
      signal.addEventListener('abort', abort, { once: true });
      if (signal.aborted) abort();
      fail = queue.fail;
      current = { parser, push: queue.push };
      begin(step).then(onSent, async (error: unknown) => {
        // A CLI that died in the middle explains itself by its exit.
        queue.fail(error instanceof QoderFailure ? error : failureOfExit(await process.exited, fatal));
      });
      try {
        for await (const batch of queue) {
          const last = batch.at(-1);
          if (last?.type === 'failed') {
            if (batch.length > 1) yield batch.slice(0, -1);
            throw last.failure;
          }
          yield batch;
          if (last?.type === 'ended') return;
        }
      } finally {
        current = undefined;
        fail = () => undefined;
        clearTimeout(settling);
        signal.removeEventListener('abort', abort);
      }
    },
  };
}

function refusalOf(missing: readonly { readonly name: string }[]): string {
  const shown = missing.slice(0, MOST_NAMED).map(({ name }) => `'${name}'`);
  const more = missing.length > MOST_NAMED ? ` and ${missing.length - MOST_NAMED} more` : '';
  return `qodercli did not take the tool${missing.length === 1 ? '' : 's'} ${shown.join(', ')}${more}.`;
}

/** A message that shows that the CLI asks the model, or has finished, without having been told to. */
function isNewWork(message: CliMessage): boolean {
  if (message.type === 'result') return true;
  return message.type === 'stream_event' && objectField(message, 'event')?.type === 'message_start';
}

/**
 * Binds a process to a model and a system prompt, once and for all. Rejects with QoderFailure when the CLI refuses. A
 * catalogue that is not loaded yet is asked for once more.
 */
export async function initialize(
  process: QoderProcess,
  turn: Pick<Turn, 'systemPrompt' | 'model'>,
  toolFields: CliMessage,
): Promise<void> {
  const fields = {
    systemPrompt: turn.systemPrompt,
    model: turn.model,
    supportsCatalogReadyInitialize: true,
    ...toolFields,
  };
  const isCatalogueMissing = (error: unknown): boolean =>
    error instanceof ControlError && isCatalogueCode(error.code);
  try {
    await process.request('initialize', fields).catch((error: unknown) => {
      if (isCatalogueMissing(error)) return process.request('initialize', fields);
      throw error;
    });
  } catch (error) {
    if (!(error instanceof ControlError)) throw error;
    if (isCatalogueMissing(error)) throw catalogueFailure(error);
    throw failureOfComplaint({ text: error.message });
  }
}
