import type { Log } from './log.ts';

/**
 * A callback for a timer, a socket, a child process or an event. What it throws or rejects with is logged and goes no
 * further: nobody calls such a callback who could catch it, so it would end the process with everything that runs.
 * @param name of the callback, for the log.
 */
export function guard<Arguments extends readonly unknown[]>(
  log: Pick<Log, 'error'>,
  name: string,
  callback: (...args: Arguments) => unknown,
): (...args: Arguments) => void {
  const failed = (error: unknown): void => {
    try {
      log.error({ err: error, callback: name }, 'a callback failed');
    } catch {
      // The log itself fails: there is nobody left to tell.
    }
  };
  return (...args) => {
    try {
      const result = callback(...args);
      if (result instanceof Promise) result.catch(failed);
    } catch (error) {
      failed(error);
    }
  };
}
