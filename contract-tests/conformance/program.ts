import { fileURLToPath } from 'node:url';

/** Something that claims to speak the protocol of qodercli. */
export interface Program {
  readonly name: string;
  readonly entry: string;
  readonly env: Readonly<Record<string, string>>;
}

const root = new URL('../../', import.meta.url);

export const realProgram: Program = {
  name: 'qodercli',
  entry: fileURLToPath(new URL('node_modules/@qoder-ai/qodercli/bundle/qodercli.js', root)),
  env: {},
};

export function simulator(scenario: object, env: Record<string, string> = {}): Program {
  return {
    name: 'simulator',
    entry: fileURLToPath(new URL('dist/src/simulator/main.js', root)),
    env: { QODER_SIMULATOR_SCRIPT: JSON.stringify(scenario), QODER_SIMULATOR_DELAY_MS: '0', ...env },
  };
}

/** The simulator in the state in which the real program is here: nothing of Qoder can be reached. */
export const offlineSimulator: Program = simulator({ network: 'none' });
