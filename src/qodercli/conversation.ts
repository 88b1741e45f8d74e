import { randomUUID } from 'node:crypto';
import { type BatchQueue, createBatchQueue } from './batch-queue.ts';
import { failureOfComplaint, failureOfExit } from './classify.ts';
import { PROTOCOL_MAJOR } from './command.ts';
import { ControlError } from './control.ts';
import { createEventParser } from './event-parser.ts';
import type { QoderEvent } from './events.ts';
import { QoderFailure } from './failure.ts';
import { type CliMessage, stringField } from './messages.ts';
import type { QoderProcess } from './process.ts';
import type { Turn } from './turn.ts';

/** Batches (reads of the pipe, at most 64 kB each) that may wait for a slow client before the CLI is held up. */
const HIGH_WATER_BATCHES = 8;

/**
 * Binds a warm process to its one conversation. Rejects with QoderFailure when the CLI refuses.
 * A catalogue that is not loaded yet is asked for once more.
 */
async function initialize(process: QoderProcess, turn: Turn): Promise<void> {
  const fields = {
    systemPrompt: turn.systemPrompt,
    model: turn.model,
    supportsCatalogReadyInitialize: true,
  };
  const isCatalogueMissing = (error: unknown): boolean =>
    error instanceof ControlError && error.code === 'no_models_available';
  try {
    await process.request('initialize', fields).catch((error: unknown) => {
      if (isCatalogueMissing(error)) return process.request('initialize', fields);
      throw error;
    });
  } catch (error) {
    if (!(error instanceof ControlError)) throw error;
    if (isCatalogueMissing(error)) {
      throw new QoderFailure('model_failed', 'qodercli could not load the model catalogue.', { cause: error });
    }
    throw failureOfComplaint({ text: error.message });
  }
}

/** Sends the user message; never with an empty list of blocks, which the CLI would ignore without a word. */
function sendTurn(process: QoderProcess, turn: Turn): void {
  process.send({
    type: 'user',
    message: { role: 'user', content: turn.content },
    parent_tool_use_id: null,
    // A leading slash is text, not a command.
    client_composed: true,
    uuid: randomUUID(),
  });
}

function checkProtocol(message: CliMessage): QoderFailure | undefined {
  if (message['type'] !== 'system' || message['subtype'] !== 'init') return undefined;
  const version = stringField(message, 'protocol_version');
  if (version === undefined || Number.parseInt(version, 10) === PROTOCOL_MAJOR) return undefined;
  return new QoderFailure('unavailable', `qodercli speaks protocol ${version}; ${PROTOCOL_MAJOR}.x is needed.`);
}

export interface ConversationHooks {
  readonly onUnknown: (type: string) => void;
  /** The user message has been written. */
  readonly onSent: () => void;
}

/**
 * Runs one turn on a warm process. Yields the events of each read of its output, the last of them `ended`.
 * Throws QoderFailure, or `signal.reason` as soon as the signal is aborted. The caller kills the process.
 */
export async function* converse(
  process: QoderProcess,
  turn: Turn,
  signal: AbortSignal,
  hooks: ConversationHooks,
): AsyncGenerator<readonly QoderEvent[]> {
  const queue: BatchQueue<QoderEvent> = createBatchQueue({
    highWater: HIGH_WATER_BATCHES,
    onCongestion: process.setPaused,
  });
  const parser = createEventParser(hooks.onUnknown);
  let fatal: CliMessage | undefined;
  let sent = false;
  const abort = (): void => queue.abort(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();

  process.onMessages((messages) => {
    const batch: QoderEvent[] = [];
    for (const message of messages) {
      const mismatch = checkProtocol(message);
      if (mismatch !== undefined) return queue.fail(mismatch);
      // A `result` before the turn was sent is a last word, not an answer.
      if (!sent && message['type'] === 'result') fatal ??= message;
      else batch.push(...parser.parse(message));
    }
    if (batch.length > 0) queue.push(batch);
  });
  void process.exited.then((exit) => queue.fail(failureOfExit(exit, fatal)));
  initialize(process, turn).then(
    () => {
      sent = true;
      sendTurn(process, turn);
      hooks.onSent();
    },
    async (error: unknown) => {
      // A CLI that died in the middle explains itself by its exit.
      if (error instanceof QoderFailure) queue.fail(error);
      else queue.fail(failureOfExit(await process.exited, fatal));
    },
  );

  try {
    for await (const batch of queue) {
      const end = batch.findIndex((event) => event.type === 'ended' || event.type === 'failed');
      const last = batch[end];
      if (last === undefined) {
        yield batch;
        continue;
      }
      if (last.type === 'failed') {
        if (end > 0) yield batch.slice(0, end);
        throw last.failure;
      }
      yield batch.slice(0, end + 1);
      return;
    }
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
