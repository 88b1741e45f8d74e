import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { getHeapStatistics } from 'node:v8';
import { cleanEnv } from 'envalid';
import { type ApiKey, parseApiKeys } from './api-keys.ts';
import { type CapacitySettings, capacityOf } from './config-capacity.ts';
import { configSchema } from './config-schema.ts';
import { exposedSecrets, withSecrets } from './config-secrets.ts';
import type { Network } from './config-validators.ts';
import { type LimitSettings, parseKeyLimits } from './limits/settings.ts';
import { maxBodiesBytes, maxConnections, memoryLimit } from './machine-limits.ts';
import { CLI_WEIGHTS } from './qodercli/choice/kind.ts';

const MEGABYTE = 1024 * 1024;

export interface Config {
  readonly host: string;
  readonly port: number;
  /** Empty only when `proxyAuth` is off. */
  readonly apiKeys: readonly ApiKey[];
  /** The key was made up at boot since none was configured: print it once. */
  readonly apiKeyGenerated: boolean;
  /** Absent: no key is limited. */
  readonly keyLimits: LimitSettings | undefined;
  /** How many proxies stand in front, or their networks: whose word is taken for a client's address. */
  readonly trustedProxies: number | readonly Network[];
  readonly corsOrigins: '*' | readonly string[];
  /** Connections of clients at once. */
  readonly maxConnections: number;
  /** What the bodies of all requests that are not over may come to. */
  readonly maxBodiesBytes: number;
  readonly backend: 'qodercli' | 'simulator';
  readonly token: string | undefined;
  readonly configDir: string | undefined;
  readonly cliPath: string | undefined;
  readonly childEnvNames: readonly string[];
  /** What is set of the limits that depend on the weight of a process: `capacityOf` completes it. */
  readonly capacity: CapacitySettings;
  /** How long a process may boot; undefined leaves it to the driver. */
  readonly bootTimeoutMs: number | undefined;
  /** What the folders of one qodercli may hold. */
  readonly maxDiskBytes: number;
  readonly parkedSessions: number;
  readonly parkTtlMs: number;
  readonly toolMode: 'auto' | 'native' | 'prompt';
  readonly queueSize: number;
  readonly queueTimeoutMs: number;
  /** The longest silence of qodercli within a turn. */
  readonly timeoutMs: number;
  /** As qodercli wants it, e.g. `16k`. */
  readonly maxOutputTokens: string;
  readonly fallbackModel: string;
  readonly defaultSystemPrompt: string;
  readonly strictParams: boolean;
  /** Seals the summaries of compacted conversations. */
  readonly compactionKey: string;
  readonly responsesStore: ResponsesStoreConfig;
  readonly logLevel: string;
  readonly shutdownDelayMs: number;
  readonly shutdownTimeoutMs: number;
  readonly dashboard: DashboardConfig;
  /** Whether the API reference is served. */
  readonly docsEnabled: boolean;
  readonly metrics: MetricsConfig;
  /** Absent: nothing is traced. */
  readonly traces: TracesConfig | undefined;
  /** Where clients reach the server, without a trailing slash, if the operator says so. */
  readonly publicBaseUrl: string | undefined;
  /** Variables with secrets that other processes of the same user can read. */
  readonly exposedSecrets: readonly string[];
  /** The environment that qodercli's own one is picked from. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** How much of what `previous_response_id` may name is kept in memory. */
export interface ResponsesStoreConfig {
  readonly maxEntries: number;
  readonly maxBytes: number;
  readonly lifeMs: number;
}

export interface MetricsConfig {
  readonly enabled: boolean;
  /** The one key that reads them. */
  readonly key: string | undefined;
  /** Their own port; without one they are served beside the API. */
  readonly port: number | undefined;
}

export interface TracesConfig {
  /** Base URL of the collector. */
  readonly endpoint: string;
  /** Names in lower case. The values may be secrets. */
  readonly headers: Readonly<Record<string, string>>;
  readonly serviceName: string;
}

export interface DashboardConfig {
  readonly enabled: boolean;
  readonly password: string;
  /** The password was made up at boot since none was configured: print it once. */
  readonly passwordGenerated: boolean;
  /** Signs the session cookie; 32 characters or more. */
  readonly secret: string;
  readonly logMaxEntries: number;
  readonly logBodyMaxBytes: number;
}

/** All that is wrong with the environment, one line each. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * The whole configuration, from the environment alone.
 * @throws ConfigError naming every problem at once, and no value of a secret.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const problems: string[] = [];
  // An empty variable is what `NAME=` in a compose file means: not set.
  const given = Object.fromEntries(
    Object.entries(withSecrets(environment, problems)).filter(([, value]) => value !== ''),
  );
  const env = cleanEnv(given, configSchema, {
    reporter: ({ errors }) => {
      for (const [name, error] of Object.entries(errors)) {
        if (error !== undefined) problems.push(`${name} ${error.message.replace(/^Invalid value: /, '')}`);
      }
    },
  });
  if (given.METRICS_PORT !== undefined && Number(given.METRICS_PORT) === Number(given.PORT ?? 3000)) {
    if (Number(given.METRICS_PORT) !== 0) problems.push('METRICS_PORT must not be PORT');
  }
  const keys = parseApiKeys(given.PROXY_API_KEY, given.PROXY_AUTH === 'off');
  problems.push(...keys.problems);
  if (keys.keys.some(({ key }) => key === given.METRICS_KEY?.trim()))
    problems.push('METRICS_KEY must not be a key of PROXY_API_KEY');
  const keyNames = keys.keys.length === 0 ? ['anonymous'] : keys.keys.map(({ name }) => name);
  const keyLimits = parseKeyLimits(given.KEY_LIMITS, [...keyNames, 'dashboard']);
  problems.push(...keyLimits.problems);
  // Before anything is read: envalid throws at the first access to a variable that it found wrong.
  if (problems.length > 0) throw new ConfigError(problems.join('\n'));
  const token = env.QODER_PERSONAL_ACCESS_TOKEN ?? env.QODER_API_KEY;
  const hasLogin = [token, env.QODER_CONFIG_DIR, env.QODER_CLI_PATH].some((value) => value !== undefined);
  const backend = env.QODER_BACKEND ?? (hasLogin ? 'qodercli' : 'simulator');

  const capacity: CapacitySettings = {
    warmProcesses: env.QODER_WARM_PROCESSES,
    maxWarmProcesses: env.QODER_WARM_PROCESSES_MAX,
    maxProcesses: env.QODER_MAX_PROCESSES,
    maxConcurrency: env.QODER_MAX_CONCURRENCY,
  };
  // Of the lighter kind there are more: each of them needs descriptors.
  const { maxProcesses } = capacityOf(capacity, CLI_WEIGHTS.native.processMemory);

  return Object.freeze({
    host: env.HOST,
    port: env.PORT,
    apiKeys: keys.keys,
    apiKeyGenerated: keys.generated,
    keyLimits: keyLimits.settings,
    trustedProxies: env.TRUSTED_PROXIES,
    corsOrigins: env.CORS_ORIGIN,
    maxConnections: env.MAX_CONNECTIONS ?? maxConnections(maxProcesses),
    maxBodiesBytes:
      env.MAX_BODIES_MB === undefined
        ? maxBodiesBytes(memoryLimit(), getHeapStatistics().heap_size_limit)
        : env.MAX_BODIES_MB * MEGABYTE,
    backend: backend === 'simulator' ? 'simulator' : 'qodercli',
    token,
    configDir: env.QODER_CONFIG_DIR,
    // It is started in a folder of its own, where a relative path would lead elsewhere. A bare name is one of PATH.
    cliPath: env.QODER_CLI_PATH?.includes('/') ? path.resolve(env.QODER_CLI_PATH) : env.QODER_CLI_PATH,
    childEnvNames: env.QODER_CHILD_ENV,
    capacity,
    bootTimeoutMs: env.QODER_BOOT_TIMEOUT_MS,
    maxDiskBytes: env.QODER_MAX_DISK_MB * MEGABYTE,
    parkedSessions: env.QODER_PARKED_SESSIONS,
    parkTtlMs: env.QODER_PARK_TTL_MS,
    toolMode: env.QODER_TOOL_MODE,
    queueSize: env.QODER_QUEUE_SIZE,
    queueTimeoutMs: env.QODER_QUEUE_TIMEOUT_MS,
    timeoutMs: env.QODER_TIMEOUT_MS,
    maxOutputTokens: env.QODER_MAX_OUTPUT_TOKENS,
    fallbackModel: env.QODER_FALLBACK_MODEL,
    defaultSystemPrompt: env.QODER_DEFAULT_SYSTEM_PROMPT,
    strictParams: env.STRICT_PARAMS,
    compactionKey: env.COMPACTION_KEY ?? token ?? randomBytes(32).toString('base64url'),
    responsesStore: {
      maxEntries: env.RESPONSES_STORE_MAX_ENTRIES,
      maxBytes: env.RESPONSES_STORE_MAX_MB * MEGABYTE,
      lifeMs: env.RESPONSES_STORE_TTL_MS,
    },
    logLevel: env.LOG_LEVEL,
    shutdownDelayMs: env.SHUTDOWN_DELAY_MS,
    shutdownTimeoutMs: env.SHUTDOWN_TIMEOUT_MS,
    publicBaseUrl: env.PUBLIC_BASE_URL,
    docsEnabled: env.DOCS_ENABLED,
    metrics: { enabled: env.METRICS_ENABLED, key: env.METRICS_KEY, port: env.METRICS_PORT },
    traces:
      env.OTEL_EXPORTER_OTLP_ENDPOINT === undefined
        ? undefined
        : {
            endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT,
            headers: env.OTEL_EXPORTER_OTLP_HEADERS,
            serviceName: env.OTEL_SERVICE_NAME,
          },
    dashboard: {
      enabled: env.DASHBOARD_ENABLED,
      password: env.DASHBOARD_PASSWORD ?? randomBytes(12).toString('base64url'),
      passwordGenerated: env.DASHBOARD_PASSWORD === undefined,
      secret: env.DASHBOARD_SECRET ?? randomBytes(32).toString('base64url'),
      logMaxEntries: env.LOG_MAX_ENTRIES,
      logBodyMaxBytes: env.LOG_BODY_MAX_BYTES,
    },
    exposedSecrets: exposedSecrets(environment),
    environment,
  });
}

/** What must stand in no log and no answer. */
export function secretsOf({
  token,
  apiKeys,
  compactionKey,
  metrics,
  dashboard,
  traces,
}: Config): readonly (string | undefined)[] {
  return [
    token,
    ...apiKeys.map(({ key }) => key),
    compactionKey,
    metrics.key,
    dashboard.password,
    dashboard.secret,
    ...Object.values(traces?.headers ?? {}),
  ];
}
