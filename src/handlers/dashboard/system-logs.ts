import type { Deletion, SystemLogList, SystemLogEntry as WireEntry } from '../../contract/operations.ts';
import type { SystemLog, SystemLogEntry } from '../../observability/system-log.ts';
import type { Handler } from '../handler.ts';

export function listSystemLogsHandler(lines: SystemLog): Handler<'listSystemLogs'> {
  return async () => ({
    status: 200,
    body: { data: lines.entries().map(systemLogBody) } satisfies SystemLogList,
  });
}

export function clearSystemLogsHandler(lines: SystemLog): Handler<'clearSystemLogs'> {
  return async () => ({ status: 200, body: { deleted: lines.clear() } satisfies Deletion });
}

export function systemLogBody({ id, timeMs, level, source, message, fields }: SystemLogEntry): WireEntry {
  return { id, time_ms: timeMs, level, source, message, fields: { ...fields } };
}
