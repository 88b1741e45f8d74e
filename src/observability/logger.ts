import { type DestinationStream, type Logger, pino } from 'pino';

/** Fields that never reach a log, whoever passes them. */
const REDACTED_PATHS = ['authorization', 'cookie', 'token', 'accessToken', 'apiKey', 'password'].flatMap(
  (field) => [field, `*.${field}`, `headers.${field}`],
);

/**
 * JSON lines on `destination`. Known secrets are taken out of the finished line, so that not even an error's
 * message can carry one.
 */
export function createLogger(
  level: string,
  redact: (text: string) => string,
  destination: DestinationStream,
): Logger {
  return pino(
    { level, base: null, redact: { paths: REDACTED_PATHS, censor: '[redacted]' } },
    { write: (line: string) => destination.write(redact(line)) },
  );
}
