import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Server } from '@hapi/hapi';
import type { Logger } from 'pino';
import { createDashboard } from './app-dashboard.ts';
import { canonicalChatRequest } from './completions/variants/chat-request.ts';
import type { Config } from './config.ts';
import { loadContract } from './contract/load.ts';
import { ApiError } from './errors.ts';
import type { CompletionParts } from './handlers/completion-parts.ts';
import { getOpenApiJsonHandler, getOpenApiYamlHandler, getRootHandler } from './handlers/contract.ts';
import { createChatCompletionHandler } from './handlers/create-chat-completion.ts';
import { createCompletionHandler } from './handlers/create-completion.ts';
import { createEmbeddingHandler } from './handlers/create-embedding.ts';
import type { Handlers } from './handlers/handler.ts';
import { getLivenessHandler, getReadinessHandler } from './handlers/health.ts';
import { listModelsHandler } from './handlers/list-models.ts';
import { retrieveModelHandler } from './handlers/retrieve-model.ts';
import { createHttpServer } from './http/server.ts';
import { createTurnSignals } from './http/turn-signal.ts';
import { createModelDirectory } from './models/model-directory.ts';
import type { SystemLog } from './observability/system-log.ts';
import { projectRoot, projectVersion } from './project.ts';
import type { AuthPayload } from './qodercli/auth-payload.ts';
import { type Executable, executableAt, pinnedExecutable } from './qodercli/command.ts';
import { createDriver, type Driver } from './qodercli/driver.ts';

const BODY_TIMEOUT_MS = 60_000;
const STREAM_TIMES = { patienceMs: 5_000, keepAliveMs: 10_000 };

export interface App {
  readonly server: Server;
  readonly driver: Driver;
  /**
   * Stops taking requests, lets running ones finish for at most `graceMs`, then cuts them with an error.
   * Called again, it cuts at once. Resolves when no process and no connection is left.
   */
  readonly stop: (graceMs: number) => Promise<void>;
}

function executableOf(config: Config): Executable {
  if (config.backend === 'simulator') {
    return executableAt(fileURLToPath(new URL('./simulator/main.js', import.meta.url)));
  }
  return config.cliPath === undefined ? pinnedExecutable() : executableAt(config.cliPath);
}

function authPayloadOf(config: Config): AuthPayload {
  if (config.backend === 'simulator') return { type: 'accessToken', accessToken: 'simulator' };
  return config.token === undefined
    ? { type: 'qodercli' }
    : { type: 'accessToken', accessToken: config.token };
}

/** The variables that script the simulator are for it alone. */
function extraEnvironmentNames(config: Config): readonly string[] {
  if (config.backend !== 'simulator') return config.childEnvNames;
  const scripted = Object.keys(config.environment).filter((name) => name.startsWith('QODER_SIMULATOR_'));
  return [...config.childEnvNames, ...scripted];
}

/** The composition root: the only place that knows every part. */
export async function createApp(
  config: Config,
  log: Logger,
  redact: (text: string) => string,
  systemLog: SystemLog,
): Promise<App> {
  const root = projectRoot();
  const contract = await loadContract(await readFile(path.join(root, 'openapi.yaml'), 'utf8'));
  const driver = createDriver({
    executable: executableOf(config),
    authPayload: authPayloadOf(config),
    configDir: config.configDir,
    maxOutputTokens: config.maxOutputTokens,
    ownEnvironment: config.environment,
    extraEnvironmentNames: extraEnvironmentNames(config),
    warmProcesses: config.warmProcesses,
    maxProcesses: config.maxProcesses,
    maxConcurrency: config.maxConcurrency,
    queueSize: config.queueSize,
    queueTimeoutMs: config.queueTimeoutMs,
    parkedSessions: config.parkedSessions,
    parkLifeMs: config.parkTtlMs,
    silenceTimeoutMs: config.timeoutMs,
    log: log.child({ source: 'qodercli' }),
  });
  const models = createModelDirectory(driver, config.fallbackModel, log);
  const completions: CompletionParts = {
    driver,
    models,
    settings: {
      defaultSystemPrompt: config.defaultSystemPrompt,
      transcriptSecret: randomBytes(32),
      toolMode: config.toolMode,
    },
    strictParams: config.strictParams,
  };
  let stopping: Promise<void> | undefined;
  const isDraining = (): boolean => stopping !== undefined;
  const version = projectVersion(root);
  const dashboard = createDashboard({
    config,
    completions,
    root,
    version,
    systemLog,
    isDraining,
    redact,
    log: log.child({ source: 'dashboard' }),
  });
  const handlers: Handlers = {
    ...dashboard.handlers,
    createChatCompletion: createChatCompletionHandler(completions),
    createCompletion: createCompletionHandler(completions),
    createEmbedding: createEmbeddingHandler(),
    listModels: listModelsHandler(models),
    retrieveModel: retrieveModelHandler(models),
    getLiveness: getLivenessHandler(),
    getReadiness: getReadinessHandler(driver, config.backend, isDraining),
    getRoot: getRootHandler(version),
    getOpenApiJson: getOpenApiJsonHandler(contract.document),
    getOpenApiYaml: getOpenApiYamlHandler(contract.source),
  };
  const signals = createTurnSignals();
  const server = await createHttpServer({
    host: config.host,
    port: config.port,
    keys: config.apiKeys,
    origins: config.corsOrigins,
    exposedHeaders: [
      'x-request-id',
      'x-qoder-model',
      'x-qoder-credits',
      'x-usage-source',
      'x-unsupported-params',
    ],
    fixedHeaders: config.backend === 'simulator' ? { 'x-qoder-backend': 'simulator' } : {},
    contract,
    canonical: {
      createChatCompletion: canonicalChatRequest,
      createPlaygroundCompletion: canonicalChatRequest,
    },
    handlers,
    signals,
    // As patient with a client as with the CLI.
    streamTimes: { ...STREAM_TIMES, stallMs: config.timeoutMs },
    bodyTimeoutMs: BODY_TIMEOUT_MS,
    redact,
    isDraining,
    dashboard: dashboard.http,
    publicBaseUrl: config.publicBaseUrl,
    observe: dashboard.observe,
    log: log.child({ source: 'http' }),
  });

  const cut = (): void =>
    signals.abortAll(new ApiError('shutting_down', 'The server is shutting down.', { retryAfterMs: 5_000 }));
  const drain = async (graceMs: number): Promise<void> => {
    dashboard.close();
    const timer = setTimeout(cut, graceMs);
    // hapi waits for the requests that run; the cut, not this limit, is what ends them.
    await server.stop({ timeout: graceMs + 2_000 });
    clearTimeout(timer);
    await driver.close();
  };

  return {
    server,
    driver,
    stop(graceMs) {
      if (stopping !== undefined) cut();
      stopping ??= drain(graceMs);
      return stopping;
    },
  };
}
