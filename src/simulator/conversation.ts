import { isObject, type JsonObject } from './json.ts';
import { syntheticLine } from './model-messages.ts';
import { failedResult, syntheticResult } from './result-messages.ts';
import { serviceAccess } from './service-access.ts';
import type { Session } from './session.ts';
import { initLine, type LifecycleState, lifecycleLine, replayLine } from './session-messages.ts';
import type { Machine } from './turn.ts';
import { runTurn, type TurnOutcome } from './turn-runner.ts';
import { type UserMessage, userMessage } from './user-message.ts';

export interface Conversation {
  receive(line: JsonObject): Promise<void>;
  /** Stop the running turn; with `cancelQueued` forget those that wait. */
  interrupt(cancelQueued: boolean): { readonly stillQueued: string[]; readonly cancelled: string[] };
  cancel(uuid: string): boolean;
  /** No input will come any more: end when the pending turns are done. */
  finish(): Promise<void>;
}

const noMessage = "API Error: Cannot read properties of undefined (reading 'role')";
const tooEarly = 'initialize_required: user message received before successful initialize';
const bareSession = 'bare_session_control_only: user message received by a bare session';
/** The real program really writes this plain text into its stream of JSON lines. */
const mcpIssues = 'MCP issues detected. Run /mcp list for status.\n';
const notReady = 'API Error: no_models_available: catalog not ready after authentication';

/** Answers user messages one after the other. */
export function createConversation(
  machine: Machine,
  session: Session,
  initializing: () => Promise<unknown>,
): Conversation {
  const { output, host, ending } = machine;
  const queue: UserMessage[] = [];
  let running: Promise<void> | undefined;
  let current: AbortController | undefined;
  let lastExitCode = 0;

  async function mark(message: UserMessage, state: LifecycleState): Promise<void> {
    if (message.uuid !== undefined) await output.send(lifecycleLine(session, message.uuid, state));
  }

  function refused(error: string): TurnOutcome {
    return { completed: false, result: failedResult(session, error), exitCode: 1 };
  }

  /** A user line that the program cannot make anything of is its end. */
  async function reject(
    message: UserMessage | undefined,
    error: string,
    terminalReason?: string,
  ): Promise<never> {
    await output.send(
      failedResult(session, error, terminalReason, terminalReason === undefined ? undefined : 500),
    );
    if (message) await mark(message, 'cancelled');
    return ending.exit(1);
  }

  async function leave(exitCode: number): Promise<never> {
    if (session.servers.some((server) => server.error !== undefined)) await output.write(mcpIssues);
    return ending.exit(exitCode);
  }

  async function answer(message: UserMessage): Promise<TurnOutcome> {
    await output.send(initLine(session));
    const access = await serviceAccess(session, host);
    if (access.kind === 'malformed') {
      session.deaf = true;
      await output.send(syntheticLine(session, access.message, 'authentication_failed', false));
      return { completed: false, result: syntheticResult(session, access.message), exitCode: undefined };
    }
    if (access.kind === 'declined') return refused(`API Error: ${access.message}`);
    if (!session.scenario.online) return refused(notReady);
    await mark(message, 'started');
    current = new AbortController();
    const outcome = await runTurn(machine, session, message, current.signal);
    current = undefined;
    return outcome;
  }

  async function work(): Promise<void> {
    for (let message = queue.shift(); message; message = queue.shift()) {
      const outcome = await answer(message);
      await mark(message, outcome.completed ? 'completed' : 'cancelled');
      await output.send(outcome.result);
      lastExitCode = outcome.completed ? 0 : 1;
      if (outcome.exitCode === undefined) continue;
      for (const waiting of queue.splice(0)) await mark(waiting, 'discarded');
      await leave(outcome.exitCode);
    }
    running = undefined;
  }

  return {
    async receive(line) {
      if (session.deaf) return;
      await initializing();
      const message = userMessage(line);
      if (message) await mark(message, 'queued');
      if (session.args.bare) await reject(message, bareSession, 'bare_session_control_only');
      if (!session.initialized) await reject(message, tooEarly, 'initialize_required');
      if (!isObject(line.message)) await reject(message, noMessage);
      if (!message) return;
      if (session.args.replayUserMessages) await output.send(replayLine(session, message.message));
      if (!message.startsTurn) {
        session.history.push({ role: 'user', text: message.text });
        return;
      }
      queue.push(message);
      running ??= work();
    },
    interrupt(cancelQueued) {
      current?.abort();
      const cancelled = cancelQueued ? queue.splice(0) : [];
      for (const message of cancelled) void mark(message, 'cancelled');
      const named = (messages: readonly UserMessage[]) => messages.flatMap((one) => one.uuid ?? []);
      return { stillQueued: named(queue), cancelled: named(cancelled) };
    },
    cancel(uuid) {
      const index = queue.findIndex((message) => message.uuid === uuid);
      if (index < 0) return false;
      queue.splice(index, 1);
      return true;
    },
    async finish() {
      host.leave();
      await initializing();
      await running;
      await leave(lastExitCode);
    },
  };
}
