import { type DestinationStream, type Level, type Logger, levels, pino } from 'pino';
import { onOneLine } from '../json/one-line.ts';
import { boundedFields } from './bounded-fields.ts';
import type { SystemLog } from './system-log.ts';

/** Fields that never reach a log, no matter which caller passes them. */
const REDACTED_PATHS = ['authorization', 'cookie', 'token', 'accessToken', 'apiKey', 'password'].flatMap(
  (field) => [field, `*.${field}`, `headers.${field}`],
);

/** The lowest level that the system log gets. */
const KEPT_LEVEL: Level = 'debug';

/**
 * JSON lines on `destination`. Known secrets are taken out of the finished line, so that not even an error's
 * message can carry one; and each field is cut, so that no client can fill the log.
 * @param systemLog gets the same lines, and those of level `debug` too.
 */
export function createLogger(
  level: string,
  redact: (text: string) => string,
  destination: DestinationStream,
  systemLog?: Pick<SystemLog, 'push'>,
): Logger {
  const options = {
    base: null,
    redact: { paths: REDACTED_PATHS, censor: '[redacted]' },
    formatters: { log: boundedFields },
  };
  if (systemLog === undefined) {
    return pino({ ...options, level }, { write: (line) => destination.write(onOneLine(redact(line))) });
  }
  // `silent` is no level of a line: nothing is as high.
  const shownFrom = levels.values[level] ?? Number.POSITIVE_INFINITY;
  const keptFrom = levels.values[KEPT_LEVEL] as number;
  return pino({ ...options, level: shownFrom < keptFrom ? level : KEPT_LEVEL }, {
    // Asks pino to leave the level of each line in `lastLevel`.
    [Symbol.for('pino.metadata')]: true,
    lastLevel: 0,
    write(line: string) {
      const clean = onOneLine(redact(line));
      if (this.lastLevel >= keptFrom) systemLog.push(clean);
      if (this.lastLevel >= shownFrom) destination.write(clean);
    },
  } as DestinationStream & { lastLevel: number });
}
