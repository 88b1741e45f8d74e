import { describe, expect, it } from 'vitest';
import { flatFormat, nestedFormat } from './response-format.ts';

const schema = { type: 'object', properties: { q: { type: 'string' } } };
const named = { name: 'response', schema };

describe('a format in the form of another server', () => {
  it.each([
    [
      'OpenAI',
      { type: 'json_schema', json_schema: { name: 'n', strict: null, schema } },
      { name: 'n', strict: null, schema },
    ],
    [
      'without a name',
      { type: 'json_schema', json_schema: { schema, strict: true } },
      { ...named, strict: true },
    ],
    ['Together, llama.cpp', { type: 'json_schema', schema }, named],
    [
      'Responses',
      { type: 'json_schema', name: 'n', schema, strict: true },
      { name: 'n', schema, strict: true },
    ],
    ['no wrapper', { type: 'json_schema', json_schema: schema }, named],
  ])('is a schema in chat and in Responses: %s', (_, format, expected) => {
    expect(nestedFormat(format)).toEqual({ type: 'json_schema', json_schema: expected });
    expect(flatFormat(format)).toEqual({ type: 'json_schema', ...expected });
  });

  it.each([
    ['llama.cpp, Together, Fireworks', { type: 'json_object', schema }],
    ['Cohere', { type: 'json_object', json_schema: schema }],
    ['a wrapper', { type: 'json_object', json_schema: { name: 'n', schema } }],
    ['Text Generation Inference', { type: 'json', value: schema }],
    ['its older type', { type: 'json', schema }],
  ])('is an object that follows a schema: %s', (_, format) => {
    expect(nestedFormat(format)).toEqual({ type: 'json_object', schema });
    expect(flatFormat(format)).toEqual({ type: 'json_object', schema });
  });

  it.each([
    null,
    'json_object',
    { type: 'text' },
    { type: 'json_object' },
    { type: 'json_object', schema: null },
    { type: 'json_object', schema: 'x' },
    { type: 'json_schema' },
    { type: 'json_schema', json_schema: 'x' },
    { type: 'json' },
  ])('stays as it is without a schema: %j', (format) => {
    expect(nestedFormat(format)).toEqual(format);
    expect(flatFormat(format)).toEqual(format);
  });
});
