import path from 'node:path';
import type { Config } from './config.ts';
import type { Capacity } from './config-capacity.ts';
import { createPasswordCheck } from './dashboard/password-check.ts';
import { createSessions, SESSION_LIFE_MS } from './dashboard/sessions.ts';
import type { CompletionParts } from './handlers/completion-parts.ts';
import { createChatCompletionHandler } from './handlers/create-chat-completion.ts';
import { createMessageHandler } from './handlers/create-message.ts';
import { createResponseHandler } from './handlers/create-response.ts';
import { streamDashboardEventsHandler } from './handlers/dashboard/events.ts';
import { getMetricsHistoryHandler } from './handlers/dashboard/metrics.ts';
import { createOverview, getOverviewHandler } from './handlers/dashboard/overview.ts';
import {
  clearRequestLogsHandler,
  exportRequestLogsHandler,
  listRequestLogsHandler,
  retrieveRequestLogHandler,
} from './handlers/dashboard/request-logs.ts';
import { revealApiKeyHandler } from './handlers/dashboard/reveal-api-key.ts';
import {
  createSessionHandler,
  deleteSessionHandler,
  retrieveSessionHandler,
} from './handlers/dashboard/session.ts';
import { clearSystemLogsHandler, listSystemLogsHandler } from './handlers/dashboard/system-logs.ts';
import type { Handlers } from './handlers/handler.ts';
import { listModelsHandler } from './handlers/list-models.ts';
import type { RequestStart } from './http/access-log.ts';
import type { HttpServerOptions } from './http/server.ts';
import type { Log } from './observability/log.ts';
import { createMetricsHistory } from './observability/metrics-history.ts';
import type { RequestWatcher } from './observability/observer-group.ts';
import { createRequestLog, UNRECORDED } from './observability/request-log.ts';
import { createRequestObserver, type RequestObserver } from './observability/request-observer.ts';
import { startGauges } from './observability/server-gauges.ts';
import type { SystemLog } from './observability/system-log.ts';
import type { ChosenCli } from './qodercli/choice/choose-cli.ts';
import { createStoredResponses } from './responses/stored-responses.ts';

const GAUGES_EVERY_MS = 2_000;
const HISTORY_STEP_SECONDS = 10;
const HISTORY_STEPS = 360;
/** A series per model; the names are Qoder's own, so that there are never many. */
const HISTORY_MODELS = 32;
/** The playground sends whole conversations, and nobody could ask for its responses again. */
const KEEPS_NOTHING = { maxEntries: 0, maxBytes: 0, lifeMs: 0 };

/** What asks a model: the API, and the playground in each of its dialects. */
const RECORDED = /^(\/(v1|openai)(\/|$)|\/dashboard\/api\/(chat\/completions|messages|responses)$)/;

type DashboardOperation =
  | 'createSession'
  | 'retrieveSession'
  | 'deleteSession'
  | 'getOverview'
  | 'getMetricsHistory'
  | 'streamDashboardEvents'
  | 'listRequestLogs'
  | 'clearRequestLogs'
  | 'exportRequestLogs'
  | 'retrieveRequestLog'
  | 'listSystemLogs'
  | 'clearSystemLogs'
  | 'revealApiKey'
  | 'listDashboardModels'
  | 'createPlaygroundCompletion'
  | 'createPlaygroundMessage'
  | 'createPlaygroundResponse';

export interface DashboardParts {
  readonly config: Config;
  readonly capacity: Capacity;
  readonly cli: Pick<ChosenCli, 'kind' | 'source'>;
  readonly completions: CompletionParts;
  readonly root: string;
  readonly version: string;
  readonly systemLog: SystemLog;
  readonly isLeaving: () => boolean;
  readonly redact: (text: string) => string;
  readonly log: Log;
}

export interface Dashboard {
  readonly handlers: Pick<Handlers, DashboardOperation>;
  readonly http: HttpServerOptions['dashboard'];
  /** Watches a request, and keeps it where the dashboard shows it; the first observer is told everything. */
  readonly observe: (start: RequestStart) => readonly [RequestObserver, ...RequestWatcher[]];
  /** Ends the pages' event streams, so that nobody waits for them. */
  readonly close: () => void;
}

