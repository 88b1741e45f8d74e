import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Server } from '@hapi/hapi';
import type { Logger } from 'pino';
import { createDashboard } from './app-dashboard.ts';
import { createAppMetrics } from './app-metrics.ts';
import { createAppTraces } from './app-traces.ts';
import { processOptionsOf } from './backend.ts';
import { canonicalMessageRequest } from './completions/messages/variants.ts';
import { createSeal } from './completions/responses/compaction/seal.ts';
import { canonicalAzureRequest } from './completions/variants/azure-request.ts';
import { canonicalChatRequest } from './completions/variants/chat-request.ts';
import { canonicalCompletionRequest } from './completions/variants/completion-request.ts';
import { canonicalResponsesRequest } from './completions/variants/responses-request.ts';
import type { Config } from './config.ts';
import { capacityOf } from './config-capacity.ts';
import { loadContract } from './contract/load.ts';
import { ApiError } from './errors.ts';
import { createFileReader } from './files/file-reader.ts';
import { createPdfThreads } from './files/pdf-threads.ts';
import type { CompletionParts } from './handlers/completion-parts.ts';
import { getOpenApiJsonHandler, getOpenApiYamlHandler, getRootHandler } from './handlers/contract.ts';
import { countMessageTokensHandler } from './handlers/count-message-tokens.ts';
import { createChatCompletionHandler } from './handlers/create-chat-completion.ts';
import { createCompletionHandler } from './handlers/create-completion.ts';
import { createEmbeddingHandler } from './handlers/create-embedding.ts';
import { createMessageHandler } from './handlers/create-message.ts';
import { createResponseHandler } from './handlers/create-response.ts';
import type { Handlers } from './handlers/handler.ts';
import { getLivenessHandler, getReadinessHandler } from './handlers/health.ts';
import { listModelsHandler } from './handlers/list-models.ts';
import { retrieveModelHandler } from './handlers/retrieve-model.ts';
import {
  cancelResponseHandler,
  deleteResponseHandler,
  listInputItemsHandler,
  retrieveResponseHandler,
} from './handlers/stored-responses.ts';
import { createAcceptErrorReport } from './http/accept-errors.ts';
import { createBodyBudget } from './http/body-budget.ts';
import { KEY_LIMIT_HEADERS } from './http/key-limits.ts';
import { createHttpServer } from './http/server.ts';
import { createTurnSignals } from './http/turn-signal.ts';
import { createKeyLimits } from './limits/key-limits.ts';
import { createModelDirectory } from './models/model-directory.ts';
import { guard } from './observability/guard.ts';
import type { LogSink } from './observability/log-sink.ts';
import { observeTogether } from './observability/observer-group.ts';
import type { SystemLog } from './observability/system-log.ts';
import { projectRoot, projectVersion } from './project.ts';
import type { ChosenCli } from './qodercli/choice/choose-cli.ts';
import { CLI_WEIGHTS } from './qodercli/choice/kind.ts';
import { createDriver, type Driver } from './qodercli/driver.ts';
import { createStoredResponses } from './responses/stored-responses.ts';
import { createSchemaWorkers } from './schemas/schema-workers.ts';
import { createSchemas } from './schemas/schemas.ts';

const HEADERS_TIMEOUT_MS = 20_000;
const BODY_TIMEOUT_MS = 60_000;
/** How long an error may take to its client once its turn is cut, and a half sent request to hear of the end. */
const FLUSH_MS = 500;
/** What is left of the grace is for the last spans; a stop at once leaves them this much, in milliseconds. */
const LEAST_FLUSH_MS = 500;
/** Two, so that one stays free for schemas that have proven cheap. */
const SCHEMA_WORKERS = { threads: 2, memoryMb: 256, compileMs: 10_000, checkMs: 5_000 };
/** Each thread may take up to both limits of bytes: the second counts what the first does not. */
const PDF_THREADS = { threads: 2, memoryMb: 256, readMs: 20_000 };
const PDF_LIMITS = { pages: 1_000, bytes: 256 * 1_024 * 1_024 };
const STREAM_TIMES = { patienceMs: 5_000, keepAliveMs: 10_000 };

export interface App {
  readonly server: Server;
  readonly driver: Driver;
  /**
   * Is not ready from now on, but serves as before for `delayMs`, so that load balancers turn away. Then it
   * refuses new turns and those that wait, lets running ones finish for at most `graceMs`, and cuts them with
   * an error. Until then everybody is answered, so that probes see it. Called again, it cuts at once. Resolves
   * when no process and no connection is left, half a second after the cut at the latest, whoever does not read.
   */
  readonly stop: (patience: { readonly delayMs: number; readonly graceMs: number }) => Promise<void>;
}

