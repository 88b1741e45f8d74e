import type { Output } from './output.ts';
import type { Recorder } from './recorder.ts';

/** The ways in which the process ends; what was written before is delivered first. */
export interface Ending {
  exit(code: number): Promise<never>;
  kill(signal: NodeJS.Signals): Promise<never>;
}

export function createEnding(output: Output, recorder: Recorder): Ending {
  let ending = false;

  async function once(how: () => void, record: number | string): Promise<never> {
    if (!ending) {
      ending = true;
      recorder.exited(record);
      await output.flushed();
      how();
    }
    return new Promise<never>(() => undefined);
  }

  return {
    exit: (code) => once(() => process.exit(code), code),
    kill: (signal) => once(() => process.kill(process.pid, signal), signal),
  };
}
