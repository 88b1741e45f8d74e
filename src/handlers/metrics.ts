import type { Handler } from './handler.ts';

export function getMetricsHandler(read: () => Promise<string>, contentType: string): Handler<'getMetrics'> {
  return async () => ({ status: 200, text: await read(), contentType });
}
