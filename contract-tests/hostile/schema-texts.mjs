const asObject = (value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};

const times = (length, make) => Array.from({ length }, (_, index) => make(index));
const members = (length, make) => Object.fromEntries(times(length, (index) => [`p${index}`, make(index)]));
const nested = {
  properties: ['{"type":"object","properties":{"a":', '}}'],
  $defs: ['{"$defs":{"a":', '}}'],
};

function nest(word, levels, inner) {
  const list = ['allOf', 'anyOf', 'oneOf', 'prefixItems'].includes(word);
  const [open, close] = nested[word] ?? (list ? [`{"${word}":[`, ']}'] : [`{"${word}":`, '}']);
  return `${open.repeat(levels)}${inner}${close.repeat(levels)}`;
}

function doubling(word, levels) {
  const next = (index) => ({ $ref: `#/$defs/l${index + 1}` });
  const level = (index) => {
    if (word === 'if') return Object.fromEntries(['if', 'then', 'else'].map((part) => [part, next(index)]));
    if (word === 'not') return { not: { allOf: [next(index), next(index)] } };
    if (word === 'properties') return { type: 'object', properties: { a: next(index), b: next(index) } };
    return { [word]: [next(index), next(index)] };
  };
  const $defs = Object.fromEntries(times(levels, (index) => [`l${index}`, level(index)]));
  $defs[`l${levels}`] = { type: 'object' };
  return { $defs, $ref: '#/$defs/l0' };
}

function cycle(word, length) {
  const link = (index) => ({ $ref: `#/$defs/l${(index + 1) % length}` });
  const wrap = (index) =>
    word === 'bare' ? link(index) : { [word]: word === 'items' ? link(index) : [link(index), link(index)] };
  return {
    $defs: Object.fromEntries(times(length, (index) => [`l${index}`, wrap(index)])),
    $ref: '#/$defs/l0',
  };
}

function patterned(word, pattern) {
  if (word === 'patternProperties')
    return { type: 'object', patternProperties: { [pattern]: { type: 'string', pattern } } };
  if (word === 'propertyNames') return { type: 'object', propertyNames: { pattern } };
  if (word === 'items') return { type: 'array', items: { pattern } };
  if (word === 'format') return { type: 'string', pattern, format: 'regex' };
  return { type: 'string', pattern };
}

function named(word, name) {
  if (word === 'required') return { type: 'object', required: [name] };
  if (word === 'dependentRequired')
    return { dependentRequired: JSON.parse(`{${JSON.stringify(name)}:[${JSON.stringify(name)}]}`) };
  return JSON.parse(`{"type":"object","${word}":{${JSON.stringify(name)}:{"type":"string"}}}`);
}

const makers = {
  grammar: ({ schema }) => schema,
  draft: ({ draft, schema }) => ({ $schema: draft, ...asObject(schema) }),
  web: ({ wide, each, word }) => ({
    type: 'object',
    $defs: {
      o: { $dynamicAnchor: 'o', type: 'object', properties: members(each, () => ({ type: 'string' })) },
    },
    properties: members(wide, () => ({ [word]: word === '$ref' ? '#/$defs/o' : '#o' })),
  }),
  doubling: ({ word, levels }) => doubling(word, levels),
  wide: ({ times: length, schema, required }) => ({
    type: 'object',
    properties: members(length, () => schema),
    ...(required ? { required: times(length, (index) => `p${index}`) } : {}),
    additionalProperties: false,
  }),
  pattern: ({ word, pattern }) => patterned(word, pattern),
  enum: ({ times: length, length: size, deep }) => ({
    enum: times(length, (index) => (deep ? { a: [{ b: index }] } : `${index}${'x'.repeat(size)}`)),
  }),
  unique: ({ items }) => ({
    type: 'array',
    uniqueItems: true,
    ...(items ? { items: { type: 'object' } } : {}),
  }),
  ids: ({ id, times: length, word }) => ({
    [word]: id,
    properties: members(length, () => ({ [word]: id, type: 'string' })),
  }),
  cycle: ({ word, length }) => cycle(word, length),
  names: ({ word, name }) => named(word, name),
  long: ({ word, length }) => ({ [word]: 'a'.repeat(length), type: 'string' }),
};

/** @returns {string} the schema as JSON, which may be deeper than JSON.stringify goes. */
export function schemaOf(recipe) {
  if (recipe.kind === 'deep') return nest(recipe.word, recipe.levels, '{"type":"string"}');
  if (recipe.kind === 'async') return nest(recipe.word, recipe.levels, '{"$async":true,"type":"string"}');
  return JSON.stringify(makers[recipe.kind](recipe));
}
