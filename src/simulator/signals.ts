import type { Ending } from './ending.ts';

export interface Signals {
  /** SIGINT does nothing until the program is ready. */
  ready(): void;
  ignoreSigterm(): void;
}

/** Answer signals with the exit codes of the real program. */
export function handleSignals(ending: Ending): Signals {
  let ready = false;
  let deafToSigterm = false;
  process.on('SIGTERM', () => {
    if (!deafToSigterm) void ending.exit(143);
  });
  process.on('SIGHUP', () => void ending.exit(129));
  process.on('SIGINT', () => {
    if (ready) void ending.exit(0);
  });
  return {
    ready: () => {
      ready = true;
    },
    ignoreSigterm: () => {
      deafToSigterm = true;
    },
  };
}
