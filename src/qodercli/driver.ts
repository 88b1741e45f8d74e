import { availableParallelism } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { guard } from '../observability/guard.ts';
import type { Log } from '../observability/log.ts';
import { excerptOf } from '../observability/text-ends.ts';
import { type Account, requestAccount } from './account.ts';
import { type AdmissionLimits, createAdmission } from './admission.ts';
import type { AuthPayload } from './auth-payload.ts';
import { bootProcess } from './boot.ts';
import { createBootLimit } from './boot-limit.ts';
import { type CatalogueModel, requestCatalogue } from './catalogue.ts';
import type { Executable } from './command.ts';
import { killBearersSync } from './descendants.ts';
import { createDiskGuard } from './disk-guard.ts';
import type { DriverHooks } from './driver-hooks.ts';
import type { QoderEvent } from './events.ts';
import { QoderFailure } from './failure.ts';
import { type Check, createHealthRecord, type DriverHealth } from './health.ts';
import { createParking, type ParkedSession, type ParkingCounters } from './parking.ts';
import { createPool, type PoolSize } from './pool.ts';
import type { QoderProcess } from './process.ts';
import { createProcessGroups } from './process-groups.ts';
import { createRefusedTools } from './refused-tools.ts';
import { createSession, type SessionHooks } from './session.ts';
import { createBootFailureExplainer } from './too-old.ts';
import { createToolSupport, type ToolFailure } from './tool-support.ts';
import type { Turn } from './turn.ts';
import { createTurnRunner, type TurnTimings } from './turn-runner.ts';
import { createWatchdog } from './watchdog.ts';
import { createWorkspace } from './workspace.ts';

const LONGEST_NAME = 100;
const WARM_LIFE_MS = 5 * 60_000;
/** A look at a fresh CLI's folders takes a millisecond. */
const DISK_LOOK_PAUSE_MS = 2_000;
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
  /** How many may wait after a rush. */
  readonly maxWarmProcesses: number;
  readonly maxProcesses: number;
  /** What the folders of one process may hold. */
  readonly maxDiskBytes: number;
  /** The longest silence of the CLI within a turn before the turn is given up, in milliseconds. */
  readonly silenceTimeoutMs: number;
  /** How long a process may boot; undefined lets it follow from what boots take. */
  readonly bootTimeoutMs: number | undefined;
  readonly parkedSessions: number;
  readonly parkLifeMs: number;
  /** Takes secrets out of a text. */
  readonly redact: (text: string) => string;
  readonly hooks?: DriverHooks | undefined;
  readonly log: Log;
}

/** A turn that runs. */
export interface TurnRun {
  /** Each batch holds the events of one read of the CLI's output; the last event is `ended`. Throws QoderFailure. */
  readonly events: AsyncIterable<readonly QoderEvent[]>;
  /**
   * Keeps the session for a later turn, under a key that stands for everything said so far. Called before the
   * events are left; without it, or when they are left before `ended`, the process is killed.
   */
  readonly park: (key: string) => void;
}

export interface DriverStatus {
  readonly health: DriverHealth;
  /** Whether native tools work. Turns are served either way. */
  readonly tools: Check;
  readonly pool: PoolSize & { readonly parked: number; readonly queued: number };
  /** Processes that should wait now: more after a rush. */
  readonly warmTarget: number;
  readonly continuation: ParkingCounters;
  /** Turns that hold a slot. */
  readonly running: number;
  /** The version of the CLI; undefined before a process of unknown make has told it. */
  readonly version: string | undefined;
  /** The account as last seen; undefined when the CLI could not say. */
  readonly account: Account | undefined;
  /** The processes that are alive. */
  readonly pids: readonly number[];
}

export interface Driver {
  /** Whether the CLI can be offered tools natively, as far as its processes have shown. */
  readonly takesTools: () => boolean;
  /** Boots the first processes. */
  readonly start: () => void;
  /** Runs one turn, on a parked session where one fits. However it ends, nothing that it started is left running. */
  readonly run: (turn: Turn, signal: AbortSignal, onTimings?: (timings: TurnTimings) => void) => TurnRun;
  /** The account's models as last seen; empty when the CLI could not say. Never waits for a boot. */
  readonly models: () => Promise<readonly CatalogueModel[]>;
  /** The same without asking anyone. */
  readonly knownModels: () => readonly CatalogueModel[];
  readonly status: () => DriverStatus;
  /** Refuses the turns that wait, and those that would have to, with `shutting_down`. Others go on. */
  readonly drain: () => void;
  /** Ends every process. Turns that still run get `shutting_down`. */
  readonly close: () => Promise<void>;
  /** The same at once and synchronously, for the exit of this process. */
  readonly killAll: () => void;
}

