import { setTimeout as sleep } from 'node:timers/promises';
import { answerToTools } from './default-model/answer.ts';
import { disturb } from './disturbances.ts';
import { syntheticLine } from './model-messages.ts';
import { scriptIn } from './script.ts';
import { serviceError } from './service-errors.ts';
import { queueLine, retryLine } from './session-messages.ts';
import type { Step } from './steps.ts';
import { toolRound } from './tool-round.ts';
import type { Failure, Turn } from './turn.ts';
import { utter } from './utterances.ts';

const forever = 2 ** 31 - 1;

async function serve(step: Step, turn: Turn): Promise<Failure | undefined> {
  const { output, session } = turn;
  switch (step.kind) {
    case 'sleep':
      await sleep(step.ms, undefined, { signal: turn.signal });
      return undefined;
    case 'hang':
      await sleep(forever, undefined, { signal: turn.signal });
      return undefined;
    case 'queued':
      await output.send(queueLine(session, step.fields));
      return undefined;
    case 'retry':
      await output.send(retryLine(session, step.fields));
      return undefined;
    case 'error': {
      const { message, status } = serviceError(step);
      await output.send(syntheticLine(session, message, step.error, step.error !== 'authentication_failed'));
      return { kind: 'synthetic', text: message, errorCode: status };
    }
    case 'resultError':
      return { kind: 'result', subtype: step.subtype, errors: step.errors, fields: step.fields };
    default:
      return undefined;
  }
}

/** What the model does once its tools have answered, if it may go on at all. */
async function afterTools(
  turn: Turn,
  step: Extract<Step, { kind: 'tools' }>,
  rest: readonly Step[],
): Promise<readonly Step[] | Failure> {
  const answers = await toolRound(turn, step.calls);
  const limit = turn.session.args.maxTurns;
  if (limit > 0 && turn.rounds >= limit) {
    const errors = [`Reached maximum number of turns (${limit})`];
    return { kind: 'result', subtype: 'error_max_turns', errors, fields: {} };
  }
  const script = answers.map((answer) => scriptIn(answer.text)).findLast((steps) => steps !== undefined);
  if (script) return script;
  if (rest.length > 0) return rest;
  const results = step.calls.flatMap(({ name }, index) => {
    const answer = answers[index];
    return answer === undefined ? [] : [{ name, text: answer.text, isError: answer.isError }];
  });
  return answerToTools(turn.session, turn.input, results);
}

/** Act out a script; returns how it failed, or undefined when the answer is complete. */
export async function play(steps: readonly Step[], turn: Turn): Promise<Failure | undefined> {
  let remaining = steps;
  for (let step = remaining[0]; step; step = remaining[0]) {
    turn.signal.throwIfAborted();
    remaining = remaining.slice(1);
    if (step.kind === 'tools') {
      const next = await afterTools(turn, step, remaining);
      if ('kind' in next) return next;
      remaining = next;
      continue;
    }
    if ((await utter(step, turn)) || (await disturb(step, turn))) continue;
    const failure = await serve(step, turn);
    if (failure) return failure;
  }
  return undefined;
}
