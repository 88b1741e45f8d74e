/**
 * - `as_assumed`: the server's assumption holds.
 * - `differs`: it does not; `advice` says what to set or do.
 * - `noted`: the server assumes nothing about it.
 * - `failed`: it could not be seen.
 */
export type Verdict = 'as_assumed' | 'differs' | 'noted' | 'failed';

/** What one question about the CLI came to. Texts are one line each. */
export interface Finding {
  readonly question: string;
  readonly assumed: string;
  readonly seen: string;
  readonly verdict: Verdict;
  /** What to set or do where it is not as assumed. */
  readonly advice?: string;
}

/** What is asked, and what the server assumes. */
export type Question = Pick<Finding, 'question' | 'assumed'> & { readonly advice: string };

/** Compares what was seen with what was assumed. */
export function judge({ question, assumed, advice }: Question, holds: boolean, seen: string): Finding {
  const finding = { question, assumed, seen };
  return holds ? { ...finding, verdict: 'as_assumed' } : { ...finding, verdict: 'differs', advice };
}
