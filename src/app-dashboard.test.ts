import { describe, expect, it } from 'vitest';
import { createDashboard } from './app-dashboard.ts';
import { readConfig } from './config.ts';
import { capacityOf } from './config-capacity.ts';
import type { CompletionParts } from './handlers/completion-parts.ts';
import type { HandlerRequest } from './handlers/handler.ts';
import { createSystemLog } from './observability/system-log.ts';

const ignore = (): void => undefined;

function dashboardWith(environment: Readonly<Record<string, string>>) {
  const driver = { status: () => ({ pids: [], pool: { busy: 0, queued: 0 } }) };
  const config = readConfig(environment);
  return createDashboard({
    config,
    capacity: capacityOf(config.capacity, 1),
    cli: { kind: 'simulator', source: 'built_in' },
    completions: { driver, models: {} } as unknown as CompletionParts,
    root: '/nowhere',
    version: '0',
    systemLog: createSystemLog({ maxEntries: 0 }),
    isLeaving: () => false,
    redact: (text) => text,
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
  });
}

async function recorded(dashboard: ReturnType<typeof dashboardWith>, method: string, path: string) {
  const [observer, ...watchers] = dashboard.observe({
    id: 'r',
    method,
    path,
    client: undefined,
    host: undefined,
    traceparent: undefined,
    tracestate: undefined,
  });
  observer.resolved({ requestedModel: 'auto', model: 'auto', tier: 'exact', stream: false });
  for (const each of [observer, ...watchers]) each.ended?.(200);
  dashboard.close();
  const request = { query: {} } as HandlerRequest<'listRequestLogs' & 'getMetricsHistory'>;
  const answers = await Promise.all([
    dashboard.handlers.listRequestLogs(request),
    dashboard.handlers.getMetricsHistory(request),
  ]);
  const [requests, metrics] = answers.map((answer) => ('body' in answer ? answer.body : undefined));
  return { requests, metrics };
}

describe('the dashboard', () => {
  it.each([
    ['POST', '/v1/chat/completions'],
    ['GET', '/v1'],
    ['POST', '/dashboard/api/chat/completions'],
  ])('records and counts %s %s', async (method, path) => {
    const { requests, metrics } = await recorded(dashboardWith({}), method, path);
    expect(requests).toMatchObject({ data: [{ id: 'r' }] });
    expect(metrics).toMatchObject({ models: ['auto'] });
  });

  it.each([
    ['OPTIONS', '/v1/chat/completions'],
    ['GET', '/healthz'],
    ['GET', '/v1x'],
    ['GET', '/dashboard/api/requests'],
  ])('records nothing of %s %s', async (method, path) => {
    const { requests, metrics } = await recorded(dashboardWith({}), method, path);
    expect(requests).toEqual({ data: [] });
    expect(metrics).toMatchObject({ models: [] });
  });

  it('records nothing at all where it is switched off', async () => {
    const dashboard = dashboardWith({ DASHBOARD_ENABLED: 'false' });
    expect(dashboard.http).toBeUndefined();
    const { requests, metrics } = await recorded(dashboard, 'POST', '/v1/chat/completions');
    expect(requests).toEqual({ data: [] });
    expect(metrics).toMatchObject({ models: [] });
  });
});
