import { type Gateway, startGateway } from './gateway.ts';
import { createRecording, type Recording } from './recording.ts';

export interface ParameterProofs {
  readonly gateway: Gateway;
  /** Refuses what has no effect. */
  readonly strict: Gateway;
  /** Of the first of them. */
  readonly recording: Recording;
  readonly stop: () => Promise<void>;
}

/** What the rows of a table in docs/parameters.md are proven with. */
export async function startParameterProofs(): Promise<ParameterProofs> {
  const recording = createRecording();
  const gateway = await startGateway({ env: recording.env });
  const strict = await startGateway({ env: { STRICT_PARAMS: 'true' } });
  return {
    gateway,
    strict,
    recording,
    async stop() {
      await gateway.stop();
      await strict.stop();
      recording.remove();
    },
  };
}

/** Two calls of one tool in one answer. */
export const twoCalls = [
  {
    tools: [
      { name: 'look', input: {} },
      { name: 'look', input: {} },
    ],
  },
];
