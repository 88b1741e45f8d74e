import { Validator as Judge } from '@cfworker/json-schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SchemaRefusal } from './schema-refusal.ts';
import type { JsonObject } from './subschemas.ts';
import { compileValidator } from './validator.ts';

const DRAFT_4 = 'http://json-schema.org/draft-04/schema#';
const DRAFT_7 = 'http://json-schema.org/draft-07/schema#';
const DRAFT_2019 = 'https://json-schema.org/draft/2019-09/schema';
const DRAFT_2020 = 'https://json-schema.org/draft/2020-12/schema';

type Row = readonly [string, JsonObject, readonly unknown[], readonly unknown[]];

const ROWS: readonly Row[] = [
  // Keywords that only Ajv knows.
  ['$async', { $async: true, type: 'number' }, [1], ['a']],
  [
    '$async deep down',
    { properties: { a: { items: { $async: true, type: 'number' } } } },
    [{ a: [1] }],
    [{ a: ['a'] }],
  ],
  [
    'a property called $async',
    { properties: { $async: { type: 'number' } } },
    [{ $async: 1 }],
    [{ $async: true }],
  ],
  ['$data', { properties: { a: { const: { $data: '1/b' } } } }, [{ a: { $data: '1/b' } }], [{ a: 1, b: 1 }]],
  [
    'discriminator',
    { discriminator: { propertyName: 'x' }, oneOf: [{ type: 'string' }, { type: 'number' }] },
    ['a', 1],
    [null],
  ],
  [
    'unknown keywords and formats',
    { foo: { $ref: 'nowhere' }, format: 'made-up', type: 'string' },
    ['a'],
    [1],
  ],
  [
    'keywords in values',
    { enum: [{ $ref: '#/nowhere', type: 'nonsense' }] },
    [{ $ref: '#/nowhere', type: 'nonsense' }],
    [{}],
  ],
  // Names of every object's own.
  [
    'properties of the prototype',
    { properties: { toString: { type: 'number' } }, required: ['constructor'] },
    [{ constructor: 1 }],
    [{}, { constructor: 1, toString: 'a' }],
  ],
  // References.
  ['a reference to itself', { $ref: '#' }, [1, {}], []],
  [
    'references in a circle',
    {
      $ref: '#/$defs/a',
      $defs: { a: { allOf: [{ $ref: '#/$defs/b' }, { type: 'number' }] }, b: { $ref: '#/$defs/a' } },
    },
    [1],
    ['a'],
  ],
  [
    'a tree',
    { type: 'object', properties: { next: { $ref: '#' }, n: { type: 'number' } } },
    [{ next: { n: 1 } }],
    [{ next: { n: 'a' } }],
  ],
  [
    'a pointer with escapes',
    { $ref: '#/$defs/a~1b%25~0', $defs: { 'a/b%~': { type: 'number' } } },
    [1],
    ['a'],
  ],
  [
    'a pointer to an unknown place',
    { $ref: '#/components/schemas/A', components: { schemas: { A: { type: 'number', nullable: true } } } },
    [1, null],
    ['a'],
  ],
  [
    'its own $id',
    {
      $id: 'https://a.example/s.json',
      properties: { a: { $ref: 'https://a.example/s.json' }, b: { $ref: 's.json#/$defs/n' } },
      $defs: { n: { type: 'number' } },
    },
    [{ a: { b: 1 } }],
    [{ a: { b: 'a' } }],
  ],
  [
    'two equal $ids',
    { properties: { a: { $id: 'x', type: 'number' }, b: { $id: 'x', type: 'number' } } },
    [{ a: 1, b: 1 }],
    [{ b: 'a' }],
  ],
  ['an anchor', { $ref: '#here', $defs: { a: { $anchor: 'here', type: 'number' } } }, [1], ['a']],
  [
    '$dynamicRef',
    { $dynamicAnchor: 'node', properties: { child: { $dynamicRef: '#node' } }, required: ['n'] },
    [{ n: 1, child: { n: 1 } }],
    [{ n: 1, child: {} }],
  ],
  [
    '$recursiveRef',
    {
      $schema: DRAFT_2019,
      $recursiveAnchor: true,
      properties: { child: { $recursiveRef: '#' } },
      required: ['n'],
    },
    [{ n: 1, child: { n: 1 } }],
    [{ n: 1, child: {} }],
  ],
  ['a schema of schemas', { properties: { a: { $ref: DRAFT_7 } } }, [{ a: { type: 'number' } }], []],
  [
    'siblings of a reference since 2019-09',
    { $ref: '#/$defs/a', minimum: 2, $defs: { a: { type: 'number' } } },
    [2],
    [1, 'a'],
  ],
  [
    'siblings of a reference in draft-07',
    {
      $schema: DRAFT_7,
      properties: { a: { $ref: '#/definitions/a', minimum: 2 } },
      definitions: { a: { type: 'number' } },
    },
    [{ a: 1 }],
    [{ a: 'a' }],
  ],
  // Older drafts.
  [
    "draft-04's id",
    {
      $schema: DRAFT_4,
      id: 'http://a.example/root.json',
      properties: { a: { $ref: 'item.json' } },
      definitions: { a: { id: 'item.json', type: 'number' } },
    },
    [{ a: 1 }],
    [{ a: 'a' }],
  ],
  [
    'an id that is only a name',
    {
      id: 'x',
      properties: { id: { type: 'number' }, a: { $ref: '#/definitions/n' } },
      definitions: { n: { type: 'number' } },
    },
    [{ id: 1, a: 1 }],
    [{ id: 'a' }, { a: 'a' }],
  ],
  [
    "draft-04's exclusive bounds",
    { minimum: 1, exclusiveMinimum: true, maximum: 3, exclusiveMaximum: false },
    [2, 3],
    [1, 4],
  ],
  [
    'items as a list',
    { items: [{ type: 'number' }], additionalItems: { type: 'string' } },
    [[1, 'a'], []],
    [['a'], [1, 1]],
  ],
  [
    'dependencies',
    { dependencies: { a: ['b'], c: { required: ['d'] }, e: 'f' } },
    [{ a: 1, b: 1 }, { c: 1, d: 1 }, {}],
    [{ a: 1 }, { c: 1 }, { e: 1 }],
  ],
  ['what draft-04 did not know', { $schema: DRAFT_4, const: 1 }, [2], []],
  ['an unknown $schema', { $schema: 'https://example.com/mine', type: 'number' }, [1], ['a']],
  [
    'required: true in a property',
    { properties: { a: { type: 'number', required: true } } },
    [{}, { a: 1 }],
    [{ a: 'a' }],
  ],
  // OpenAPI 3.0.
  ['nullable', { type: 'string', nullable: true }, ['a', null], [1]],
  ['nullable without a type', { nullable: true, enum: ['a'] }, ['a', null], ['b']],
  [
    'nullable beside allOf',
    { nullable: true, allOf: [{ $ref: '#/$defs/a' }], $defs: { a: { type: 'object' } } },
    [{}, null],
    [1],
  ],
  [
    'nullable beside $ref',
    { properties: { a: { $ref: '#/$defs/a', nullable: true } }, $defs: { a: { type: 'object' } } },
    [{ a: null }],
    [{ a: 1 }],
  ],
  ['nullable: false', { type: 'string', nullable: false }, ['a'], [null]],
  // Never a false verdict.
  [
    'patternProperties',
    { patternProperties: { '^n_': { type: 'number' } } },
    [{ n_a: 1, other: 'a' }],
    [{ n_a: 'a' }],
  ],
  [
    'patternProperties and no others',
    { patternProperties: { '^n_': {} }, additionalProperties: false },
    [{ n_a: 1 }],
    [{ a: 1 }],
  ],
  ['not a pattern', { not: { pattern: '^a' } }, ['b'], ['a']],
  ['oneOf told apart by pattern', { oneOf: [{ pattern: '^a' }, { pattern: '^b' }] }, ['a', 'b'], ['c']],
  ['a pattern that looks ahead', { pattern: '^(?!a)' }, ['b'], ['a']],
  ['multipleOf in decimals', { multipleOf: 0.01 }, [19.99, 4.35, 1e20, 0, -0.07], [19.999]],
  [
    'uniqueItems',
    { uniqueItems: true },
    [[1, '1', true, { a: 1 }, [['a', 1]], { object: [['a', 1]] }]],
    [
      [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
      [1, 1],
    ],
  ],
  [
    'an if alone, and unevaluatedProperties',
    { if: { properties: { a: { const: 1 } }, required: ['a'] }, unevaluatedProperties: false },
    [{ a: 1 }],
    [{ a: 2 }],
  ],
  [
    'an if without then',
    {
      if: { properties: { a: { const: 1 } } },
      else: { required: ['b'] },
      unevaluatedProperties: { type: 'number' },
    },
    [{ a: 1 }, { b: 1 }],
    [{ a: 2 }],
  ],
  // biome-ignore lint/suspicious/noThenProperty: JSON Schema's name
  ['a then without if', { then: { type: 'string' } }, [1], []],
  ['an empty enum', { properties: { a: { enum: [] } } }, [{}], [{ a: 1 }]],
  ['true and false', { properties: { a: true, b: false } }, [{ a: 1 }], [{ b: 1 }]],
  ['nothing', {}, [1, null, {}], []],
  [
    '2020-12 by name',
    { $schema: DRAFT_2020, prefixItems: [{ type: 'number' }], items: false },
    [[1]],
    [[1, 2]],
  ],
];

describe('a schema', () => {
  it.each(ROWS)('is read as it is meant: %s', (_, schema, right, wrong) => {
    const validate = compileValidator(schema);
    for (const value of right) expect(validate(value), JSON.stringify(value)).toBeUndefined();
    for (const value of wrong) expect(validate(value), JSON.stringify(value)).toBeTypeOf('string');
  });

  it.each([
    ['an unknown type', { type: 'nonsense' }, '"type" at #'],
    ['a bound that is no number', { properties: { a: { minimum: '1' } } }, '"minimum" at /properties/a'],
    ['a negative length', { minLength: -1 }, '"minLength" at #'],
    ['null for a schema', { properties: { a: null } }, '/properties/a must be a schema'],
    ['names that are no strings', { required: [1] }, '"required" at #'],
    ['a reference elsewhere', { $ref: 'https://a.example/b' }, '"https://a.example/b" at #'],
    ['a reference to nothing', { items: { $ref: '#/$defs/a' } }, '"#/$defs/a" at /items'],
    ['a pattern that cannot be parsed', { pattern: '(' }, 'the pattern "("'],
    ['an empty oneOf', { oneOf: [] }, '"oneOf" at #'],
  ])('is refused for %s, which is named', (_, schema, words) => {
    expect(() => compileValidator(schema as JsonObject)).toThrow(SchemaRefusal);
    expect(() => compileValidator(schema as JsonObject)).toThrow(words);
  });

  it.each(['oneOf', 'anyOf', 'allOf'])(
    'is refused before it is run where %s doubles on each level',
    (keyword) => {
      const next = (level: number) => ({ $ref: `#/$defs/${level + 1}` });
      const levels = Array.from({ length: 24 }, (_, level) => ({ [keyword]: [next(level), next(level)] }));
      const $defs = Object.fromEntries([...levels, {}].map((level, index) => [index, level]));
      expect(() => compileValidator({ $ref: '#/$defs/0', $defs })).toThrow('more than 50000 evaluations');
    },
  );

  it('takes 5,000 properties, of which all are required', () => {
    const names = Array.from({ length: 5_000 }, (_, index) => `p${index}`);
    const schema = {
      properties: Object.fromEntries(names.map((name) => [name, { type: 'number' }])),
      required: names,
    };
    const answer = Object.fromEntries(names.map((name) => [name, 1]));
    const validate = compileValidator(schema);
    expect(validate(answer)).toBeUndefined();
    expect(validate({ ...answer, p4999: 'a' })).toContain('/p4999 must be number');
  });

  it('says what is wrong, and where', () => {
    const validate = compileValidator({
      properties: { kind: { enum: ['a', 'b'] } },
      required: ['n'],
      additionalProperties: false,
    });
    const violation = validate({ kind: 'c', more: 1 });
    expect(violation).toContain("must have required property 'n'");
    expect(violation).toContain('must NOT have additional properties: "more"');
    expect(violation).toContain('/kind must be equal to one of the allowed values: ["a","b"]');
  });

  it('has the verdicts of another validator', () => {
    const value = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 2, withCrossShrink: true },
        fc.constantFrom(null, true, false, 0, 1, 2, 10, -1, 0.5, '', 'a', 'ab', 'abc1'),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom('a', 'b', 'c', 'constructor'), tie('value'), { maxKeys: 3 }),
      ),
    })).value;
    const small = fc.integer({ min: 0, max: 3 });
    const name = fc.constantFrom('a', 'b', 'c', 'constructor');
    const type = fc.constantFrom('array', 'boolean', 'integer', 'null', 'number', 'object', 'string');
    const schema = fc.letrec<{ schema: boolean | JsonObject }>((tie) => {
      const inner = tie('schema');
      const list = fc.array(inner, { minLength: 1, maxLength: 2 });
      return {
        schema: fc.oneof(
          { maxDepth: 2, withCrossShrink: true },
          fc.boolean(),
          fc.record(
            {
              type: fc.oneof(type, fc.uniqueArray(type, { minLength: 1, maxLength: 3 })),
              enum: fc.array(value, { minLength: 1, maxLength: 3 }),
              const: value,
              minimum: small,
              exclusiveMaximum: small,
              multipleOf: fc.constantFrom(1, 2, 0.5),
              minLength: small,
              maxLength: small,
              pattern: fc.constantFrom('^a', 'b', '[0-9]$', '^$'),
              minItems: small,
              uniqueItems: fc.boolean(),
              prefixItems: list,
              items: inner,
              contains: inner,
              properties: fc.dictionary(name, inner, { maxKeys: 2 }),
              patternProperties: fc.dictionary(fc.constantFrom('^a', 'b|c'), inner, { maxKeys: 2 }),
              additionalProperties: inner,
              propertyNames: inner,
              required: fc.uniqueArray(name, { maxLength: 2 }),
              dependentRequired: fc.dictionary(name, fc.uniqueArray(name, { maxLength: 2 }), { maxKeys: 2 }),
              dependentSchemas: fc.dictionary(name, inner, { maxKeys: 1 }),
              allOf: list,
              anyOf: list,
              oneOf: list,
              not: inner,
              if: inner,
              // biome-ignore lint/suspicious/noThenProperty: JSON Schema's name
              then: inner,
              else: inner,
            },
            { requiredKeys: [] },
          ),
          fc.constant({ $ref: '#/$defs/shared' }),
        ) as fc.Arbitrary<boolean | JsonObject>,
      };
    }).schema;
    const document = fc
      .record({ root: schema, shared: schema })
      .map(({ root, shared }) => ({ allOf: [root], $defs: { shared } }));
    fc.assert(
      fc.property(document, fc.array(value, { minLength: 5, maxLength: 10 }), (generated, values) => {
        const copy = JSON.parse(JSON.stringify(generated));
        fc.pre(!JSON.stringify(copy.$defs).includes('"$ref"'));
        const validate = compileValidator(copy);
        const judge = new Judge(copy, '2020-12');
        for (const each of JSON.parse(JSON.stringify(values))) {
          expect(validate(each) === undefined, JSON.stringify(each)).toBe(judge.validate(each).valid);
        }
      }),
      { numRuns: 100 },
    );
  });
});
