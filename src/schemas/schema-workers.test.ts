import { afterAll, describe, expect, it } from 'vitest';
import { createSchemaWorkers } from './schema-workers.ts';

const options = {
  threads: 1,
  memoryMb: 64,
  compileMs: 30_000,
  checkMs: 30_000,
  execArgv: ['--import', new URL('../threads/strip-types.test-support.mjs', import.meta.url).href],
};
const workers = createSchemaWorkers(options);
const hasty = createSchemaWorkers({ ...options, checkMs: 300 });
afterAll(() => Promise.all([workers.close(), hasty.close()]));

let digests = 0;
const run = (schema: object, answer?: unknown, runners = workers) => {
  digests += 1;
  return runners.run({
    digest: String(digests),
    schema: JSON.stringify(schema),
    answer: answer === undefined ? undefined : JSON.stringify(answer),
  });
};

/** Two ways into each level of an answer, so that its depth is an exponent. */
const forked = {
  type: 'object',
  allOf: [{ properties: { a: { $ref: '#' } } }, { properties: { a: { $ref: '#' } } }],
};
const nested = (levels: number): unknown => JSON.parse(`${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`);
const PROPERTY_NAMES = Array.from({ length: 4_000 }, (_, index) => `p${index}`);
/** An error for each property that each item lacks. */
const greedy = { items: { required: PROPERTY_NAMES } };

describe('a worker', () => {
  it('compiles, and checks', async () => {
    expect(await run({ type: 'number' })).toEqual({ type: 'conforms' });
    expect(await run({ type: 'number' }, 1)).toEqual({ type: 'conforms' });
    expect(await run({ type: 'number' }, 'a')).toEqual({
      type: 'violates',
      violation: 'the value must be number',
    });
    expect(await run({ type: 'nonsense' })).toMatchObject({ type: 'refused' });
  });

  it.each([
    ['time', hasty, forked, nested(40)],
    ['memory', workers, greedy, Array.from({ length: 5_000 }, () => ({}))],
  ])('tells a task that ran out of %s, and does the next one', async (failure, runners, schema, answer) => {
    expect(await run(schema, answer, runners)).toBe(failure);
    expect(await run({ type: 'number' }, 1, runners)).toEqual({ type: 'conforms' });
  });

  it('tells an answer that is too deep for the stack', async () => {
    const tree = { properties: { a: { $ref: '#' } } };
    expect(await run(tree, nested(1_000))).toEqual({ type: 'conforms' });
    const deep = `${'{"a":'.repeat(1_000_000)}1${'}'.repeat(1_000_000)}`;
    const task = { digest: 'deep', schema: JSON.stringify(tree), answer: deep };
    expect(await workers.run(task)).toEqual({ type: 'failed', reason: 'It is nested too deeply.' });
  });
});
