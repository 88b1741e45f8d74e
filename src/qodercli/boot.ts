import { setTimeout as delay } from 'node:timers/promises';
import { guard } from '../observability/guard.ts';
import type { Log } from '../observability/log.ts';
import { type AuthPayload, createAuthFifo, deliverAuthPayload } from './auth-payload.ts';
import { failureOfExit } from './classify.ts';
import { childEnvironment, type Executable, type LaunchSettings, launchArguments } from './command.ts';
import { killBearers } from './descendants.ts';
import type { DiskGuard } from './disk-guard.ts';
import { QoderFailure } from './failure.ts';
import type { CliMessage } from './messages.ts';
import { loginFailureIn } from './notices.ts';
import { type QoderProcess, startProcess } from './process.ts';
import type { ProcessGroups } from './process-groups.ts';
import type { ExplainBootFailure } from './too-old.ts';
import type { Workspace } from './workspace.ts';

/** 64 MiB: far above any answer, far below what would hurt. */
const MAX_LINE_BYTES = 64 * 1024 * 1024;

export interface BootOptions {
  readonly executable: Executable;
  readonly launch: LaunchSettings;
  readonly authPayload: AuthPayload;
  readonly ownEnvironment: Readonly<Record<string, string | undefined>>;
  readonly extraEnvironmentNames: readonly string[];
  readonly bootTimeoutMs: number;
  readonly explain: ExplainBootFailure;
  readonly workspace: Workspace;
  readonly groups: ProcessGroups;
  readonly diskGuard: DiskGuard;
  readonly redact: (text: string) => string;
  readonly onGarbage: () => void;
  /** The login of a process that waits has expired. */
  readonly onLoginLost: (failure: QoderFailure) => void;
  readonly log: Log;
}

/** A process that has booted, logged in, and waits for its one conversation. */
export interface WarmProcess {
  readonly process: QoderProcess;
  readonly bootMs: number;
}

/**
 * Starts a CLI and waits until it answers. Rejects with QoderFailure (`not_logged_in`, `unavailable`,
 * `unresponsive`) or with `signal.reason`; nothing is left behind then.
 */
export async function bootProcess(options: BootOptions, signal: AbortSignal): Promise<WarmProcess> {
  const startedAt = performance.now();
  signal.throwIfAborted();
  const folders = await options.workspace.createFolders();
  const ending = new AbortController();
  let fatal: CliMessage | undefined;
  try {
    const authFifo = await createAuthFifo(folders.root);
    signal.throwIfAborted();
    const process = startProcess({
      file: options.executable.file,
      args: [...options.executable.args, ...launchArguments(options.launch, folders)],
      env: childEnvironment(options.ownEnvironment, options.extraEnvironmentNames, folders, authFifo),
      cwd: folders.work,
      maxLineBytes: MAX_LINE_BYTES,
      groups: options.groups,
      sweep: () => killBearers(folders.root),
      redact: options.redact,
      onGarbage: options.onGarbage,
      log: options.log,
    });
    const unwatch = options.diskGuard.watch(
      folders.root,
      guard(options.log, 'disk guard', (bytes: number) => {
        options.log.error({ pid: process.pid, bytes }, 'qodercli filled its folder and was killed');
        void process.kill();
      }),
    );
    void process.exited.then(
      guard(options.log, 'qodercli exited', async () => {
        ending.abort();
        unwatch();
        await folders.remove();
      }),
    );
    process.onMessages((batch) => {
      fatal ??= batch.find((message) => message.type === 'result');
      for (const message of batch) {
        const failure = loginFailureIn(message);
        if (failure !== undefined) options.onLoginLost(failure);
      }
    });
    let undelivered: unknown;
    const delivery = deliverAuthPayload(authFifo, options.authPayload, ending.signal).catch((error) => {
      undelivered = error;
      throw error;
    });
    const outcome = await Promise.race([
      // The CLI prints nothing before it has booted, and answers an `interrupt` then.
      Promise.all([process.request('interrupt'), delivery]).then(
        () => 'warm' as const,
        () => 'exited' as const,
      ),
      process.exited.then(() => 'exited' as const),
      delay(options.bootTimeoutMs, 'silent' as const, { signal: ending.signal }).catch(
        () => 'exited' as const,
      ),
      aborted(signal, ending.signal),
    ]);
    if (outcome === 'warm') return { process, bootMs: Math.round(performance.now() - startedAt) };
    const exit = await process.kill();
    if (outcome === 'aborted') throw signal.reason;
    if (outcome === 'silent') {
      const message = `qodercli did not become ready within ${options.bootTimeoutMs} ms (QODER_BOOT_TIMEOUT_MS).`;
      throw await options.explain(new QoderFailure('unresponsive', message, { cause: exit }));
    }
    // It was killed since its login could not be written.
    if (undelivered !== undefined) throw undelivered;
    throw await options.explain(failureOfExit(exit, fatal));
  } catch (error) {
    ending.abort();
    await folders.remove();
    throw error;
  } finally {
    // Ends the timer and the wait of this boot; the delivery is over by now.
    ending.abort();
  }
}

function aborted(signal: AbortSignal, ending: AbortSignal): Promise<'aborted'> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve('aborted'), { once: true, signal: ending });
  });
}
