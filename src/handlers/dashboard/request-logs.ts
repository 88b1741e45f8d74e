import type {
  Deletion,
  RequestLog as RequestLogBody,
  RequestLogExport,
  RequestLogList,
  RequestLogSummary,
} from '../../contract/operations.ts';
import { ApiError } from '../../errors.ts';
import type { RequestDetail, RequestSummary } from '../../observability/request-facts.ts';
import type { RequestLog } from '../../observability/request-log.ts';
import type { Handler } from '../handler.ts';

export function listRequestLogsHandler(requests: RequestLog): Handler<'listRequestLogs'> {
  return async ({ query: { search } }) => {
    const found = search === undefined ? requests.summaries() : requests.search(search);
    return { status: 200, body: { data: found.map(summaryBody) } satisfies RequestLogList };
  };
}

export function retrieveRequestLogHandler(requests: RequestLog): Handler<'retrieveRequestLog'> {
  return async ({ params }) => {
    const found = requests.detail(params.request_id);
    if (found === undefined) {
      throw new ApiError('not_found', `The log holds no request with the id '${params.request_id}'.`);
    }
    return { status: 200, body: detailBody(found) };
  };
}

export function exportRequestLogsHandler(requests: RequestLog): Handler<'exportRequestLogs'> {
  return async () => {
    const data = Array.from(requests.details(), detailBody);
    return { status: 200, body: { data } satisfies RequestLogExport };
  };
}

export function clearRequestLogsHandler(requests: RequestLog): Handler<'clearRequestLogs'> {
  return async () => ({ status: 200, body: { deleted: requests.clear() } satisfies Deletion });
}

export function summaryBody(summary: RequestSummary): RequestLogSummary {
  return {
    id: summary.id,
    received_at_ms: summary.receivedAtMs,
    operation: summary.operation,
    state: summary.state,
    status: summary.status,
    duration_ms: summary.durationMs,
    first_token_ms: summary.firstTokenMs,
    key: summary.key,
    client: summary.client,
    requested_model: summary.requestedModel,
    model: summary.model,
    stream: summary.stream,
    prompt_tokens: summary.promptTokens,
    completion_tokens: summary.completionTokens,
    credits: summary.credits,
    finish_reason: summary.finishReason,
    error: summary.error,
    prompt_preview: summary.promptPreview,
    answer_preview: summary.answerPreview,
  };
}

function detailBody(detail: RequestDetail): RequestLogBody {
  const { timings } = detail;
  return {
    summary: summaryBody(detail.summary),
    method: detail.method,
    path: detail.path,
    request: detail.requestJson === null ? null : JSON.parse(detail.requestJson),
    request_truncated: detail.requestTruncated,
    text: detail.text,
    text_truncated: detail.textTruncated,
    reasoning: detail.reasoning,
    tool_calls: detail.toolCalls.map((call) => ({ ...call })),
    timings: {
      admitted_ms: timings.admittedMs,
      process_ms: timings.processMs,
      sent_ms: timings.sentMs,
      first_token_ms: timings.firstTokenMs,
      end_ms: timings.endMs,
    },
    resolution: detail.resolution,
    cached_tokens: detail.cachedTokens,
    usage_source: detail.usageSource,
    continued: detail.continued,
    process_id: detail.processId,
    error_code: detail.errorCode,
  };
}
