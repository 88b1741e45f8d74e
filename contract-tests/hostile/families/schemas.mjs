import fc from 'fast-check';
import { ask } from '../exchange.mjs';
import { answerOf, answers } from '../schema-answers.mjs';
import { schemaRecipes } from '../schema-recipes.mjs';
import { schemaOf } from '../schema-texts.mjs';

const operations = ['createChatCompletion', 'createResponse', 'createMessage'];

/** Schemas for structured answers, with answers that make it dear to check them. */
export const schemas = {
  name: 'schemas',
  arbitrary: fc.record({
    operation: fc.constantFrom(...operations),
    strict: fc.boolean(),
    recipe: schemaRecipes,
    answer: answers,
  }),
  run: ({ port }, { operation, strict, recipe, answer }) => {
    const schema = schemaOf(recipe);
    const content = `<simulate>${JSON.stringify([{ text: answerOf(answer) }])}</simulate>`;
    return ask(port, operation, { body: bodyWith(operation, schema, strict, content) });
  },
};

/** Schemas are put together as text where they are deeper than JSON.stringify goes. */
function bodyWith(operation, schema, strict, content) {
  const mark = '"the schema"';
  const format = { type: 'json_schema', name: 'any', strict, schema: 'the schema' };
  const bodies = {
    createChatCompletion: {
      model: 'auto',
      response_format: { type: 'json_schema', json_schema: { name: 'any', strict, schema: 'the schema' } },
      messages: [{ role: 'user', content }],
    },
    createResponse: { model: 'auto', store: false, text: { format }, input: content },
    createMessage: {
      model: 'auto',
      max_tokens: 1_000,
      output_config: { format: { type: 'json_schema', schema: 'the schema' } },
      messages: [{ role: 'user', content }],
    },
  };
  return JSON.stringify(bodies[operation]).replace(mark, () => schema);
}
