import fc from 'fast-check';
import {
  APPLICATORS,
  DRAFTS,
  KEYWORDS,
  NAMES,
  NESTERS,
  PATTERNS,
  REFERENCES,
  VALUES,
} from './schema-words.mjs';

const leaf = fc.oneof(
  fc.constantFrom(
    {},
    true,
    false,
    null,
    1,
    'x',
    [],
    { type: 'string' },
    { type: 'number', multipleOf: 0.01 },
    { $ref: '#' },
  ),
  fc
    .tuple(fc.constantFrom(...KEYWORDS), fc.constantFrom(...VALUES))
    .map(([name, value]) => ({ [name]: value })),
  fc.constantFrom(...PATTERNS).map((pattern) => ({ type: 'string', pattern })),
  fc.constantFrom(...REFERENCES).map(($ref) => ({ $ref })),
);
const { grammar } = fc.letrec((tie) => ({
  grammar: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    leaf,
    fc
      .tuple(fc.constantFrom(...APPLICATORS), fc.array(tie('grammar'), { maxLength: 4 }))
      .map(([word, list]) => ({ [word]: list })),
    fc
      .tuple(
        fc.constantFrom('properties', 'patternProperties', '$defs', 'dependentSchemas'),
        fc.dictionary(
          fc.constantFrom('a', 'p0', ...NAMES.slice(1), ...PATTERNS.slice(0, 6)),
          tie('grammar'),
          { maxKeys: 4 },
        ),
      )
      .map(([word, members]) => ({ type: 'object', [word]: members })),
    fc
      .tuple(
        fc.constantFrom(
          'items',
          'not',
          'if',
          'then',
          'else',
          'additionalProperties',
          'contains',
          'unevaluatedProperties',
          'propertyNames',
        ),
        tie('grammar'),
      )
      .map(([word, inner]) => ({ [word]: inner })),
    fc
      .tuple(tie('grammar'), tie('grammar'))
      .map(([one, other]) => ({ ...asObject(one), ...asObject(other) })),
  ),
}));

const asObject = (value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
const kind = (name, fields = {}) => fc.record({ kind: fc.constant(name), ...fields });
const count = (...values) => fc.constantFrom(...values);

/** Recipes rather than schemas: they shrink, and a failure's file can be read. */
export const schemaRecipes = fc.oneof(
  { weight: 8, arbitrary: kind('grammar', { schema: grammar }) },
  {
    weight: 2,
    arbitrary: kind('async', {
      levels: fc.nat(4),
      word: fc.constantFrom('properties', 'allOf', 'items', '$defs'),
    }),
  },
  {
    weight: 2,
    arbitrary: kind('web', {
      wide: count(3, 100, 300),
      each: count(3, 100, 300),
      word: fc.constantFrom('$ref', '$dynamicRef'),
    }),
  },
  {
    weight: 3,
    arbitrary: kind('doubling', {
      word: fc.constantFrom(...APPLICATORS, 'if', 'not', 'properties'),
      levels: fc.integer({ min: 2, max: 30 }),
    }),
  },
  {
    weight: 2,
    arbitrary: kind('deep', { word: fc.constantFrom(...NESTERS), levels: count(10, 60, 100, 2_000, 50_000) }),
  },
  {
    weight: 2,
    arbitrary: kind('wide', { times: count(10, 200, 2_500, 20_000), schema: leaf, required: fc.boolean() }),
  },
  {
    weight: 2,
    arbitrary: kind('pattern', {
      pattern: fc.constantFrom(...PATTERNS),
      word: fc.constantFrom('pattern', 'patternProperties', 'propertyNames', 'items', 'format'),
    }),
  },
  kind('enum', { times: count(10, 1_000, 100_000), length: count(1, 200), deep: fc.boolean() }),
  kind('unique', { items: fc.boolean() }),
  kind('ids', {
    id: fc.constantFrom('x', '#x', 'http://a/b', '', '%', 'urn:a'),
    times: count(2, 50, 500),
    word: fc.constantFrom('$id', 'id', '$anchor', '$dynamicAnchor'),
  }),
  kind('cycle', { length: count(1, 2, 50, 1_000), word: fc.constantFrom(...APPLICATORS, 'items', 'bare') }),
  kind('names', {
    name: fc.constantFrom(...NAMES),
    word: fc.constantFrom('properties', '$defs', 'required', 'dependentRequired', 'patternProperties'),
  }),
  kind('draft', { draft: fc.constantFrom(...DRAFTS), schema: grammar }),
  kind('long', {
    word: fc.constantFrom(
      'title',
      'description',
      '$id',
      '$ref',
      'pattern',
      '$schema',
      'const',
      'format',
      '$anchor',
    ),
    length: count(100, 20_000, 1_000_000),
  }),
);
