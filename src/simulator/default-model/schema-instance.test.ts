import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { promptValues } from './prompt-values.ts';
import { argumentsFor, schemaInstance } from './schema-instance.ts';

const text = { type: 'string' };

/** One schema for each keyword and combination that clients send. */
const SCHEMAS: Readonly<Record<string, object>> = {
  'an object of plain values': {
    type: 'object',
    properties: {
      a: text,
      b: { type: 'integer' },
      c: { type: 'number' },
      d: { type: 'boolean' },
      e: { type: 'null' },
    },
    required: ['a', 'b', 'c', 'd', 'e'],
    additionalProperties: false,
  },
  'types in a list': { type: 'object', properties: { a: { type: ['null', 'integer'] } }, required: ['a'] },
  'no type': { properties: { a: { items: text }, b: { minimum: 3 } }, required: ['a', 'b', 'c'] },
  constants: {
    type: 'object',
    properties: { a: { const: 'x' }, b: { enum: [3, 4] }, c: { enum: [null, 'y'] } },
  },
  'bounds of numbers': {
    type: 'array',
    prefixItems: [
      { type: 'integer', minimum: 10, maximum: 12 },
      { type: 'number', exclusiveMinimum: 1, exclusiveMaximum: 2 },
      { type: 'integer', multipleOf: 7, minimum: 8 },
      { type: 'number', maximum: -5 },
    ],
    items: false,
  },
  'bounds of texts': { type: 'array', items: { type: 'string', minLength: 30, maxLength: 31 }, minItems: 2 },
  'short texts': { type: 'string', maxLength: 3 },
  patterns: {
    type: 'array',
    prefixItems: [
      { type: 'string', pattern: '^[A-Z]{3}-\\d{4}$' },
      { type: 'string', pattern: '^(?:#[0-9a-f]{6}|transparent)$' },
      { type: 'string', pattern: '^\\+?[1-9]\\d{6,14}$' },
      { type: 'string', pattern: '^[^\\s@]+@[^\\s@]+\\.[a-z]{2,}$' },
      { type: 'string', pattern: '^(?<year>\\d{4})/(0[1-9]|1[0-2])$' },
      { type: 'string', pattern: '\\bword\\b' },
    ],
    items: false,
  },
  formats: {
    type: 'object',
    properties: Object.fromEntries(
      ['date', 'date-time', 'time', 'email', 'hostname', 'ipv4', 'ipv6', 'uri', 'uuid', 'duration'].map(
        (format) => [format, { type: 'string', format }],
      ),
    ),
  },
  lists: {
    type: 'array',
    items: { type: 'array', items: { type: 'integer' }, minItems: 2, maxItems: 3 },
    minItems: 4,
  },
  'unique items': { type: 'array', items: { type: 'string' }, minItems: 3, uniqueItems: true },
  'unique items of an enumeration': {
    type: 'array',
    items: { enum: ['a', 'b'] },
    minItems: 2,
    uniqueItems: true,
  },
  references: {
    type: 'object',
    properties: { a: { $ref: '#/$defs/a~1b' }, b: { type: 'array', items: { $ref: '#/$defs/c' } } },
    required: ['a', 'b'],
    $defs: { 'a/b': { type: 'integer', minimum: 5 }, c: { $ref: '#/$defs/a~1b' } },
  },
  'a tree': {
    $ref: '#/$defs/node',
    $defs: {
      node: {
        type: 'object',
        properties: { name: text, children: { type: 'array', items: { $ref: '#/$defs/node' } } },
        required: ['name', 'children'],
        additionalProperties: false,
      },
    },
  },
  'a list that ends': {
    type: 'object',
    properties: { value: text, next: { anyOf: [{ $ref: '#' }, { type: 'null' }] } },
    required: ['value', 'next'],
  },
  alternatives: {
    oneOf: [{ type: 'null' }, { type: 'object', properties: { kind: { const: 'x' } }, required: ['kind'] }],
  },
  parts: {
    allOf: [
      { type: 'object', properties: { a: text }, required: ['a'] },
      { properties: { b: { type: 'integer', minimum: 4 } }, required: ['b'] },
    ],
  },
  'other properties': { type: 'object', additionalProperties: { type: 'integer' }, required: ['x', 'y'] },
};

const ajv = new Ajv2020({ strict: false });
formats.default(ajv);

describe('schemaInstance', () => {
  it.each(Object.entries(SCHEMAS))('fits %s', (_name, schema) => {
    for (const prompt of ['', 'Tell me about 30 days in Paris on 2025-02-03, "quoted", for a@b.example']) {
      const value = schemaInstance(schema as Record<string, unknown>, promptValues(prompt));
      const isValid = ajv.validate(schema, value);
      expect(isValid, `${JSON.stringify(value)}: ${ajv.errorsText()}`).toBe(true);
    }
  });

  it('comes to an end where a schema asks for more than there can be', () => {
    const names = Array.from({ length: 20 }, (_, index) => `p${index}`);
    const properties = Object.fromEntries(names.map((name) => [name, { $ref: '#' }]));
    const value = schemaInstance({ type: 'object', properties, required: names }, promptValues(''));
    expect(JSON.stringify(value).length).toBeLessThan(1_000_000);
    expect(schemaInstance({ $ref: '#' }, promptValues(''))).toBeTypeOf('string');
    expect(schemaInstance({ type: 'array', minItems: 1e9 }, promptValues(''))).toHaveLength(100);
  });

  it('uses what the prompt says where it plausibly belongs', () => {
    const schema = {
      type: 'object',
      properties: {
        name: text,
        country: text,
        inhabitants: { type: 'integer' },
        size: { enum: ['small', 'large'] },
      },
    };
    expect(schemaInstance(schema, promptValues('Tell me about Paris, a large city of 2100000.'))).toEqual({
      name: 'Paris',
      country: 'simulated country',
      inhabitants: 2_100_000,
      size: 'large',
    });
  });

  it.each([
    ['What is the weather like in New York?', { city: text }, { city: 'New York' }],
    ['Add 2 and 3.5', { a: { type: 'number' }, b: { type: 'number' } }, { a: 2, b: 3.5 }],
    ['A train from Rome to Berlin', { origin: text, to: text }, { origin: 'Rome', to: 'Berlin' }],
    ['Search for red shoes.', { query: text }, { query: 'red shoes' }],
    ['Read docs/a.md', { file_path: text }, { file_path: 'docs/a.md' }],
    [
      'Mail otto@example.com about "lunch"',
      { to_email: text, subject: text },
      { to_email: 'otto@example.com', subject: 'lunch' },
    ],
    ['In fahrenheit, for Oslo', { unit: { enum: ['celsius', 'fahrenheit'] } }, { unit: 'fahrenheit' }],
  ])('makes arguments from %j', (prompt, properties, expected) => {
    const schema = { type: 'object', properties, required: Object.keys(properties) };
    expect(argumentsFor(schema, promptValues(prompt))).toEqual(expected);
  });

  it('leaves optional arguments out, and makes some for a schema that says nothing', () => {
    const schema = { type: 'object', properties: { city: text, unit: text }, required: ['city'] };
    expect(argumentsFor(schema, promptValues('Hello'))).toEqual({ city: 'simulated city' });
    expect(argumentsFor(undefined, promptValues('Hello'))).toEqual({});
  });
});
