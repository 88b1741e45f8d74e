import { setTimeout as sleep } from 'node:timers/promises';
import { forkGrandchild } from './grandchild.ts';
import { syntheticLine } from './model-messages.ts';
import { failedResult, syntheticResult } from './result-messages.ts';
import type { Session } from './session.ts';
import { initLine } from './session-messages.ts';
import type { Machine } from './turn.ts';

const authenticationExitCode = 41;
const noNetwork =
  'An unexpected critical error occurred:NetworkAttemptError: Network attempt failed at dns\n';
const loginHint = 'Not logged in · Please run /login';

async function misbehave(machine: Machine, session: Session): Promise<void> {
  const plan = session.scenario.boot;
  if (plan.ignoreSigterm) machine.signals.ignoreSigterm();
  if (plan.fork) await forkGrandchild(plan.fork.seconds, plan.fork.detached);
  if (plan.delayMs > 0) await sleep(plan.delayMs);
  if (plan.stderr !== undefined) process.stderr.write(plan.stderr);
  if (plan.garbage !== undefined) await machine.output.write(`${plan.garbage}\n`);
  if (plan.hang) await sleep(2 ** 31 - 1);
  if (plan.signal) await machine.ending.kill(plan.signal);
  if (plan.terminalReason !== undefined) {
    await machine.output.send(failedResult(session, plan.errors.join('\n'), plan.terminalReason));
    await machine.ending.exit(plan.exit ?? authenticationExitCode);
  }
  if (plan.exit !== undefined) await machine.ending.exit(plan.exit);
}

/** Everything up to the moment at which the program starts to read its input; it may well end here. */
export async function boot(machine: Machine, session: Session): Promise<void> {
  const { output, ending } = machine;
  const { login } = session;
  await misbehave(machine, session);
  if (login.kind === 'refused') {
    await output.send(failedResult(session, login.message, login.terminalReason));
    await ending.exit(authenticationExitCode);
  }
  if (login.kind === 'not-logged-in') {
    await output.send(initLine(session));
    await output.send(syntheticLine(session, loginHint, 'authentication_failed', false));
    await output.send(syntheticResult(session, loginHint));
    await ending.exit(1);
  }
  // Only an access token is exchanged over the network before the input is read.
  if (login.kind === 'access-token' && !session.scenario.online) {
    process.stderr.write(noNetwork);
    await ending.exit(1);
  }
}
