import type { Backend, CliInUse, Liveness, Readiness } from '../contract/operations.ts';
import type { ChosenCli } from '../qodercli/choice/choose-cli.ts';
import { costOf, reasonOf } from '../qodercli/choice/describe-cli.ts';
import type { Driver } from '../qodercli/driver.ts';
import type { DriverHealth } from '../qodercli/health.ts';
import type { CompletionParts } from './completion-parts.ts';
import type { Handler } from './handler.ts';

/** The server answers: that is all that liveness means. */
export function getLivenessHandler(): Handler<'getLiveness'> {
  const body = { status: 'ok' } satisfies Liveness;
  return () => Promise.resolve({ status: 200, body });
}

/** Whether turns would be served, as far as the driver knows. */
export function isHealthy({ process, login, catalogue }: DriverHealth): boolean {
  return process.ok && login.ok && catalogue.ok;
}

type Check = Readiness['checks']['log'];
/** Which CLI runs, why, and what it costs. Names no path: readiness is public. */
export function cliInUse(
  { kind, source }: Pick<ChosenCli, 'kind' | 'source'>,
  version: string | undefined,
): CliInUse {
  return { kind, source, version: version ?? null, reason: reasonOf({ kind, source }), cost: costOf(kind) };
}

/** How tools are offered: told, and no reason to turn requests away. */
export function toolCheck(toolMode: CompletionParts['toolMode'], tools: Check): Check {
  if (toolMode === 'prompt') return { ok: true, detail: 'Tools are described in the prompt, as configured.' };
  return tools;
}

/**
 * Whether a turn would be served now. Reads what boots, turns and catalogue requests have shown; starts nothing.
 * @param isLeaving the server is shutting down, or about to.
 * @param toolMode as configured.
 * @param log whether the log is written: told, and no reason to turn requests away.
 */
export function getReadinessHandler(
  driver: Pick<Driver, 'status'>,
  backend: Backend,
  cli: Pick<ChosenCli, 'kind' | 'source'>,
  isLeaving: () => boolean,
  toolMode: CompletionParts['toolMode'],
  log: () => Check,
): Handler<'getReadiness'> {
  return () => {
    const { health, tools, pool, continuation, version } = driver.status();
    const ready = isHealthy(health) && !isLeaving();
    const body = {
      status: ready ? 'ready' : 'not_ready',
      backend,
      cli: cliInUse(cli, version),
      checks: {
        process: health.process,
        login: health.login,
        catalogue: health.catalogue,
        tools: toolCheck(toolMode, tools),
        log: log(),
      },
      pool,
      continuation,
    } satisfies Readiness;
    return Promise.resolve({ status: ready ? 200 : 503, body });
  };
}
