import type { Config } from './config.ts';
import type { Operation } from './contract/load.ts';
import type { OperationId } from './contract/operations.ts';
import type { RequestStart } from './http/access-log.ts';
import type { Log } from './observability/log.ts';
import type { RequestWatcher } from './observability/observer-group.ts';
import type { TracedRoute } from './observability/traces/traced-request.ts';

export interface AppTraces {
  readonly observe: (start: RequestStart) => readonly RequestWatcher[];
  /** Sends what is left, for at most so many milliseconds. */
  readonly stop: (patienceMs: number) => Promise<void>;
}

const NO_TRACES: AppTraces = { observe: () => [], stop: () => Promise.resolve() };

const GEN_AI: { readonly [Id in OperationId]?: TracedRoute['genAi'] } = {
  createChatCompletion: 'chat',
  createAzureChatCompletion: 'chat',
  createMessage: 'chat',
  createPlaygroundCompletion: 'chat',
  createResponse: 'chat',
  createPlaygroundMessage: 'chat',
  createPlaygroundResponse: 'chat',
  createCompletion: 'text_completion',
  createEmbedding: 'embeddings',
};

/** The part of the composition that traces need. Without an endpoint, OpenTelemetry is not even loaded. */
export async function createAppTraces(
  config: Config,
  operations: readonly Operation[],
  version: string,
  log: Log,
): Promise<AppTraces> {
  if (config.traces === undefined) return NO_TRACES;
  const { createTraces } = await import('./observability/traces/traces.ts');
  const routes = new Map<string, TracedRoute>(
    operations.flatMap(({ id, path, access }) => {
      const genAi = GEN_AI[id];
      const traced = genAi !== undefined || access === 'key';
      return traced ? [[id, { path, genAi }]] : [];
    }),
  );
  const traces = createTraces({ ...config.traces, version, routes, log });
  return { observe: (start) => [traces.requests.begin(start)], stop: traces.stop };
}
