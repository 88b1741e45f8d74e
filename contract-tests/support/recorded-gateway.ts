import { type Gateway, type GatewayOptions, startGateway } from './gateway.ts';
import { createRecording, type Recording } from './recording.ts';

/** A gateway, and what its CLI is sent. The recording is removed when the gateway is stopped. */
export async function startRecordedGateway(
  options: GatewayOptions = {},
): Promise<{ readonly gateway: Gateway; readonly recording: Recording }> {
  const recording = createRecording();
  const gateway = await startGateway({ ...options, env: { ...recording.env, ...options.env } });
  const stop = async (): Promise<void> => {
    await gateway.stop();
    recording.remove();
  };
  return { gateway: { ...gateway, stop }, recording };
}
