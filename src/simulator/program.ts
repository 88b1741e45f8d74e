import { setTimeout as sleep } from 'node:timers/promises';
import { ArgumentError, type Arguments } from './arguments.ts';
import { authenticate } from './authentication.ts';
import { boot } from './boot.ts';
import { createControl } from './control.ts';
import { createConversation } from './conversation.ts';
import { createEnding } from './ending.ts';
import { createHost } from './host.ts';
import { receiveLines } from './input.ts';
import { createOutput } from './output.ts';
import { createRecorder } from './recorder.ts';
import type { Scenario } from './scenario.ts';
import { createSession } from './session.ts';
import { handleSignals } from './signals.ts';
import type { Machine } from './turn.ts';

function milliseconds(value: string | undefined): number | undefined {
  const number = Number(value);
  return value === undefined || value === '' || !(number >= 0) ? undefined : number;
}

/** Boot, then serve one conversation over stdin and stdout. */
export async function run(args: Arguments, scenario: Scenario, env: NodeJS.ProcessEnv): Promise<void> {
  if (!args.streaming) {
    throw new ArgumentError(
      env.QODER_AGENT_SDK_ENTRYPOINT
        ? 'sdk_invalid_args: SDK mode requires --print with stream-json input and output'
        : 'The simulator speaks only --print --input-format stream-json --output-format stream-json.',
    );
  }
  if (args.cwd !== undefined) process.chdir(args.cwd);
  const output = createOutput(process.stdout);
  const recorder = createRecorder(env.QODER_SIMULATOR_RECORD);
  const { login, payload } = await authenticate(env, scenario.loggedIn);
  recorder.booted(payload);
  const ending = createEnding(output, recorder);
  // The reader went away: there is nobody left to talk to.
  process.stdout.on('error', () => process.exit(0));
  const signals = handleSignals(ending);
  const machine: Machine = { output, host: createHost(output), ending, signals };
  const session = createSession(args, scenario, login, milliseconds(env.QODER_SIMULATOR_DELAY_MS));
  const bootMs = milliseconds(env.QODER_SIMULATOR_BOOT_MS) ?? 0;
  if (bootMs > 0) await sleep(bootMs);
  await boot(machine, session);
  signals.ready();
  const conversation = createConversation(machine, session, () => control.initializing());
  const control = createControl(machine, session, conversation);
  receiveLines(process.stdin, machine, session, { control, conversation, recorder });
}
