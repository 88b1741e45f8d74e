import { createThreadPool } from '../threads/thread-pool.ts';
import type { PdfThreads } from './file-reader.ts';

export interface PdfThreadOptions {
  readonly threads: number;
  /** Of each, in JavaScript's heap. */
  readonly memoryMb: number;
  /** For one PDF. */
  readonly readMs: number;
  /** For tests, which run what is not built. */
  readonly execArgv?: string[];
}

/** Threads that read one PDF each: what one does to its reader does not reach the next. */
export function createPdfThreads({ readMs, ...options }: PdfThreadOptions): PdfThreads {
  return createThreadPool({
    ...options,
    module: new URL('./pdf-worker', import.meta.url),
    stagesMs: [readMs],
    isolated: true,
  });
}
