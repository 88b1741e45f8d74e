import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Tinypool } from 'tinypool';

/** Why a task ended that its thread could not end. */
export type ThreadFailure = 'time' | 'memory';

export interface ThreadPool<Task extends object, Outcome> {
  /**
   * @param signal stops the task.
   * @throws what the thread throws, which is a defect; the signal's reason.
   */
  readonly run: (task: Task, options?: { readonly signal: AbortSignal }) => Promise<Outcome | ThreadFailure>;
  readonly close: () => Promise<void>;
}

/** What a thread is given beside its task. Its only item says at which stage the task is; 0 is the start. */
export interface WithProgress {
  readonly progress: Int32Array;
}

export interface ThreadPoolOptions {
  /** The module that a thread runs, without its extension. */
  readonly module: URL;
  readonly threads: number;
  /** Of each, in JavaScript's heap: array buffers are not counted. */
  readonly memoryMb: number;
  /** How long each stage after the start may take. */
  readonly stagesMs: readonly number[];
  /** A thread runs one task and ends, so that nothing of a task reaches the next. */
  readonly isolated: boolean;
  /** For tests, which run what is not built. */
  readonly execArgv?: string[] | undefined;
}

/** A thread may take this long to start, on a machine that is busy. */
const START_MS = 30_000;
/** Room for recursion: what clients send may be nested. */
const STACK_MB = 16;
const IDLE_MS = 600_000;
const TICK_MS = 50;

/**
 * Threads that work for clients, started when there is something to do. One that takes too long or too much is
 * stopped, which a thread that computes does not notice otherwise, and the next task finds a new one.
 */
export function createThreadPool<Task extends object, Outcome>(
  options: ThreadPoolOptions,
): ThreadPool<Task, Outcome> {
  const pool = new Tinypool({
    filename: `${options.module.href}${extname(fileURLToPath(import.meta.url))}`,
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
    ...(options.isolated
      ? { isolateWorkers: true }
      : // Else what a thread keeps would count against the next task.
        { maxMemoryLimitBeforeRecycle: (options.memoryMb / 2) * 1_024 * 1_024 }),
  });
  // A thread that dies between two tasks: the next one starts another.
  pool.on('error', () => undefined);
  return {
    async run(task, { signal }: { readonly signal?: AbortSignal } = {}) {
      signal?.throwIfAborted();
      const progress = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
      const limits = [START_MS, ...options.stagesMs];
      const late = new AbortController();
      let stage = 0;
      let since = performance.now();
      const clock = setInterval(() => {
        const now = performance.now();
        const reached = Atomics.load(progress, 0);
        if (reached !== stage) since = now;
        stage = reached;
        if (now - since > (limits[stage] ?? 0)) late.abort();
      }, TICK_MS);
      try {
        return (await pool.run({ ...task, progress } satisfies Task & WithProgress, {
          signal: signal === undefined ? late.signal : AbortSignal.any([late.signal, signal]),
        })) as Outcome;
      } catch (error) {
        signal?.throwIfAborted();
        if (late.signal.aborted) return 'time';
        if ((error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY') return 'memory';
        throw error;
      } finally {
        clearInterval(clock);
      }
    },
    close: () => pool.destroy(),
  };
}
