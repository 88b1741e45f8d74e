import type { Log } from '../observability/log.ts';
import { bootProcess, type WarmProcess } from './boot.ts';
import { createDiskGuard } from './disk-guard.ts';
import type { DriverOptions } from './driver.ts';
import { createProcessGroups } from './process-groups.ts';
import { createBootFailureExplainer } from './too-old.ts';
import { createWatchdog } from './watchdog.ts';
import { createWorkspace } from './workspace.ts';

const DISK_LOOK_PAUSE_MS = 2_000;

const SILENT: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

export interface LoneProcessOptions
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
  readonly bootTimeoutMs: number;
}

/** Processes as the server starts them, without a server. */
export interface LoneProcesses {
  /** Throws QoderFailure. */
  readonly boot: (more?: Partial<Pick<LoneProcessOptions, 'maxOutputTokens'>>) => Promise<WarmProcess>;
  /** Ends all of them. Leaves nothing behind. */
  readonly close: () => Promise<void>;
}

export function createLoneProcesses(options: LoneProcessOptions): LoneProcesses {
  const workspace = createWorkspace();
  const watchdog = createWatchdog({ folder: workspace.root, log: SILENT });
  const diskGuard = createDiskGuard(options.maxDiskBytes, DISK_LOOK_PAUSE_MS, SILENT);
  const groups = createProcessGroups(watchdog);
  const ending = new AbortController();
  const booted: WarmProcess[] = [];
  return {
    async boot(more = {}) {
      const launch = { ...options, ...more, settingsFile: workspace.settingsFile };
      const warm = await bootProcess(
        {
          ...options,
          launch,
          explain: createBootFailureExplainer(options.executable, options.ownEnvironment),
          workspace,
          groups,
          diskGuard,
          onGarbage: () => undefined,
          onLoginLost: () => undefined,
          log: SILENT,
        },
        ending.signal,
      );
      booted.push(warm);
      return warm;
    },
    async close() {
      ending.abort();
      await Promise.all(booted.map(({ process }) => process.kill()));
      groups.killAll();
      diskGuard.stop();
      await watchdog.close();
      workspace.remove();
    },
  };
}
