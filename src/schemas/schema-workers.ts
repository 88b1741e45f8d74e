import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Tinypool } from 'tinypool';
import { type SchemaOutcome, type SchemaTask, Stage } from './schema-task.ts';

/** How a task ended that its worker could not end. */
export type WorkerFailure = 'time' | 'memory';

export interface SchemaWorkers {
  /** @throws what a worker throws, which is a defect. */
  readonly run: (task: Omit<SchemaTask, 'progress'>) => Promise<SchemaOutcome | WorkerFailure>;
  readonly close: () => Promise<void>;
}

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

/** A thread may take this long to start, on a machine that is busy. */
const START_MS = 30_000;
/** Room for the validator's recursion: schemas and answers may be nested. */
const STACK_MB = 16;
const IDLE_MS = 600_000;
const TICK_MS = 50;

/**
 * Threads that compile and check, started when there is something to do. One that takes too long or too much is
 * stopped, which a thread that computes does not notice otherwise, and the next task finds a new one.
 */
export function createSchemaWorkers(options: SchemaWorkerOptions): SchemaWorkers {
  const pool = new Tinypool({
    filename: new URL(`./worker${extname(fileURLToPath(import.meta.url))}`, import.meta.url).href,
    minThreads: 0,
    maxThreads: options.threads,
    idleTimeout: IDLE_MS,
    // Threads see neither the server's environment nor its options.
    env: {},
    execArgv: options.execArgv ?? [],
    resourceLimits: {
      maxOldGenerationSizeMb: options.memoryMb,
      maxYoungGenerationSizeMb: 16,
      stackSizeMb: STACK_MB,
    },
    // Else validators that nobody uses would count against the next schema.
    maxMemoryLimitBeforeRecycle: (options.memoryMb / 2) * 1_024 * 1_024,
  });
  // A thread that dies between two tasks: the next one starts another.
  pool.on('error', () => undefined);
  return {
    async run(task) {
      const progress = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
      const limits = [START_MS, options.compileMs, options.checkMs];
      const stop = new AbortController();
      let stage: number = Stage.starting;
      let since = performance.now();
      const clock = setInterval(() => {
        const now = performance.now();
        const reached = Atomics.load(progress, 0);
        if (reached !== stage) since = now;
        stage = reached;
        if (now - since > (limits[stage] ?? 0)) stop.abort();
      }, TICK_MS);
      try {
        return (await pool.run({ ...task, progress }, { signal: stop.signal })) as SchemaOutcome;
      } catch (error) {
        if (stop.signal.aborted) return 'time';
        if ((error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY') return 'memory';
        throw error;
      } finally {
        clearInterval(clock);
      }
    },
    close: () => pool.destroy(),
  };
}
