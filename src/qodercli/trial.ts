import { setTimeout as delay } from 'node:timers/promises';
import { type Account, requestAccount } from './account.ts';
import type { WarmProcess } from './boot.ts';
import { type CatalogueModel, requestCatalogue } from './catalogue.ts';
import { failureOfExit } from './classify.ts';
import { PROTOCOL_MAJOR } from './command.ts';
import { QoderFailure } from './failure.ts';
import { createLoneProcesses, type LoneProcessOptions } from './lone-processes.ts';
import { type CliMessage, stringField } from './messages.ts';
import { initialize } from './session.ts';

export interface TrialOptions extends LoneProcessOptions {
  /** The model to bind the process to. */
  readonly model: string;
  /** How long the answers after the boot may take, in milliseconds. */
  readonly timeoutMs: number;
  /** Called when the process has booted and logged in, before it is asked anything. */
  readonly onBooted: (bootMs: number) => void;
}

export interface Trial {
  /** Undefined where the CLI does not tell. */
  readonly version: string | undefined;
  readonly models: readonly CatalogueModel[];
  readonly account: Account | undefined;
}

/**
 * Starts one process as the server does, binds it to a model, asks for models and account, and ends it. Nothing is
 * said to a model, so that it costs nothing. Throws QoderFailure; leaves nothing behind.
 */
export async function tryOut(options: TrialOptions): Promise<Trial> {
  const processes = createLoneProcesses(options);
  try {
    const warm = await processes.boot();
    options.onBooted(warm.bootMs);
    return await askAll(warm, options);
  } finally {
    await processes.close();
  }
}

async function askAll({ process }: WarmProcess, options: TrialOptions): Promise<Trial> {
  let init: CliMessage = {};
  process.onMessages((batch) => {
    init = batch.find(({ type, subtype }) => type === 'system' && subtype === 'init') ?? init;
  });
  const timer = new AbortController();
  const asked = (async (): Promise<Trial> => {
    const models = await requestCatalogue(process);
    // A CLI without a catalogue refuses to be bound, and says less about the reason.
    const account = await requestAccount(process);
    await initialize(process, { systemPrompt: '', model: options.model }, {});
    const protocol = stringField(init, 'protocol_version');
    if (protocol !== undefined && Number.parseInt(protocol, 10) !== PROTOCOL_MAJOR) {
      throw new QoderFailure(
        'unavailable',
        `qodercli speaks protocol ${protocol}; ${PROTOCOL_MAJOR}.x is needed.`,
      );
    }
    return { version: stringField(init, 'qodercli_version') ?? options.executable.version, models, account };
  })();
  try {
    return await Promise.race([
      asked,
      process.exited.then((exit) => {
        throw failureOfExit(exit, undefined);
      }),
      delay(options.timeoutMs, undefined, { signal: timer.signal }).then(() => {
        const message = `qodercli did not answer within ${options.timeoutMs} ms.`;
        throw new QoderFailure('unresponsive', message);
      }),
    ]);
  } finally {
    timer.abort();
  }
}
