import type { WithProgress } from '../threads/thread-pool.ts';

/** What a thread is asked: the text of a PDF. */
export interface PdfTask extends WithProgress {
  readonly bytes: Uint8Array;
  readonly limits: PdfLimits;
}

export interface PdfLimits {
  readonly pages: number;
  /** Of all pages together. */
  readonly characters: number;
  /** Of array buffers that reading may make in all; what a thread has on JavaScript's heap is limited with the thread. */
  readonly bytes: number;
}

export type PdfOutcome =
  /** The text of each page: empty where it has none, null where it cannot be read. */
  | { readonly type: 'pages'; readonly pages: readonly (string | null)[] }
  | { readonly type: 'refused'; readonly problem: PdfProblem };

/** `pages`, `characters` and `bytes` are the limits that were exceeded. */
export type PdfProblem = 'encrypted' | 'broken' | keyof PdfLimits;

export const PdfStage = { starting: 0, reading: 1 } as const;
