import { createFairQueue } from '../threads/fair-queue.ts';
import type { ThreadFailure, ThreadPool } from '../threads/thread-pool.ts';
import { type FileFacts, kindOf } from './file-kind.ts';
import type { PdfLimits, PdfOutcome, PdfProblem, PdfTask } from './pdf-task.ts';
import { decodeText } from './text-bytes.ts';

/** Reads files that clients send, where they can neither hold up nor end the server. */
export interface FileReader {
  /** @throws QueueFull when too many wait; the signal's reason. */
  readonly read: (file: FileFacts, reading: Reading) => Promise<FileOutcome>;
  readonly close: () => Promise<void>;
}

export interface Reading {
  /** Whose file it is: one owner's large files do not keep others from theirs. */
  readonly owner: string;
  readonly signal: AbortSignal;
  /** How long its text may be. */
  readonly characters: number;
}

export type FileOutcome =
  | { readonly type: 'text'; readonly text: string }
  /** The text of each page: empty where it has none, null where it cannot be read. */
  | { readonly type: 'pdf'; readonly pages: readonly (string | null)[] }
  | { readonly type: 'image'; readonly mediaType: string }
  | { readonly type: 'refused'; readonly problem: FileProblem };

export type FileProblem = PdfProblem | ThreadFailure | 'kind' | 'encoding';

export type PdfThreads = ThreadPool<Omit<PdfTask, 'progress'>, PdfOutcome>;

const QUEUE = { waiting: 1_000, waitingPerOwner: 500, waitMs: 60_000 };
/** Larger ones are held to take long: one thread is left to the others. */
const QUICK_BYTES = 256 * 1_024;

/** @param threads as many as `pdfs` has, at least 2. */
export function createFileReader(
  pdfs: PdfThreads,
  threads: number,
  limits: Omit<PdfLimits, 'characters'>,
): FileReader {
  const queue = createFairQueue({ slots: threads, ...QUEUE });

  const readPdf = async (bytes: Uint8Array, { owner, signal, characters }: Reading): Promise<FileOutcome> => {
    const run = () => pdfs.run({ bytes, limits: { ...limits, characters } }, { signal });
    const outcome = await queue.run(run, owner, bytes.length > QUICK_BYTES, signal);
    if (typeof outcome === 'string') return { type: 'refused', problem: outcome };
    return outcome.type === 'refused' ? outcome : { type: 'pdf', pages: outcome.pages };
  };

  return {
    async read(file, reading) {
      const kind = kindOf(file);
      switch (kind.type) {
        case 'pdf':
          return readPdf(file.bytes, reading);
        case 'image':
          return kind;
        case 'other':
          return { type: 'refused', problem: 'kind' };
        case 'text': {
          const text = decodeText(file.bytes, kind.charset);
          if (text === undefined) return { type: 'refused', problem: 'encoding' };
          if (text.length > reading.characters) return { type: 'refused', problem: 'characters' };
          return { type: 'text', text };
        }
      }
    },
    async close() {
      queue.close();
      await pdfs.close();
    },
  };
}
