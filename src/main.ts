#!/usr/bin/env node
import { writeSync } from 'node:fs';
import { type App, createApp } from './app.ts';
import { chooseBackendCli } from './backend.ts';
import { type Config, ConfigError, readConfig, secretsOf } from './config.ts';
import { createCrash, EXIT_DEFECT } from './crash.ts';
import { guard } from './observability/guard.ts';
import { standardOutput } from './observability/log-sink.ts';
import { createLogger } from './observability/logger.ts';
import { createRedactor } from './observability/redactor.ts';
import { createSystemLog } from './observability/system-log.ts';
import { softLimit } from './process-limits.ts';
import { costOf, reasonOf } from './qodercli/choice/describe-cli.ts';
import { startBanner } from './start-banner.ts';

const EXIT_CONFIGURATION = 78;
const EXIT_START = 1;
/** How long the last lines of the log may take to be written. */
const LOG_PATIENCE_MS = 500;

// A console that is closed or full is no reason to end.
process.stderr.on('error', () => undefined);

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
const redact = createRedactor(secretsOf(config));
const systemLog = createSystemLog({ maxEntries: dashboard.enabled ? dashboard.logMaxEntries : 0 });
const sink = standardOutput();
const log = createLogger(config.logLevel, redact, sink, dashboard.enabled ? systemLog : undefined);
let app: App | undefined;
let isStopping = false;

const crash = createCrash({
  log,
  console: createLogger('fatal', redact, { write: (line) => void writeSync(process.stderr.fd, line) }),
  flushLog: sink.flush,
  stop: async () => app?.stop({ delayMs: 0, graceMs: 0 }),
  exit: (code) => process.exit(code),
});
const defect = (error: unknown): void => crash(error, 'unexpected error, the server ends', EXIT_DEFECT);
process.on('uncaughtException', defect);
process.on('unhandledRejection', defect);
// The last word, whatever ends this process: no CLI outlives it.
process.on(
  'exit',
  guard(log, 'exit', () => {
    app?.driver.killAll();
    sink.flushSync();
  }),
);

async function start(): Promise<App> {
  const cli = await chooseBackendCli(config);
  for (const { file, problem, isScript } of cli.passedOver) {
    log[isScript ? 'info' : 'warn']({ file, problem }, 'found a qodercli that is not used');
  }
  const { kind, source, executable } = cli;
  const command = [executable.file, ...executable.args].join(' ');
  const said = {
    kind,
    source,
    version: executable.version,
    command,
    reason: reasonOf(cli),
    cost: costOf(kind),
  };
  log.info(said, 'chose the qodercli');
  const created = await createApp(config, cli, { log, redact, systemLog, sink });
  app = created;
  if (isStopping) return created;
  await created.server.start();
  // A signal may have come meanwhile: then nothing more begins.
  if (isStopping) return created;
  created.driver.start();
  log.info({ port: created.server.info.port, host: config.host, backend: config.backend }, 'listening');
  process.stderr.write(startBanner(config, cli, Number(created.server.info.port)));
  return created;
}

// Before the start: a signal that comes during it waits for what has begun, and ends that.
const starting = Promise.resolve().then(start);
const stop = (signal: NodeJS.Signals): void => {
  isStopping = true;
  log.info({ signal }, 'shutting down');
  starting
    .then((started) => started.stop({ delayMs: config.shutdownDelayMs, graceMs: config.shutdownTimeoutMs }))
    .then(() => sink.flush(LOG_PATIENCE_MS))
    .then(() => process.exit(0), defect);
};
process.on('SIGTERM', guard(log, 'SIGTERM', stop));
process.on('SIGINT', guard(log, 'SIGINT', stop));
if (config.exposedSecrets.length > 0) {
  log.warn(
    { variables: config.exposedSecrets },
    'secrets stand in the environment of this process, which qodercli could read; bin/qoder-gateway hides them',
  );
}
if ((softLimit('Max core file size') ?? 0) > 0) {
  log.warn({}, 'an abort may leave a core dump with secrets in it; bin/qoder-gateway sets ulimit -c 0');
}
starting.catch((error: unknown) => crash(error, 'the server could not start', EXIT_START));
