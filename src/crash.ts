/** A defect: `EX_SOFTWARE` of sysexits.h. */
export const EXIT_DEFECT = 70;
/** How long running turns may take to hear of the end, and the log to be written. */
const GRACE_MS = 2_000;
const LOG_PATIENCE_MS = 500;

export interface CrashParts {
  readonly log: { readonly fatal: (fields: object, message: string) => void };
  /** Writes the same line synchronously to the console, where the log cannot be written. */
  readonly console: { readonly fatal: (fields: object, message: string) => void };
  /** Resolves with whether the log is written so far. */
  readonly flushLog: (patienceMs: number) => Promise<boolean>;
  /** Tells the turns that run, and ends what was started. */
  readonly stop: () => Promise<unknown>;
  readonly exit: (code: number) => void;
}

/**
 * Ends the process after an error that nobody caught: the one place that does. One line tells why, the turns that run
 * get an error, and the process exits within two seconds, whatever fails meanwhile.
 */
export function createCrash(parts: CrashParts): (error: unknown, message: string, code: number) => void {
  let hasBegun = false;

  const tell = async (error: unknown, message: string): Promise<void> => {
    let isWritten = false;
    try {
      parts.log.fatal({ err: error }, message);
      isWritten = await parts.flushLog(LOG_PATIENCE_MS);
    } catch {
      // Told on the console.
    }
    if (!isWritten) parts.console.fatal({ err: error }, message);
  };

  return (error, message, code) => {
    // What fails as a consequence, while the process ends, changes nothing.
    if (hasBegun) return;
    hasBegun = true;
    const exit = (): void => parts.exit(code);
    const limit = setTimeout(exit, GRACE_MS);
    const told = tell(error, message);
    const stopped = (async () => parts.stop())();
    void Promise.allSettled([told, stopped]).then(() => {
      clearTimeout(limit);
      exit();
    });
  };
}
