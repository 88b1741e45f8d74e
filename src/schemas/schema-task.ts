import type { WithProgress } from '../threads/thread-pool.ts';

/** What a worker is asked: to compile a schema and, where there is an answer, to check it. */
export interface SchemaTask extends WithProgress {
  /** Of the schema's text. */
  readonly digest: string;
  /** The schema as JSON. */
  readonly schema: string;
  /** The answer as JSON. */
  readonly answer?: string | undefined;
}

export const Stage = { starting: 0, compiling: 1, checking: 2 } as const;

export type SchemaOutcome =
  | { readonly type: 'conforms' }
  /** The text says what is wrong, in words for the model. */
  | { readonly type: 'violates'; readonly violation: string }
  | { readonly type: 'refused'; readonly reason: string }
  /** The check ended without a verdict. The reason is a sentence for the client. */
  | { readonly type: 'failed'; readonly reason: string };
