import { probeVersion } from './choice/probe-version.ts';
import { isOlder, LEAST_VERSION } from './choice/versions.ts';
import type { Executable } from './command.ts';
import { concernsLogin, QoderFailure } from './failure.ts';

/** Beside a boot that has failed already, nobody waits longer than this. */
const PROBE_LIMIT_MS = 5_000;

/** Makes of a failed boot's failure one that names the version, where that is what is wrong. Never rejects. */
export type ExplainBootFailure = (failure: QoderFailure) => Promise<QoderFailure>;

/**
 * An old CLI does not know our options: it prints its usage and exits with 1, or does something else. So it is asked for its
 * version, once, and only after a boot of it has failed.
 */
export function createBootFailureExplainer(
  executable: Executable,
  ownEnvironment: Readonly<Record<string, string | undefined>>,
): ExplainBootFailure {
  let probed: ReturnType<typeof probeVersion> | undefined;
  return async (failure) => {
    // Nothing to ask: the version is known, the program could not be started, or it knew us well enough to log in.
    if (executable.version !== undefined || concernsLogin(failure) || neverStarted(failure)) {
      return failure;
    }
    probed ??= probeVersion(executable, ownEnvironment, PROBE_LIMIT_MS);
    const outcome = await probed;
    if (!('version' in outcome) || !isOlder(outcome.version, LEAST_VERSION)) return failure;
    const message = `qodercli ${outcome.version} is too old: ${LEAST_VERSION} is the least version that this server works with.`;
    return new QoderFailure('unavailable', message, { cause: failure.cause });
  };
}

function neverStarted({ cause }: QoderFailure): boolean {
  return (cause as { readonly error?: Error } | undefined)?.error !== undefined;
}
