import { defaultAnswer } from './default-model/answer.ts';
import type { JsonObject } from './json.ts';
import { askModelPolicy } from './model-policy.ts';
import { play } from './playback.ts';
import { failedResult, type ResultFacts, resultLine, syntheticResult } from './result-messages.ts';
import { scriptIn } from './script.ts';
import { ScriptError } from './script-fields.ts';
import type { Session } from './session.ts';
import { usageOfSession } from './session-usage.ts';
import { createSpeech } from './speech.ts';
import type { Step } from './steps.ts';
import type { Failure, Machine, Turn } from './turn.ts';
import { tokensIn } from './usage.ts';
import type { UserMessage } from './user-message.ts';

export interface TurnOutcome {
  readonly completed: boolean;
  /** The line that ends the turn, still to be sent. */
  readonly result: JsonObject;
  /** Set when the process ends with this turn. */
  readonly exitCode: number | undefined;
}

function stepsFor({ session, input, images }: Turn): readonly Step[] {
  return scriptIn(input) ?? session.scenario.turn ?? defaultAnswer(session, input, images);
}

function tokensRead(session: Session, input: string): number {
  const earlier = session.history.reduce((sum, one) => sum + one.text.length, 0);
  return tokensIn(session.systemPrompt.length + earlier + input.length);
}

function closing(turn: Turn, failure: Failure | undefined, startedAt: number): JsonObject {
  if (failure?.kind === 'synthetic') return syntheticResult(turn.session, failure.text, failure.errorCode);
  const facts: ResultFacts = {
    subtype: failure?.subtype ?? 'success',
    isError: failure !== undefined,
    ...(failure ? { errors: failure.errors } : { text: turn.speech.text }),
    stopReason: failure ? null : (turn.stopReason ?? 'end_turn'),
    numTurns: turn.rounds,
    durationMs: Date.now() - startedAt,
    model: turn.session.model === '' ? 'auto' : turn.session.model,
    usage: usageOfSession(turn.session),
    ...(failure ? {} : { terminalReason: 'completed' }),
    denials: turn.denials,
  };
  return { ...resultLine(turn.session, facts), ...failure?.fields };
}

async function act(turn: Turn): Promise<Failure | undefined> {
  const failure = await play(stepsFor(turn), turn);
  if (failure) return failure;
  if (turn.speech.open || turn.rounds === 0) {
    await turn.speech.close(turn.stopReason ?? 'end_turn');
    turn.rounds += 1;
  }
  return undefined;
}

/** Answer one user message, from the script that applies to it up to the result line. */
export async function runTurn(
  machine: Machine,
  session: Session,
  { text: input, images }: Pick<UserMessage, 'text' | 'images'>,
  signal: AbortSignal,
): Promise<TurnOutcome> {
  const startedAt = Date.now();
  const tokensPerRound = tokensRead(session, input);
  const speech = createSpeech(session, machine.output, tokensPerRound, () =>
    askModelPolicy(session, machine.host, signal),
  );
  const turn: Turn = {
    ...machine,
    session,
    speech,
    input,
    images,
    signal,
    denials: [],
    stopReason: undefined,
    rounds: 0,
  };
  session.history.push({ role: 'user', text: input });
  try {
    const failure = await act(turn);
    session.history.push({ role: 'assistant', text: speech.text });
    const result = closing(turn, failure, startedAt);
    const fatal = failure?.kind === 'result' && failure.subtype === 'error_during_execution';
    return { completed: failure === undefined, result, exitCode: fatal ? 1 : undefined };
  } catch (error) {
    if (error instanceof ScriptError) {
      const message = `Simulator script error: ${error.message}`;
      process.stderr.write(`${message}\n`);
      return { completed: false, result: failedResult(session, message), exitCode: 1 };
    }
    if (!signal.aborted) throw error;
    await speech.abandon();
    const result = failedResult(session, 'Request interrupted by user');
    return { completed: false, result, exitCode: undefined };
  }
}
