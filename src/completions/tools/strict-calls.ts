import type { Verdict } from '../../schemas/schemas.ts';
import type { AnswerPart } from '../answer.ts';
import type { AnswerCheck, Violation } from '../answer-check.ts';

/** Whether a call's arguments, as JSON text, conform to the schema of its tool; by the tool's name. */
export type ArgumentChecks = ReadonlyMap<string, (json: string) => Promise<Verdict>>;

/**
 * Holds calls back from the first one on until the answer is whole, and lets them out when the arguments of all strict
 * tools conform. One that was cut by the length limit goes out as it is: its finish reason says so.
 * @param inner what else the answer has to be.
 */
export function createStrictCallCheck(checks: ArgumentChecks, inner: AnswerCheck): AnswerCheck {
  let held: AnswerPart[] = [];
  let violation: Violation | undefined;
  let undecided: string | undefined;

  const settle = async (): Promise<boolean> => {
    for (const { name, json } of callsIn(held)) {
      const verdict = await checks.get(name)?.(json);
      if (verdict === undefined || verdict.type === 'conforms') continue;
      if (verdict.type === 'undecided') undecided = verdict.reason;
      else {
        violation = {
          reason: `The arguments of the call of '${name}' do not conform to its schema: ${verdict.violation}.`,
          advice: 'No call of this answer was run. Make all of them again, with arguments that conform.',
          isTolerable: false,
        };
      }
      return false;
    }
    return true;
  };

  return {
    violation: () => inner.violation() ?? violation,
    undecided: () => inner.undecided() ?? undecided,
    async accept(parts) {
      const shown: AnswerPart[] = [];
      for (const part of await inner.accept(parts)) {
        const isCall = part.type === 'tool_call' || part.type === 'tool_arguments';
        if (part.type === 'withdrawn') {
          held = [];
          shown.push(part);
        } else if (part.type === 'end') {
          const isWhole = part.finishReason === 'tool_calls' || part.finishReason === 'stop';
          if (!isWhole || (await settle())) shown.push(...held);
          held = [];
          shown.push(part);
        } else if (isCall || (held.length > 0 && part.type !== 'reasoning')) held.push(part);
        else shown.push(part);
      }
      return shown;
    },
  };
}

function callsIn(parts: readonly AnswerPart[]): readonly { readonly name: string; readonly json: string }[] {
  const calls: { name: string; json: string }[] = [];
  for (const part of parts) {
    if (part.type === 'tool_call') calls.push({ name: part.name, json: '' });
    const last = calls.at(-1);
    if (part.type === 'tool_arguments' && last !== undefined) last.json += part.fragment;
  }
  return calls;
}
