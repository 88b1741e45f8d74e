#!/usr/bin/env node
import { type App, createApp } from './app.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { createLogger } from './observability/logger.ts';
import { createRedactor } from './observability/redactor.ts';
import { createSystemLog } from './observability/system-log.ts';
import { startBanner } from './start-banner.ts';

const EXIT_CONFIGURATION = 78;

function configuration(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`The configuration is wrong:\n${error.message.replace(/^/gm, '  ')}\n`);
    process.exit(EXIT_CONFIGURATION);
  }
}

const config = configuration();
const { dashboard } = config;
const redact = createRedactor([
  config.token,
  ...config.apiKeys.map(({ key }) => key),
  dashboard.password,
  dashboard.secret,
  ...Object.values(config.traces?.headers ?? {}),
]);
const systemLog = createSystemLog({ maxEntries: dashboard.enabled ? dashboard.logMaxEntries : 0 });
const log = createLogger(config.logLevel, redact, process.stdout, dashboard.enabled ? systemLog : undefined);
const crash = (error: unknown): void => {
  log.fatal({ err: error }, 'unexpected error, the server ends');
  process.exit(1);
};
process.on('uncaughtException', crash);
process.on('unhandledRejection', crash);

let isStopping = false;

async function start(): Promise<App> {
  const app = await createApp(config, log, redact, systemLog);
  // The last word, whatever ends this process: no CLI outlives it.
  process.on('exit', app.driver.killAll);
  if (isStopping) return app;
  await app.server.start();
  // A signal may have come meanwhile: then nothing more begins.
  if (isStopping) return app;
  app.driver.start();
  log.info({ port: app.server.info.port, host: config.host, backend: config.backend }, 'listening');
  process.stderr.write(startBanner(config, Number(app.server.info.port)));
  return app;
}

// Before the start: a signal that comes during it waits for what has begun, and ends that.
const starting = Promise.resolve().then(start);
const stop = (signal: NodeJS.Signals): void => {
  isStopping = true;
  log.info({ signal }, 'shutting down');
  starting
    .then((app) => app.stop({ delayMs: config.shutdownDelayMs, graceMs: config.shutdownTimeoutMs }))
    .then(() => process.exit(0), crash);
};
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
if (config.exposedSecrets.length > 0) {
  log.warn(
    { variables: config.exposedSecrets },
    'secrets stand in the environment of this process, which qodercli could read; bin/qoder-gateway hides them',
  );
}
await starting;
