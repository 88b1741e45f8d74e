import { SchemaRefusal } from './schema-refusal.ts';
import { type SchemaOutcome, type SchemaTask, Stage } from './schema-task.ts';
import { compileValidator, type Validator } from './validator.ts';
import { createValidatorCache } from './validator-cache.ts';

/** The only state of a worker, which dies with it. */
const cache = createValidatorCache({ entries: 200, weight: 2_000_000 });

/** Runs in a thread of its own, which may be stopped at any time. */
export default function runTask({ digest, schema, answer, progress }: SchemaTask): SchemaOutcome {
  Atomics.store(progress, 0, Stage.compiling);
  let validator: Validator;
  try {
    validator = cache.get(digest) ?? compileValidator(JSON.parse(schema));
  } catch (error) {
    if (error instanceof SchemaRefusal) return { type: 'refused', reason: error.message };
    if (error instanceof RangeError) return { type: 'refused', reason: 'it is nested too deeply' };
    return { type: 'refused', reason: `it cannot be compiled: ${String(error).slice(0, 200)}` };
  }
  cache.set(digest, validator, schema.length);
  if (answer === undefined) return { type: 'conforms' };
  Atomics.store(progress, 0, Stage.checking);
  try {
    const violation = validator(JSON.parse(answer));
    return violation === undefined ? { type: 'conforms' } : { type: 'violates', violation };
  } catch (error) {
    return {
      type: 'failed',
      reason: error instanceof RangeError ? 'It is nested too deeply.' : String(error),
    };
  }
}
