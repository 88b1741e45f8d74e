import type { MetricsHistory as MetricsHistoryBody } from '../../contract/operations.ts';
import type { MetricsHistory } from '../../observability/metrics-history.ts';
import type { Handler } from '../handler.ts';

const DEFAULT_MINUTES = 60;

export function getMetricsHistoryHandler(history: MetricsHistory): Handler<'getMetricsHistory'> {
  return async ({ query: { minutes = DEFAULT_MINUTES, model } }) => {
    const { stepSeconds, models, series } = history.read({
      minutes,
      ...(model === undefined ? {} : { model }),
    });
    const body = {
      step_seconds: stepSeconds,
      models: [...models],
      series: {
        time: [...series.time],
        succeeded: [...series.succeeded],
        client_errors: [...series.clientErrors],
        server_errors: [...series.serverErrors],
        cancelled: [...series.cancelled],
        first_token_p50_ms: [...series.firstTokenP50Ms],
        first_token_p95_ms: [...series.firstTokenP95Ms],
        queue_wait_p50_ms: [...series.queueWaitP50Ms],
        queue_wait_p95_ms: [...series.queueWaitP95Ms],
        prompt_tokens: [...series.promptTokens],
        completion_tokens: [...series.completionTokens],
        tokens_per_second: [...series.tokensPerSecond],
        credits: [...series.credits],
        server_memory_bytes: [...series.serverMemoryBytes],
        children_memory_bytes: [...series.childrenMemoryBytes],
        busy_processes: [...series.busyProcesses],
        queued_requests: [...series.queuedRequests],
      },
    } satisfies MetricsHistoryBody;
    return { status: 200, body };
  };
}