export interface AppLogs {
  readonly log: Logger;
  /** Takes secrets out of a text. */
  readonly redact: (text: string) => string;
  readonly systemLog: SystemLog;
  /** Where the lines of `log` go. */
  readonly sink: Pick<LogSink, 'health' | 'dropped'>;
}

/** A turn per prompt; prompts of token ids are refused later. */
function turnsOfPrompts(body: unknown): number {
  const { prompt } = body as { readonly prompt: unknown };
  return Array.isArray(prompt) && prompt.every((item) => typeof item === 'string') ? prompt.length : 1;
}

/** The composition root: the only place that knows every part. */
export async function createApp(
  config: Config,
  cli: ChosenCli,
  { log, redact, systemLog, sink }: AppLogs,
): Promise<App> {
  const root = projectRoot();
  const [yamlText, jsonText] = await Promise.all([
    readFile(path.join(root, 'openapi.yaml'), 'utf8'),
    // The same: to parse YAML would take a third of the whole start.
    readFile(path.join(root, 'generated', 'openapi.json'), 'utf8'),
  ]);
  const contract = await loadContract(JSON.parse(jsonText));
  let stopping: Promise<void> | undefined;
  const isLeaving = (): boolean => stopping !== undefined;
  let isDraining = false;
  const version = projectVersion(root);
  const weight = CLI_WEIGHTS[cli.kind];
  const capacity = capacityOf(config.capacity, weight.processMemory);
  const metrics = createAppMetrics({
    config,
    capacity,
    cli,
    version,
    status: () => driver.status(),
    isLeaving,
    sink,
    log: log.child({ source: 'metrics' }),
  });
  const traceLog = log.child({ source: 'traces' });
  const traces = await createAppTraces(config, contract.operations, version, traceLog);
  const driver = createDriver({
    ...processOptionsOf(config, cli),
    ...capacity,
    bootTimeoutMs: config.bootTimeoutMs,
    queueSize: config.queueSize,
    queueTimeoutMs: config.queueTimeoutMs,
    parkedSessions: config.parkedSessions,
    parkLifeMs: config.parkTtlMs,
    silenceTimeoutMs: config.timeoutMs,
    redact,
    hooks: metrics.hooks,
    log: log.child({ source: 'qodercli' }),
  });
  const models = createModelDirectory(driver, config.fallbackModel, log);
  const schemas = createSchemas(createSchemaWorkers(SCHEMA_WORKERS), SCHEMA_WORKERS.threads);
  const files = createFileReader(createPdfThreads(PDF_THREADS), PDF_THREADS.threads, PDF_LIMITS);
  const completions: CompletionParts = {
    driver,
    models,
    schemas,
    files,
    settings: {
      defaultSystemPrompt: config.defaultSystemPrompt,
      transcriptSecret: randomBytes(32),
    },
    seal: createSeal(config.compactionKey),
    toolMode: config.toolMode,
    strictParams: config.strictParams,
  };
  const stored = createStoredResponses(config.responsesStore);
  const dashboard = createDashboard({
    config,
    capacity,
    cli,
    completions,
    root,
    version,
    systemLog,
    isLeaving,
    redact,
    log: log.child({ source: 'dashboard' }),
  });
  const handlers: Handlers = {
    ...dashboard.handlers,
    createChatCompletion: createChatCompletionHandler(completions),
    createResponse: createResponseHandler(completions, stored),
    retrieveResponse: retrieveResponseHandler(stored),
    deleteResponse: deleteResponseHandler(stored),
    cancelResponse: cancelResponseHandler(stored),
    listInputItems: listInputItemsHandler(stored),
    createAzureChatCompletion: createChatCompletionHandler(completions),
    createMessage: createMessageHandler(completions),
    countMessageTokens: countMessageTokensHandler(completions),
    createCompletion: createCompletionHandler(completions),
    createEmbedding: createEmbeddingHandler(),
    listModels: listModelsHandler(models),
    retrieveModel: retrieveModelHandler(models),
    getLiveness: getLivenessHandler(),
    getReadiness: getReadinessHandler(driver, config.backend, cli, isLeaving, config.toolMode, sink.health),
    getMetrics: metrics.handler,
    getRoot: getRootHandler(version),
    getOpenApiJson: getOpenApiJsonHandler(contract.document),
    getOpenApiYaml: getOpenApiYamlHandler(yamlText),
  };
  const signals = createTurnSignals();
  const server = await createHttpServer({
    host: config.host,
    port: config.port,
    keys: config.apiKeys,
    metricsKey: config.metrics.key,
    origins: config.corsOrigins,
    exposedHeaders: [
      'x-request-id',
      'request-id',
      'x-qoder-model',
      'x-qoder-model-resolution',
      'x-qoder-credits',
      'x-usage-source',
      'x-unsupported-params',
      'x-should-retry',
      'retry-after',
      ...KEY_LIMIT_HEADERS,
    ],
    fixedHeaders: config.backend === 'simulator' ? { 'x-qoder-backend': 'simulator' } : {},
    contract,
    canonical: {
      createChatCompletion: canonicalChatRequest,
      createCompletion: canonicalCompletionRequest,
      createAzureChatCompletion: canonicalAzureRequest,
      createMessage: canonicalMessageRequest,
      countMessageTokens: canonicalMessageRequest,
      createPlaygroundCompletion: canonicalChatRequest,
      createResponse: canonicalResponsesRequest,
      createPlaygroundMessage: canonicalMessageRequest,
      createPlaygroundResponse: canonicalResponsesRequest,
    },
    keyLimits:
      config.keyLimits === undefined
        ? undefined
        : createKeyLimits(config.keyLimits, { now: Date.now, elapsed: () => performance.now() }),
    turnsOf: {
      createChatCompletion: () => 1,
      createAzureChatCompletion: () => 1,
      createMessage: () => 1,
      createPlaygroundCompletion: () => 1,
      createResponse: () => 1,
      createPlaygroundMessage: () => 1,
      createPlaygroundResponse: () => 1,
      createCompletion: turnsOfPrompts,
      // It costs no turn, but time.
      countMessageTokens: () => 0,
    },
    handlers,
    signals,
    streamTimes: STREAM_TIMES,
    // As patient with a client as with the CLI.
    stallMs: config.timeoutMs,
    maxConnections: config.maxConnections,
    bodyBudget: createBodyBudget(config.maxBodiesBytes),
    headersTimeoutMs: HEADERS_TIMEOUT_MS,
    bodyTimeoutMs: BODY_TIMEOUT_MS,
    trustedProxies: config.trustedProxies,
    redact,
    isLeaving,
    isDraining: () => isDraining,
    dashboard: dashboard.http,
    reference: config.docsEnabled ? { folder: path.join(root, 'dist', 'reference') } : undefined,
    publicBaseUrl: config.publicBaseUrl,
    absent: metrics.onMainPort ? [] : ['getMetrics'],
    observe(start) {
      const [first, ...watchers] = dashboard.observe(start);
      return observeTogether(first, [...watchers, ...metrics.observe(start), ...traces.observe(start)]);
    },
    log: log.child({ source: 'http' }),
  });

  // Once it listens: the first requests find their validators, and nobody waits for those of the others.
  server.ext('onPostStart', () => {
    // Without a listener, a connection that cannot be accepted would end the process.
    server.listener.on('error', createAcceptErrorReport(log.child({ source: 'http' })));
    contract
      .compile()
      .catch((error: unknown) => log.error({ err: error }, 'a schema of the contract is wrong'));
  });

  // It is there as long as the server is: also while that waits for the turns that still run.
  server.ext('onPreStart', async () => metrics.ownServer?.start());
  server.ext('onPostStop', () => metrics.ownServer?.stop());

  let cut = (): void => undefined;
  const leave: App['stop'] = async ({ delayMs, graceMs }) => {
    const isCut = new Promise<void>((resolve) => {
      cut = () => {
        const message = 'The server is shutting down.';
        signals.abortAll(new ApiError('shutting_down', message, { retryAfterMs: 5_000 }));
        resolve();
      };
    });
    // Nobody is sent to a server that never listened.
    if (server.info.started > 0) await Promise.race([delay(delayMs, undefined, { ref: false }), isCut]);
    isDraining = true;
    const deadline = performance.now() + graceMs;
    driver.drain();
    dashboard.close();
    const timer = setTimeout(
      guard(log, 'shutdown', () => cut()),
      graceMs,
    );
    await Promise.race([signals.idle(), isCut]);
    clearTimeout(timer);
    await server.stop({ timeout: FLUSH_MS });
    await Promise.all([driver.close(), schemas.close(), files.close()]);
    await traces.stop(Math.max(LEAST_FLUSH_MS, deadline - performance.now()));
  };

  return {
    server,
    driver,
    stop(patience) {
      cut();
      stopping ??= leave(patience);
      return stopping;
    },
  };
}
