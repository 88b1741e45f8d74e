import type { ApiKey } from '../../api-keys.ts';
import type { Account, Backend, Overview } from '../../contract/operations.ts';
import type { GaugeSampler } from '../../observability/server-gauges.ts';
import type { ChosenCli } from '../../qodercli/choice/choose-cli.ts';
import type { Driver, DriverStatus } from '../../qodercli/driver.ts';
import type { CompletionParts } from '../completion-parts.ts';
import type { Handler } from '../handler.ts';
import { cliInUse, isHealthy, toolCheck } from '../health.ts';

export interface OverviewParts {
  readonly version: string;
  readonly backend: Backend;
  readonly cli: Pick<ChosenCli, 'kind' | 'source'>;
  readonly publicBaseUrl: string | undefined;
  /** In seconds since 1970. */
  readonly startedAt: number;
  readonly limits: Overview['limits'];
  readonly apiKeys: readonly ApiKey[];
  readonly driver: Pick<Driver, 'status'>;
  readonly gauges: Pick<GaugeSampler, 'read'>;
  readonly requests: () => Overview['requests'];
  readonly toolMode: CompletionParts['toolMode'];
  readonly isLeaving: () => boolean;
}

/** Reads what is known anyway: nothing is asked of any process. */
export function createOverview(parts: OverviewParts): () => Overview {
  const apiKeys = parts.apiKeys.map(({ name, key }) => ({ name, masked: maskedKey(key) }));
  return () => {
    const { health, tools, pool, continuation, version, account } = parts.driver.status();
    const gauges = parts.gauges.read();
    return {
      server: {
        version: parts.version,
        node_version: process.versions.node,
        backend: parts.backend,
        status: parts.isLeaving() ? 'draining' : isHealthy(health) ? 'ready' : 'not_ready',
        started_at: parts.startedAt,
        public_base_url: parts.publicBaseUrl ?? null,
        memory_bytes: gauges.memoryBytes,
        children_memory_bytes: gauges.childrenMemoryBytes ?? null,
        event_loop_lag_ms: gauges.eventLoopLagMs,
      },
      cli: {
        ...cliInUse(parts.cli, version),
        process: health.process,
        login: health.login,
        catalogue: health.catalogue,
        tools: toolCheck(parts.toolMode, tools),
      },
      account: accountBody(account),
      pool,
      limits: parts.limits,
      continuation,
      requests: parts.requests(),
      api_keys: apiKeys,
    };
  };
}

export function getOverviewHandler(overview: () => Overview): Handler<'getOverview'> {
  return async () => ({ status: 200, body: overview() });
}

/** Enough to tell keys apart. Of a short key that would be too much. */
function maskedKey(key: string): string {
  return key.length < 16 ? '…' : `${key.slice(0, 4)}…${key.slice(-4)}`;
}

function accountBody(account: DriverStatus['account']): Account | null {
  if (account === undefined) return null;
  return {
    name: account.name ?? null,
    organization: account.organization ?? null,
    plan: account.plan ?? null,
    quota: quotaBody(account.quota),
    add_on_quota: quotaBody(account.addOnQuota),
    is_quota_exceeded: account.isQuotaExceeded ?? null,
    expires_at: account.expiresAt ?? null,
    session_credits: account.sessionCredits ?? null,
  };
}

function quotaBody(quota: NonNullable<DriverStatus['account']>['quota']): Account['quota'] {
  if (quota === undefined) return null;
  const { total = null, used = null, remaining = null, unit = null } = quota;
  return { total, used, remaining, unit };
}
