import type { AnswerPart } from './answer.ts';

/** Holds an answer back until it is sure to be what was asked for. */
export interface AnswerCheck {
  /** @returns the parts that may go out. */
  readonly accept: (parts: readonly AnswerPart[]) => readonly AnswerPart[] | Promise<readonly AnswerPart[]>;
  /** After the end: why the answer is not what was asked for; undefined where it is. */
  readonly violation: () => Violation | undefined;
  /** After the end: why nobody can tell whether it is. Then there is no sense in asking again. */
  readonly undecided: () => string | undefined;
}

export interface Violation {
  /** A sentence, for the model and the client. */
  readonly reason: string;
  /** What the model is told besides. */
  readonly advice?: string;
  /** Whether what was let through will do where the model is not asked again: a refusal, or JSON that was not to be strict. */
  readonly isTolerable: boolean;
}

/** Without it a model that cannot do what is asked makes something up. */
export const MAY_REFUSE = 'If you cannot, or need to know something first, say so in plain words.';

const decided = (): undefined => undefined;

/** Lets everything through. */
export const acceptAny: AnswerCheck = {
  accept: (parts) => parts,
  violation: () => undefined,
  undecided: decided,
};

/** Lets an answer through once it holds a tool call, with the text before it. One without a call is a refusal. */
export function createCallCheck(): AnswerCheck {
  let held: AnswerPart[] = [];
  let called = false;
  let cutShort = false;
  const said = (): string => held.map((part) => (part.type === 'text' ? part.text : '')).join('');
  return {
    violation: () =>
      called || cutShort
        ? undefined
        : {
            reason: 'You did not call a tool.',
            advice: `Answer with a tool call. ${MAY_REFUSE}`,
            isTolerable: said().trim() !== '',
          },
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
      if (called || cutShort) return [...shown, ...held];
      return last?.type === 'end' ? [...shown, ...refusalOf(said()), last] : shown;
    },
  };
}

/** The text as a refusal; no part for a blank text. */
function refusalOf(text: string): readonly AnswerPart[] {
  const said = text.trim();
  return said === '' ? [] : [{ type: 'refusal', text: said }];
}
