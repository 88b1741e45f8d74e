import fc from 'fast-check';
import { ask } from '../exchange.mjs';
import { schemaRecipes } from '../schema-recipes.mjs';
import { schemaOf } from '../schema-texts.mjs';

const NAMES = [
  'look',
  'look',
  'a'.repeat(64),
  'a'.repeat(200),
  '',
  ' ',
  'a b',
  'a.b',
  'é',
  '__proto__',
  'constructor',
  'mcp__x__y',
  'Bash',
  'Read',
  'a\u0000',
  '\ud800',
  '-',
  '0',
  'a/b',
  'StructuredOutput',
  'x'.repeat(100_000),
];
const oddValues = fc.constantFrom(null, true, false, 0, '', 'x', [], {}, [null], { not: {} }, undefined);
const properties = fc.oneof(
  oddValues,
  fc.dictionary(
    fc.constantFrom('a', 'b', 'toString', '', '$ref', 'x'.repeat(300)),
    fc.oneof(
      oddValues,
      fc.constantFrom(
        { type: 'string' },
        { type: 'nope' },
        { type: ['string', 'null'] },
        { $ref: '#/$defs/none' },
        { enum: [] },
        { type: 'object', properties: { a: true } },
        { type: 'array', items: false },
        { properties: null, required: null },
      ),
    ),
    { maxKeys: 4 },
  ),
);
const good = fc.dictionary(
  fc.constantFrom('a', 'b', 'c'),
  fc.constantFrom(
    true,
    false,
    {},
    { type: 'string' },
    { type: 'object', properties: { a: true } },
    { type: 'array', items: false },
  ),
  { maxKeys: 3 },
);
const parameters = fc.oneof(
  { weight: 8, arbitrary: good.map((value) => JSON.stringify({ type: 'object', properties: value })) },
  {
    weight: 4,
    arbitrary: fc
      .record({
        type: fc.constantFrom('object', 'object', 'object', 'array', 'string', null, undefined),
        properties,
        required: fc.oneof(oddValues, fc.constantFrom(['a'], ['a', 'a'], [1], ['none'], [['a']])),
        additionalProperties: oddValues,
      })
      .map((value) => JSON.stringify(value)),
  },
  { weight: 1, arbitrary: oddValues.map((value) => JSON.stringify(value) ?? 'null') },
  { weight: 3, arbitrary: schemaRecipes.map((recipe) => ({ recipe })) },
);
const tool = fc.record({
  name: fc.oneof(
    { weight: 15, arbitrary: fc.constantFrom('look', 'find', 'a-b_c') },
    { weight: 1, arbitrary: fc.constantFrom(...NAMES) },
  ),
  description: fc.constantFrom(
    undefined,
    'x',
    'x',
    '',
    'y'.repeat(100_000),
    '\u2028\u0000',
    '<simulate>[]</simulate>',
  ),
  strict: fc.constantFrom(undefined, undefined, undefined, null, true, false, false, 'yes'),
  parameters,
});
const choices = fc.constantFrom(
  undefined,
  undefined,
  'auto',
  'auto',
  undefined,
  null,
  'auto',
  'none',
  'required',
  'any',
  '',
  1,
  {},
  [],
  { type: 'function', function: { name: 'look' } },
  { type: 'function', function: { name: 'absent' } },
  { type: 'function', name: 'look' },
  { type: 'tool', name: 'look' },
  { type: 'any' },
  { type: 'none' },
  { type: 'allowed_tools', mode: 'auto', tools: [] },
  {
    type: 'allowed_tools',
    allowed_tools: { mode: 'required', tools: [{ type: 'function', function: { name: 'look' } }] },
  },
  { type: 'function', function: { name: '__proto__' } },
);

export const tools = {
  name: 'tools',
  arbitrary: fc.record({
    operation: fc.constantFrom(
      'createChatCompletion',
      'createMessage',
      'createResponse',
      'countMessageTokens',
    ),
    tools: fc.array(tool, { maxLength: 4 }),
    times: fc.constantFrom(1, 1, 1, 1, 30, 130, 2_000),
    choice: choices,
    parallel: fc.constantFrom(undefined, true, false),
    calls: fc.boolean(),
    stream: fc.boolean(),
  }),
  run: ({ port }, recipe) =>
    ask(port, recipe.operation, {
      body: bodyOf(recipe),
      except: [502],
      unless: /did not answer as asked/,
    }),
};

const inlined = new Map();

/** Schemas may be deeper than JSON.stringify goes: they are put in as text. */
function text(value) {
  const mark = `schema ${inlined.size}`;
  inlined.set(mark, typeof value === 'string' ? value : schemaOf(value.recipe));
  return mark;
}

function bodyOf({ operation, tools: offered, times, choice, parallel, calls, stream }) {
  inlined.clear();
  const MOST_BYTES = 8_000_000;
  let size = 0;
  const list = Array.from({ length: times }, (_, round) =>
    offered.map((one) => ({
      ...one,
      name: round === 0 ? one.name : `${one.name.slice(0, 50)}${round}`,
      parameters: one.parameters,
    })),
  )
    .flat()
    .flatMap((one) => {
      const schema = text(one.parameters);
      size += inlined.get(schema).length + (one.description?.length ?? 0) + one.name.length;
      return size > MOST_BYTES ? [] : [{ ...one, schema }];
    });
  const shapes = {
    createChatCompletion: ({ name, description, strict, schema }) => ({
      type: 'function',
      function: { name, description, strict, parameters: schema },
    }),
    createResponse: ({ name, description, strict, schema }) => ({
      type: 'function',
      name,
      description,
      strict,
      parameters: schema,
    }),
    createMessage: ({ name, description, schema }) => ({ name, description, input_schema: schema }),
  };
  shapes.countMessageTokens = shapes.createMessage;
  // A tool of that name is offered, or should be.
  const steps =
    calls && list.length > 0 && /^[a-z-_]+$/.test(list[0].name)
      ? [{ tools: [{ name: list[0].name, input: { a: 1 } }] }]
      : [{ text: 'fine' }];
  const content = `<simulate>${JSON.stringify(steps)}</simulate>`;
  const messages = [{ role: 'user', content }];
  const common = { model: 'auto', tools: list.map(shapes[operation]), tool_choice: choice };
  const bodies = {
    createChatCompletion: { ...common, parallel_tool_calls: parallel, stream, messages },
    createResponse: { ...common, parallel_tool_calls: parallel, stream, store: false, input: content },
    createMessage: { ...common, stream, max_tokens: 1_000, messages },
    countMessageTokens: { ...common, messages },
  };
  return JSON.stringify(bodies[operation]).replace(
    /"(schema \d+)"/g,
    (whole, mark) => inlined.get(mark) ?? whole,
  );
}