export function createDriver(options: DriverOptions): Driver {
  const { log, hooks } = options;
  const workspace = createWorkspace();
  void workspace.swept.then(
    guard(log, 'swept', (folders: readonly string[]) => {
      if (folders.length > 0) log.info({ folders }, 'removed what dead servers had left');
    }),
  );
  const diskGuard = createDiskGuard(options.maxDiskBytes, DISK_LOOK_PAUSE_MS, log);
  const watchdog = createWatchdog({ folder: workspace.root, log });
  const groups = createProcessGroups(watchdog);
  const bootLimit = createBootLimit(options.bootTimeoutMs);
  const explain = createBootFailureExplainer(options.executable, options.ownEnvironment);
  const admission = createAdmission(options);
  const health = createHealthRecord(options.warmProcesses === 0);
  let catalogue: { readonly models: readonly CatalogueModel[]; readonly askedAt: number } | undefined;
  let account: Account | undefined;
  let version = options.executable.version;
  let asking: Promise<void> | undefined;

  const toolSupport = createToolSupport();
  const noteToolFailure = (failure: ToolFailure): void => {
    if (toolSupport.failed(failure, version))
      log.error({ failure, version }, toolSupport.report(version).detail);
  };

  const refreshAccount = (process: QoderProcess): Promise<void> =>
    requestAccount(process).then(
      (found) => {
        account = found ?? account;
      },
      (error: unknown) => log.debug({ err: error }, 'qodercli could not tell about the account'),
    );

  const refreshCatalogue = (process: QoderProcess): Promise<void> => {
    if (asking !== undefined) return asking;
    // Nobody waits for the account: models are served without it.
    void refreshAccount(process);
    asking = requestCatalogue(process)
      .then(
        (models) => {
          health.catalogueAnswered(models);
          // An empty list means that nothing was reached: what was known stays.
          if (models.length > 0) catalogue = { models, askedAt: performance.now() };
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

  const isStale = (): boolean =>
    catalogue === undefined || performance.now() - catalogue.askedAt > CATALOGUE_LIFE_MS;

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
          bootTimeoutMs: bootLimit.current(),
          explain,
          workspace,
          groups,
          diskGuard,
          redact: options.redact,
          onLoginLost: noteFailure,
          onGarbage: () => log.debug({}, 'qodercli printed a line that is no JSON object; ignored'),
          log,
        },
        signal,
      ),
    warmProcesses: options.warmProcesses,
    maxWarmProcesses: options.maxWarmProcesses,
    maxProcesses: options.maxProcesses,
    maxConcurrentBoots: availableParallelism(),
    warmLifeMs: WARM_LIFE_MS,
    reclaim: () => parking.evictOldest(),
    onBooted: ({ process, bootMs }) => {
      health.booted();
      bootLimit.met(bootMs);
      hooks?.booted(bootMs);
      if (isStale()) void refreshCatalogue(process);
    },
    onBootFailed: (failure) => {
      health.bootFailed(failure);
      if (failure.kind === 'unresponsive') bootLimit.exceeded();
      hooks?.bootFailed(failure.kind);
      if (failure.kind === 'not_logged_in') leaveLogin();
    },
    onDeath: (cause) => hooks?.died(cause),
    log,
  });

  const parking = createParking({ capacity: options.parkedSessions, lifeMs: options.parkLifeMs });

  const noteFailure = (error: unknown): void => {
    if (!(error instanceof QoderFailure)) return;
    health.turnFailed(error);
    hooks?.turnFailed(error.kind);
    if (error.kind === 'not_logged_in') leaveLogin();
  };

  /** The idle processes logged in with what has just been refused. */
  const leaveLogin = (): void => {
    pool.flush();
    parking.evictAll();
  };

  const sessionHooks: Omit<SessionHooks, 'onToolsRefused'> = {
    onVersion: (told) => {
      version = told;
    },
    onUnknown: (type: string) => log.debug({ type }, 'qodercli sent a message of unknown type; ignored'),
    onToolsListed: () => toolSupport.listed(version),
    onDenied: ({ tool, reason }) => {
      hooks?.toolDenied();
      log.warn({ tool, reason }, 'qodercli refused to run a call of a tool of the client');
      noteToolFailure('denied');
    },
    onSelfAnswered: () => noteToolFailure('answered'),
    onLoginLost: noteFailure,
    onForeignCall: (tool: string) => {
      hooks?.foreignCall();
      log.warn({ tool: excerptOf(tool, LONGEST_NAME) }, 'a tool was called that was not offered; refused');
    },
    log,
  };
  const refusedTools = createRefusedTools();

  const openSession = async (turn: Turn, signal: AbortSignal): Promise<ParkedSession> => {
    const refusal = refusedTools.find(turn.tools);
    if (refusal !== undefined) throw refusal;
    const lease = await pool.acquire(signal);
    const onToolsRefused = (failure: QoderFailure): void => {
      refusedTools.add(turn.tools, failure);
      noteToolFailure('not_listed');
    };
    return { lease, session: createSession(lease.process, turn, { ...sessionHooks, onToolsRefused }) };
  };

  const runTurn = createTurnRunner({
    admission,
    parking,
    pool,
    openSession,
    silenceTimeoutMs: options.silenceTimeoutMs,
    onAdmitted: (waitedMs) => hooks?.admitted(waitedMs),
    onEnded: health.turnEnded,
    onFailed: noteFailure,
  });

  return {
    takesTools: () => toolSupport.works(version),
    start: pool.start,
    run(turn, signal, onTimings = () => undefined) {
      let key: string | undefined;
      return {
        events: runTurn(turn, signal, onTimings, () => key),
        park: (parkingKey) => {
          key = parkingKey;
        },
      };
    },
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
    status: () => {
      const { booting, warm, busy } = pool.size();
      const parked = parking.size();
      return {
        health: health.report(),
        tools: toolSupport.report(version),
        pool: { booting, warm, busy: busy - parked, parked, queued: admission.queued() },
        warmTarget: pool.target(),
        continuation: parking.counters(),
        running: admission.running(),
        version,
        account,
        pids: groups.leaders(),
      };
    },
    drain: admission.close,
    async close() {
      parking.evictAll();
      await pool.close();
      diskGuard.stop();
      await watchdog.close();
      workspace.remove();
    },
    killAll() {
      groups.killAll();
      killBearersSync(workspace.root);
      workspace.remove();
    },
  };
}
