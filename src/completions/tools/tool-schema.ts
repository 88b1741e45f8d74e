import { ApiError } from '../../errors.ts';

type Schema = Readonly<Record<string, unknown>>;

/**
 * A tool's parameters as the object schema that qodercli demands: one tool with any other makes all tools of
 * the turn vanish. What only lacks the word is completed; the rest stays untouched.
 * @throws ApiError 400 naming the tool for a schema that cannot describe an object.
 */
export function objectSchemaOf(parameters: Schema | null | undefined, tool: string, param: string): Schema {
  if (parameters === null || parameters === undefined) return { type: 'object', properties: {} };
  const refuse = (problem: string): ApiError =>
    new ApiError('invalid_request', `Invalid schema for function '${tool}': ${problem}.`, {
      param,
      code: 'invalid_function_parameters',
    });
  const { type = 'object', properties, required } = parameters;
  if (type !== 'object') {
    throw refuse(`schema must be a JSON Schema of 'type: "object"', got 'type: ${JSON.stringify(type)}'`);
  }
  if (properties !== undefined && !isObject(properties)) throw refuse("'properties' must be an object");
  if (required !== undefined && !Array.isArray(required)) throw refuse("'required' must be an array");
  return { ...parameters, type };
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
