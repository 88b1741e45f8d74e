import type { AnswerPart } from './answer.ts';

/** Holds an answer back until it is sure to be what was asked for. */
export interface AnswerCheck {
  /** @returns the parts that may go out. */
  readonly accept: (parts: readonly AnswerPart[]) => readonly AnswerPart[] | Promise<readonly AnswerPart[]>;
  /** After the end: what to tell the model if the answer is not what was asked for. */
  readonly violation: () => string | undefined;
  /** After the end: why nobody can tell whether it is. Then there is no sense in asking again. */
  readonly undecided: () => string | undefined;
}

const decided = (): undefined => undefined;

/** Lets everything through. */
export const acceptAny: AnswerCheck = {
  accept: (parts) => parts,
  violation: () => undefined,
  undecided: decided,
};

/** Lets an answer through once it holds a tool call, with the text before it. */
export function createCallCheck(): AnswerCheck {
  let held: AnswerPart[] = [];
  let called = false;
  let cutShort = false;
  return {
    violation: () => (called || cutShort ? undefined : 'You did not call a tool. Answer with a tool call.'),
    undecided: decided,
    accept(parts) {
      if (called) return parts;
      // Reasoning is no answer: it may be shown while the call is awaited.
      const shown = parts.filter((part) => part.type === 'reasoning');
      held.push(...parts.filter((part) => part.type !== 'reasoning'));
      if (parts.some((part) => part.type === 'withdrawn')) held = [];
      const last = parts.at(-1);
      // Cut by the length limit or refused: the finish reason says why there is no call.
      cutShort = last?.type === 'end' && last.finishReason !== 'stop';
      called = parts.some((part) => part.type === 'tool_call');
      if (!called && !cutShort) return last?.type === 'end' ? [...shown, last] : shown;
      return [...shown, ...held];
    },
  };
}
