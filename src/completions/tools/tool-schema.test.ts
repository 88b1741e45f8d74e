import { describe, expect, it } from 'vitest';
import type { ApiError } from '../../errors.ts';
import { objectSchemaOf } from './tool-schema.ts';

const schemaOf = (parameters: Record<string, unknown>) => objectSchemaOf(parameters, 'f', 'tools[3].x');

function refusalOf(parameters: Record<string, unknown>): ApiError {
  try {
    schemaOf(parameters);
  } catch (error) {
    return error as ApiError;
  }
  throw new Error('it was taken');
}

describe('objectSchemaOf', () => {
  it('writes boolean schemas of properties as objects', () => {
    expect(schemaOf({ properties: { any: true, none: false, text: { type: 'string' } } })).toEqual({
      type: 'object',
      properties: { any: {}, none: { not: {} }, text: { type: 'string' } },
    });
  });

  it.each([null, undefined])('takes properties and required for absent that are %s', (absent) => {
    expect(schemaOf({ type: 'object', properties: absent, required: absent })).toEqual({ type: 'object' });
  });

  it('leaves alone what stands deeper', () => {
    const properties = {
      a: { type: 'object', properties: { b: true, c: null }, required: [1] },
      d: { items: false },
    };
    const schema = { type: 'object', properties, required: ['a'], anyOf: [true], $defs: { x: true } };
    expect(schemaOf(schema)).toEqual(schema);
  });

  it('keeps a property called constructor, and says so in the form that qodercli takes', () => {
    const { properties } = schemaOf({ properties: { constructor: { type: 'string' } } });
    expect(properties).toEqual({ constructor: { type: 'string', prototype: { isPrototypeOf: {} } } });
  });

  it.each([[null], [1], ['string'], [[[]]]])('names a property whose schema is %j', (schema) => {
    const error = refusalOf({ properties: { good: {}, x: schema } });
    expect(error.status).toBe(400);
    expect(error.body.param).toBe('tools[3].x.properties.x');
    expect(error.body.code).toBe('invalid_function_parameters');
  });

  it.each([
    [{ required: ['a', 1] }, 'tools[3].x.required[1]'],
    [{ required: [null] }, 'tools[3].x.required[0]'],
    [{ required: 'a' }, 'tools[3].x'],
    [{ required: {} }, 'tools[3].x'],
    [{ properties: [] }, 'tools[3].x'],
    [{ properties: true }, 'tools[3].x'],
    [{ type: 'string' }, 'tools[3].x'],
    [{ type: ['object'] }, 'tools[3].x'],
  ])('names the place of what is wrong in %j', (parameters, param) => {
    expect(refusalOf(parameters).body.param).toBe(param);
  });

  it('names a property of a long name by its beginning', () => {
    const error = refusalOf({ properties: { ['x'.repeat(1_000_000)]: 1 } });
    expect(error.message.length).toBeLessThan(400);
    expect(error.body.param?.length).toBeLessThan(200);
  });
});
