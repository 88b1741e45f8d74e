import { availableParallelism } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../observability/log.ts';
import { type AdmissionLimits, createAdmission } from './admission.ts';
import type { AuthPayload } from './auth-payload.ts';
import { bootProcess } from './boot.ts';
import { type CatalogueModel, requestCatalogue } from './catalogue.ts';
import type { Executable } from './command.ts';
import { converse } from './conversation.ts';
import type { QoderEvent } from './events.ts';
import { QoderFailure } from './failure.ts';
import { createHealthRecord, type DriverHealth } from './health.ts';
import { createPool, type PoolSize } from './pool.ts';
import type { QoderProcess } from './process.ts';
import { createProcessGroups } from './process-groups.ts';
import type { Turn } from './turn.ts';
import { createWorkspace } from './workspace.ts';

const BOOT_TIMEOUT_MS = 30_000;
const WARM_LIFE_MS = 5 * 60_000;
const CATALOGUE_LIFE_MS = 5 * 60_000;
/** Clients give a model list 5 to 10 s. */
const CATALOGUE_PATIENCE_MS = 2_000;

export interface DriverOptions extends AdmissionLimits {
  readonly executable: Executable;
  readonly authPayload: AuthPayload;
  readonly configDir: string | undefined;
  readonly maxOutputTokens: string;
  readonly ownEnvironment: Readonly<Record<string, string | undefined>>;
  readonly extraEnvironmentNames: readonly string[];
  readonly warmProcesses: number;
  readonly maxProcesses: number;
  /** The longest silence of the CLI within a turn before the turn is given up, in milliseconds. */
  readonly silenceTimeoutMs: number;
  readonly bootTimeoutMs?: number;
  readonly log: Log;
}

/** Milliseconds since the turn was asked for. */
export interface TurnTimings {
  readonly admittedMs: number;
  readonly processMs: number;
  /** The user message was written to the CLI. */
  readonly sentMs: number;
}

export interface DriverStatus {
  readonly health: DriverHealth;
  readonly pool: PoolSize & { readonly queued: number };
}

export interface Driver {
  /** Boots the first processes. */
  readonly start: () => void;
  /**
   * Runs one turn. Each batch holds the events of one read of the CLI's output; the last event is `ended`.
   * Throws QoderFailure, or `signal.reason`. However it ends, the process and all it started are killed.
   */
  readonly run: (
    turn: Turn,
    signal: AbortSignal,
    onTimings?: (timings: TurnTimings) => void,
  ) => AsyncIterable<readonly QoderEvent[]>;
  /** The account's models as last seen; empty when the CLI could not say. Never waits for a boot. */
  readonly models: () => Promise<readonly CatalogueModel[]>;
  /** The same without asking anyone. */
  readonly knownModels: () => readonly CatalogueModel[];
  readonly status: () => DriverStatus;
  /** Ends every process. Turns that still run get `shutting_down`. */
  readonly close: () => Promise<void>;
  /** The same at once and synchronously, for the exit of this process. */
  readonly killAll: () => void;
}

export function createDriver(options: DriverOptions): Driver {
  const { log } = options;
  const workspace = createWorkspace();
  const groups = createProcessGroups();
  const admission = createAdmission(options);
  const health = createHealthRecord(options.warmProcesses === 0);
  let catalogue: { readonly models: readonly CatalogueModel[]; readonly askedAt: number } | undefined;
  let asking: Promise<void> | undefined;

  const refreshCatalogue = (process: QoderProcess): Promise<void> => {
    asking ??= requestCatalogue(process)
      .then(
        (models) => {
          health.catalogueAnswered(models);
          // An empty list means that nothing was reached: what was known stays.
          if (models.length > 0) catalogue = { models, askedAt: Date.now() };
          else log.warn({}, 'qodercli could not reach the model catalogue');
        },
        // The process ended first; the next one is asked.
        () => undefined,
      )
      .finally(() => {
        asking = undefined;
      });
    return asking;
  };

  const isStale = (): boolean => catalogue === undefined || Date.now() - catalogue.askedAt > CATALOGUE_LIFE_MS;

  const pool = createPool({
    boot: (signal) =>
      bootProcess(
        {
          executable: options.executable,
          launch: {
            settingsFile: workspace.settingsFile,
            configDir: options.configDir,
            maxOutputTokens: options.maxOutputTokens,
          },
          authPayload: options.authPayload,
          ownEnvironment: options.ownEnvironment,
          extraEnvironmentNames: options.extraEnvironmentNames,
          requestHandlers: {},
          bootTimeoutMs: options.bootTimeoutMs ?? BOOT_TIMEOUT_MS,
          workspace,
          groups,
          onGarbage: () => log.debug({}, 'qodercli printed a line that is no JSON object; ignored'),
          log,
        },
        signal,
      ),
    warmProcesses: options.warmProcesses,
    maxProcesses: options.maxProcesses,
    maxConcurrentBoots: availableParallelism(),
    warmLifeMs: WARM_LIFE_MS,
    onBooted: ({ process }) => {
      health.booted();
      if (isStale()) void refreshCatalogue(process);
    },
    onBootFailed: health.bootFailed,
    log,
  });

  const noteFailure = (error: unknown): void => {
    if (!(error instanceof QoderFailure)) return;
    health.turnFailed(error);
    // The waiting processes logged in with what has just been refused.
    if (error.kind === 'not_logged_in') pool.flush();
  };

  async function* run(
    turn: Turn,
    signal: AbortSignal,
    onTimings: (timings: TurnTimings) => void = () => undefined,
  ): AsyncGenerator<readonly QoderEvent[]> {
    const startedAt = performance.now();
    const elapsed = (): number => performance.now() - startedAt;
    const leave = await admission.enter(signal);
    const admittedMs = elapsed();
    const ending = new AbortController();
    let release: () => void = () => undefined;
    const abort = (): void => {
      ending.abort(signal.reason);
      // At once, even if nobody pulls the next batch any more.
      release();
    };
    signal.addEventListener('abort', abort, { once: true });
    const silence = setTimeout(() => {
      const message = `qodercli said nothing for ${options.silenceTimeoutMs} ms.`;
      ending.abort(new QoderFailure('unresponsive', message));
    }, options.silenceTimeoutMs);
    try {
      const lease = await pool.acquire(ending.signal);
      release = lease.release;
      const processMs = elapsed();
      const hooks = {
        onUnknown: (type: string) => log.debug({ type }, 'qodercli sent a message of unknown type; ignored'),
        onSent: () => onTimings({ admittedMs, processMs, sentMs: elapsed() }),
      };
      for await (const batch of converse(lease.process, turn, ending.signal, hooks)) {
        silence.refresh();
        yield batch;
      }
      health.turnEnded();
    } catch (error) {
      noteFailure(error);
      throw error;
    } finally {
      clearTimeout(silence);
      signal.removeEventListener('abort', abort);
      release();
      leave();
    }
  }

  return {
    start: pool.start,
    run,
    async models() {
      const process = pool.peek();
      if (process !== undefined && isStale()) {
        const refreshed = refreshCatalogue(process);
        // What is known serves at once; only the very first answer is worth waiting for.
        if (catalogue === undefined) await Promise.race([refreshed, delay(CATALOGUE_PATIENCE_MS)]);
      }
      return catalogue?.models ?? [];
    },
    knownModels: () => catalogue?.models ?? [],
    status: () => ({ health: health.report(), pool: { ...pool.size(), queued: admission.queued() } }),
    async close() {
      await pool.close();
      workspace.remove();
    },
    killAll() {
      groups.killAll();
      workspace.remove();
    },
  };
}
