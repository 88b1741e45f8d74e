import { describe, expect, it } from 'vitest';
import type { ThreadFailure } from '../threads/thread-pool.ts';
import type { SchemaOutcome, SchemaTask } from './schema-task.ts';
import { createSchemas } from './schemas.ts';

type Outcome = SchemaOutcome | ThreadFailure;

/** @param answers what the workers come to, one after the other; the last for ever. */
function schemasWith(...answers: readonly Outcome[]) {
  const tasks: Omit<SchemaTask, 'progress'>[] = [];
  const schemas = createSchemas(
    {
      run: async (task) => {
        tasks.push(task);
        return answers[Math.min(tasks.length, answers.length) - 1] as Outcome;
      },
      close: async () => undefined,
    },
    2,
  );
  return { schemas, tasks };
}

const compiledOf = async ({ schemas }: ReturnType<typeof schemasWith>, schema: object) => {
  const compiled = await schemas.compile(schema, 'owner');
  if (compiled.type !== 'compiled') throw new Error(compiled.reason);
  return compiled;
};

describe('schemas', () => {
  it('are compiled once, and at once for all who ask', async () => {
    const parts = schemasWith({ type: 'conforms' });
    await Promise.all([compiledOf(parts, { type: 'number' }), compiledOf(parts, { type: 'number' })]);
    await compiledOf(parts, { type: 'number' });
    expect(parts.tasks.length).toBe(1);
    await compiledOf(parts, { type: 'string' });
    expect(parts.tasks.length).toBe(2);
  });

  it.each<readonly [Outcome, string]>([
    [{ type: 'refused', reason: 'it is wrong' }, 'it is wrong'],
    ['time', 'too long'],
    ['memory', 'too much memory'],
  ])('that were refused cost nothing the second time: %j', async (outcome, reason) => {
    const { schemas, tasks } = schemasWith(outcome);
    for (const owner of ['one', 'another']) {
      const refused = await schemas.compile({ type: 'number' }, owner);
      expect(refused).toMatchObject({ type: 'refused', reason: expect.stringContaining(reason) });
    }
    expect(tasks.length).toBe(1);
  });

  it('that are too large never reach a worker', async () => {
    const { schemas, tasks } = schemasWith({ type: 'conforms' });
    const enumeration = { enum: Array.from({ length: 100_000 }, (_, index) => index) };
    expect(await schemas.compile(enumeration, 'owner')).toMatchObject({ type: 'refused' });
    expect(tasks).toEqual([]);
  });

  it.each<readonly [Outcome, object]>([
    [{ type: 'conforms' }, { type: 'conforms' }],
    [
      { type: 'violates', violation: 'it is wrong' },
      { type: 'violates', violation: 'it is wrong' },
    ],
    [
      { type: 'failed', reason: 'It is deep.' },
      { type: 'undecided', reason: 'It is deep.' },
    ],
    ['time', { type: 'undecided' }],
    ['memory', { type: 'undecided' }],
  ])(
    'say of an answer what the worker says, and never that it is wrong where nobody knows: %j',
    async (outcome, verdict) => {
      const compiled = await compiledOf(schemasWith({ type: 'conforms' }, outcome), { type: 'number' });
      expect(await compiled.check('1')).toMatchObject(verdict);
    },
  );
});
