import { ApiError } from '../../errors.ts';
import { excerptOf } from '../../observability/text-ends.ts';

type Schema = Readonly<Record<string, unknown>>;

const LONGEST_NAME = 100;

/**
 * A tool's parameters as the object schema that qodercli demands: one tool with any other makes all tools of
 * the turn vanish. What means the same in another form is brought into it; the rest stays untouched.
 * @throws ApiError 400 naming the place in the schema for one that cannot describe an object.
 */
export function objectSchemaOf(parameters: Schema | null | undefined, tool: string, param: string): Schema {
  if (parameters === null || parameters === undefined) return { type: 'object', properties: {} };
  const refuse = (problem: string, place = ''): ApiError =>
    new ApiError('invalid_request', `Invalid schema for function '${tool}': ${problem}.`, {
      param: `${param}${place}`,
      code: 'invalid_function_parameters',
    });
  const { type = 'object', properties, required, ...rest } = parameters;
  if (type !== 'object') {
    const shown = excerptOf(JSON.stringify(type), LONGEST_NAME);
    throw refuse(`schema must be a JSON Schema of 'type: "object"', got 'type: ${shown}'`);
  }
  return {
    ...rest,
    type,
    ...(properties === undefined || properties === null
      ? {}
      : { properties: propertySchemas(properties, refuse) }),
    ...(required === undefined || required === null ? {} : { required: requiredNames(required, refuse) }),
  };
}

type Refuse = (problem: string, place?: string) => ApiError;

/** qodercli takes objects alone, where JSON Schema has a second form for "anything" and "nothing". */
function propertySchemas(properties: unknown, refuse: Refuse): Schema {
  if (!isObject(properties)) throw refuse("'properties' must be an object");
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => {
      if (schema === true) return [name, markedAsPlain(name, {})];
      if (schema === false) return [name, markedAsPlain(name, { not: {} })];
      if (isObject(schema)) return [name, markedAsPlain(name, schema)];
      const shown = excerptOf(name, LONGEST_NAME);
      throw refuse(
        `the schema of the property '${shown}' must be an object or a boolean`,
        `.properties.${shown}`,
      );
    }),
  );
}

/**
 * qodercli tells a plain object by `constructor.prototype`, and drops all tools when a parameter of that name hides
 * the real one. A keyword that JSON Schema ignores makes it look like the real one.
 */
function markedAsPlain(name: string, schema: Schema): Schema {
  return name === 'constructor' ? { ...schema, prototype: { isPrototypeOf: {} } } : schema;
}

function requiredNames(required: unknown, refuse: Refuse): readonly string[] {
  if (!Array.isArray(required)) throw refuse("'required' must be an array");
  const odd = required.findIndex((name) => typeof name !== 'string');
  if (odd !== -1) throw refuse("'required' must hold names of properties alone", `.required[${odd}]`);
  return required;
}

function isObject(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
