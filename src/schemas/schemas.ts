import { createHash } from 'node:crypto';
import { createFairQueue, type FairQueue, QueueFull } from '../threads/fair-queue.ts';
import type { ThreadFailure } from '../threads/thread-pool.ts';
import { excessOf } from './schema-size.ts';
import type { SchemaOutcome } from './schema-task.ts';
import type { SchemaWorkers } from './schema-workers.ts';

/** Clients' schemas, compiled and run where they can neither hold up nor end the server. */
export interface Schemas {
  /**
   * @param owner whose schema it is: one owner's expensive schemas do not keep others from theirs.
   * @returns the schema to check answers with, or why it cannot be used.
   * @throws QueueFull when too many wait.
   */
  readonly compile: (schema: object, owner: string) => Promise<CompiledSchema | Refusal>;
  readonly close: () => Promise<void>;
}

export interface CompiledSchema {
  readonly type: 'compiled';
  /**
   * @param answer as JSON.
   * @throws the signal's reason.
   */
  readonly check: (answer: string, signal?: AbortSignal) => Promise<Verdict>;
}

export interface Refusal {
  readonly type: 'refused';
  /** In words for the client. */
  readonly reason: string;
}

export type Verdict =
  | { readonly type: 'conforms' }
  /** What is wrong, in words for the model. */
  | { readonly type: 'violates'; readonly violation: string }
  /** Nobody knows whether the answer conforms; the reason is in words for the client. */
  | { readonly type: 'undecided'; readonly reason: string };

/** Of digests: a hundred bytes each. */
const MOST_KNOWN = 2_000;
const QUEUE = { waiting: 1_000, waitingPerOwner: 500, waitMs: 30_000 };

/** How long a schema stays refused that a busy machine may have been too slow for. */
const SLOW_REFUSAL_MS = 600_000;

type Result = 'compiled' | 'slow' | Refusal;

interface Known {
  readonly result: Result;
  /** On `performance.now()`. */
  readonly until: number;
}

/** @param threads as many as the workers have, at least 2. */
export function createSchemas(workers: SchemaWorkers, threads: number): Schemas {
  const queue: FairQueue = createFairQueue({ slots: threads, ...QUEUE });
  /** What became of each digest, so that the same poison does not cost twice. */
  const known = new Map<string, Known>();
  const compiling = new Map<string, Promise<Result>>();

  const recall = (digest: string): Result | undefined => {
    const found = known.get(digest);
    if (found === undefined) return undefined;
    known.delete(digest);
    if (found.until < performance.now()) return undefined;
    known.set(digest, found);
    return found.result;
  };

  const remember = (digest: string, result: Result, forMs = Number.POSITIVE_INFINITY): Result => {
    known.delete(digest);
    known.set(digest, { result, until: performance.now() + forMs });
    for (const oldest of known.keys()) {
      if (known.size <= MOST_KNOWN) break;
      known.delete(oldest);
    }
    return result;
  };

  const compileAnew = async (digest: string, schema: string, owner: string): Promise<Result> => {
    const run = () => workers.run({ digest, schema });
    const outcome = await queue.run(run, owner, true);
    return remember(digest, resultOf(outcome), outcome === 'time' ? SLOW_REFUSAL_MS : undefined);
  };

  const check = async (
    digest: string,
    schema: string,
    owner: string,
    answer: string,
    signal: AbortSignal | undefined,
  ): Promise<Verdict> => {
    const isSlow = recall(digest) !== 'compiled';
    const run = () => workers.run({ digest, schema, answer });
    try {
      const outcome = await queue.run(run, owner, isSlow, signal);
      if (outcome === 'time' || outcome === 'memory') remember(digest, 'slow');
      return verdictOf(outcome);
    } catch (error) {
      if (error instanceof QueueFull) return { type: 'undecided', reason: 'Too many answers wait for it.' };
      throw error;
    }
  };

  return {
    async compile(schema, owner) {
      const excess = excessOf(schema);
      if (excess !== undefined) return { type: 'refused', reason: excess };
      const text = JSON.stringify(schema);
      const digest = createHash('sha256').update(text).digest('base64');
      let result = recall(digest);
      if (result === undefined) {
        const running = compiling.get(digest) ?? compileAnew(digest, text, owner);
        compiling.set(digest, running);
        try {
          result = await running;
        } finally {
          compiling.delete(digest);
        }
      }
      if (typeof result === 'object') return result;
      return {
        type: 'compiled',
        check: (answer, checkSignal) => check(digest, text, owner, answer, checkSignal),
      };
    },
    async close() {
      queue.close();
      await workers.close();
    },
  };
}

function resultOf(outcome: SchemaOutcome | ThreadFailure): Result {
  if (outcome === 'time') return { type: 'refused', reason: 'it takes too long to compile' };
  if (outcome === 'memory') return { type: 'refused', reason: 'it takes too much memory to compile' };
  return outcome.type === 'refused' ? outcome : 'compiled';
}

function verdictOf(outcome: SchemaOutcome | ThreadFailure): Verdict {
  if (outcome === 'time') return { type: 'undecided', reason: 'It took too long.' };
  if (outcome === 'memory') return { type: 'undecided', reason: 'It took too much memory.' };
  if (outcome.type === 'failed' || outcome.type === 'refused')
    return { type: 'undecided', reason: outcome.reason };
  return outcome;
}
