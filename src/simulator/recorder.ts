import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

export interface Recorder {
  booted(authPayload: string | undefined): void;
  received(line: string): void;
  exited(code: number | string): void;
}

const silent: Recorder = {
  booted: () => undefined,
  received: () => undefined,
  exited: () => undefined,
};

/** Writes what the host did into `<directory>/<pid>.jsonl`, synchronously so that a SIGKILL loses nothing. */
export function createRecorder(directory: string | undefined): Recorder {
  if (!directory) return silent;
  mkdirSync(directory, { recursive: true });
  const file = join(directory, `${process.pid}.jsonl`);
  const write = (entry: object) => appendFileSync(file, `${JSON.stringify(entry)}\n`);
  return {
    booted: (authPayload) =>
      write({
        pid: process.pid,
        argv: process.argv.slice(2),
        env: process.env,
        cwd: process.cwd(),
        authPayload: authPayload ?? null,
        bootedAt: Date.now(),
      }),
    received: (line) => write({ stdin: line, at: Date.now() }),
    exited: (code) => write({ exit: code, at: Date.now() }),
  };
}
