import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../observability/log.ts';
import { type Account, requestAccount } from './account.ts';
import { bootProcess, type WarmProcess } from './boot.ts';
import { type CatalogueModel, requestCatalogue } from './catalogue.ts';
import { failureOfExit } from './classify.ts';
import { PROTOCOL_MAJOR } from './command.ts';
import { createDiskGuard } from './disk-guard.ts';
import type { DriverOptions } from './driver.ts';
import { QoderFailure } from './failure.ts';
import { type CliMessage, stringField } from './messages.ts';
import { createProcessGroups } from './process-groups.ts';
import { initialize } from './session.ts';
import { createBootFailureExplainer } from './too-old.ts';
import { createWatchdog } from './watchdog.ts';
import { createWorkspace } from './workspace.ts';

const DISK_LOOK_PAUSE_MS = 2_000;

export interface TrialOptions
  extends Pick<
    DriverOptions,
    | 'executable'
    | 'authPayload'
    | 'configDir'
    | 'maxOutputTokens'
    | 'ownEnvironment'
    | 'extraEnvironmentNames'
    | 'maxDiskBytes'
    | 'redact'
  > {
  /** The model to bind the process to. */
  readonly model: string;
  readonly bootTimeoutMs: number;
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

const SILENT: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/**
 * Starts one process as the server does, binds it to a model, asks for models and account, and ends it. Nothing is
 * said to a model, so that it costs nothing. Throws QoderFailure; leaves nothing behind.
 */
export async function tryOut(options: TrialOptions): Promise<Trial> {
  const workspace = createWorkspace();
  const watchdog = createWatchdog({ folder: workspace.root, log: SILENT });
  const diskGuard = createDiskGuard(options.maxDiskBytes, DISK_LOOK_PAUSE_MS, SILENT);
  const groups = createProcessGroups(watchdog);
  let warm: WarmProcess | undefined;
  try {
    warm = await bootProcess(
      {
        ...options,
        launch: { ...options, settingsFile: workspace.settingsFile },
        bootTimeoutMs: options.bootTimeoutMs,
        explain: createBootFailureExplainer(options.executable, options.ownEnvironment),
        workspace,
        groups,
        diskGuard,
        onGarbage: () => undefined,
        onLoginLost: () => undefined,
        log: SILENT,
      },
      new AbortController().signal,
    );
    options.onBooted(warm.bootMs);
    return await askAll(warm, options);
  } finally {
    await warm?.process.kill();
    groups.killAll();
    diskGuard.stop();
    await watchdog.close();
    workspace.remove();
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