/** The part of the composition that the dashboard needs. Switched off, it keeps nothing and has no routes. */
export function createDashboard(parts: DashboardParts): Dashboard {
  const { config, completions, isLeaving, log, systemLog } = parts;
  const { driver } = completions;
  const settings = config.dashboard;
  const closing = new AbortController();
  const sessions = createSessions();
  const passwordCheck = createPasswordCheck(settings.password, log);
  const requests = createRequestLog({
    maxEntries: settings.enabled ? settings.logMaxEntries : 0,
    maxBodyBytes: settings.logBodyMaxBytes,
    redact: parts.redact,
  });
  const history = createMetricsHistory({
    stepSeconds: HISTORY_STEP_SECONDS,
    steps: HISTORY_STEPS,
    maxModels: HISTORY_MODELS,
    now: Date.now,
  });
  const gauges = startGauges(
    log,
    GAUGES_EVERY_MS,
    () => driver.status().pids,
    ({ memoryBytes, childrenMemoryBytes }) => {
      const { pool } = driver.status();
      history.gauge({
        serverMemoryBytes: memoryBytes,
        childrenMemoryBytes,
        busyProcesses: pool.busy,
        queuedRequests: pool.queued,
      });
    },
  );
  if (!settings.enabled) gauges.stop();
  let total = 0;
  let running = 0;
  const overview = createOverview({
    version: parts.version,
    backend: config.backend,
    cli: parts.cli,
    publicBaseUrl: config.publicBaseUrl,
    startedAt: Math.floor(Date.now() / 1_000),
    limits: {
      warm_processes: parts.capacity.warmProcesses,
      max_processes: parts.capacity.maxProcesses,
      max_concurrency: parts.capacity.maxConcurrency,
      queue_size: config.queueSize,
      parked_sessions: config.parkedSessions,
    },
    apiKeys: config.apiKeys,
    toolMode: config.toolMode,
    driver,
    gauges,
    requests: () => ({ running, total }),
    isLeaving,
  });

  return {
    handlers: {
      createSession: createSessionHandler(sessions, passwordCheck, log),
      retrieveSession: retrieveSessionHandler(sessions),
      deleteSession: deleteSessionHandler(sessions, log),
      getOverview: getOverviewHandler(overview),
      getMetricsHistory: getMetricsHistoryHandler(history),
      streamDashboardEvents: streamDashboardEventsHandler({
        overview,
        requests,
        lines: systemLog,
        isOpen: sessions.isOpen,
        closing: closing.signal,
      }),
      listRequestLogs: listRequestLogsHandler(requests),
      clearRequestLogs: clearRequestLogsHandler(requests),
      exportRequestLogs: exportRequestLogsHandler(requests),
      retrieveRequestLog: retrieveRequestLogHandler(requests),
      listSystemLogs: listSystemLogsHandler(systemLog),
      clearSystemLogs: clearSystemLogsHandler(systemLog),
      revealApiKey: revealApiKeyHandler(config.apiKeys, passwordCheck, log),
      listDashboardModels: listModelsHandler(completions.models),
      createPlaygroundCompletion: createChatCompletionHandler(completions),
      createPlaygroundMessage: createMessageHandler(completions),
      createPlaygroundResponse: createResponseHandler(completions, createStoredResponses(KEEPS_NOTHING)),
    },
    http: settings.enabled
      ? {
          secret: settings.secret,
          isSecure: config.publicBaseUrl !== undefined && new URL(config.publicBaseUrl).protocol === 'https:',
          lifeMs: SESSION_LIFE_MS,
          isOpen: sessions.isOpen,
          folder: path.join(parts.root, 'dist', 'dashboard'),
        }
      : undefined,
    observe(start) {
      // A browser's question whether it may ask is none of the requests that count.
      const recorded = settings.enabled && RECORDED.test(start.path) && start.method !== 'OPTIONS';
      if (!recorded) return [createRequestObserver(UNRECORDED, undefined)];
      total += 1;
      running += 1;
      const record = requests.begin({ ...start, receivedAt: Date.now() });
      const noLongerRuns = (): void => {
        running -= 1;
      };
      return [createRequestObserver(record, history), { ended: noLongerRuns }];
    },
    close: () => {
      gauges.stop();
      closing.abort();
    },
  };
}
