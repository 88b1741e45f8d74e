import { createThreadPool, type ThreadPool } from '../threads/thread-pool.ts';
import type { SchemaOutcome, SchemaTask } from './schema-task.ts';

export type SchemaWorkers = ThreadPool<Omit<SchemaTask, 'progress'>, SchemaOutcome>;

export interface SchemaWorkerOptions {
  readonly threads: number;
  /** Of each. */
  readonly memoryMb: number;
  /** For one schema. */
  readonly compileMs: number;
  /** For one answer. */
  readonly checkMs: number;
  /** For tests, which run what is not built. */
  readonly execArgv?: string[];
}

/** Threads that compile and check. */
export function createSchemaWorkers({ compileMs, checkMs, ...options }: SchemaWorkerOptions): SchemaWorkers {
  return createThreadPool({
    ...options,
    module: new URL('./worker', import.meta.url),
    // In the order of `Stage`.
    stagesMs: [compileMs, checkMs],
    // They keep what they have compiled.
    isolated: false,
  });
}
