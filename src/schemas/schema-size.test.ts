import { describe, expect, it } from 'vitest';
import { excessOf, SCHEMA_LIMITS } from './schema-size.ts';

const times = <T>(count: number, item: T): readonly T[] => Array.from({ length: count }, () => item);
const nested = (levels: number): object => {
  let schema: object = {};
  for (let level = 0; level < levels; level += 1) schema = { not: schema };
  return schema;
};

describe('the size of a schema', () => {
  it.each([
    ['levels', { depth: 3 }, nested(2), nested(3)],
    [
      'properties',
      { properties: 2 },
      { properties: { a: {}, b: {} } },
      { properties: { a: { properties: { b: {}, c: {} } } } },
    ],
    ['enum values', { enumValues: 2 }, { enum: [1, 2] }, { items: { enum: [1] }, not: { enum: [1, 2] } }],
    ['references', { references: 1 }, { $ref: '#' }, { allOf: times(2, { $ref: '#' }) }],
    ['characters', { characters: 12 }, { description: 'x'.repeat(99) }, { pattern: 'x'.repeat(6) }],
  ])('is bounded: %s', (_, limit, fits, exceeds) => {
    const limits = { ...SCHEMA_LIMITS, ...limit };
    expect(excessOf(fits, limits)).toBeUndefined();
    expect(excessOf(exceeds, limits)).toContain(`more than ${Object.values(limit)[0]}`);
  });

  it('is counted without recursion', () => {
    expect(excessOf(nested(500_000))).toContain('levels of nesting');
    expect(excessOf({ enum: times(300_000, 1) })).toContain('enum values');
  });
});
