import { type DestinationStream, type Logger, multistream, pino } from 'pino';
import type { SystemLog } from './system-log.ts';

/** Fields that never reach a log, whoever passes them. */
const REDACTED_PATHS = ['authorization', 'cookie', 'token', 'accessToken', 'apiKey', 'password'].flatMap(
  (field) => [field, `*.${field}`, `headers.${field}`],
);

/**
 * JSON lines on `destination`. Known secrets are taken out of the finished line, so that not even an error's
 * message can carry one.
 * @param systemLog gets the same lines, and those of level `debug` too.
 */
export function createLogger(
  level: string,
  redact: (text: string) => string,
  destination: DestinationStream,
  systemLog?: Pick<SystemLog, 'push'>,
): Logger {
  const options = { base: null, redact: { paths: REDACTED_PATHS, censor: '[redacted]' } };
  const shown: DestinationStream = { write: (line) => destination.write(redact(line)) };
  if (systemLog === undefined) return pino({ ...options, level }, shown);
  const kept: DestinationStream = { write: (line) => systemLog.push(redact(line)) };
  const streams = [
    { level: 'debug' as const, stream: kept },
    ...(level === 'silent' ? [] : [{ level: level as 'info', stream: shown }]),
  ];
  return pino({ ...options, level: level === 'trace' ? level : 'debug' }, multistream(streams));
}
