import { supportedTags } from './discriminator.ts';
import {
  type ContractError,
  chooseError,
  errorsAt,
  isIndex,
  isTypeError,
  type LocatedError,
} from './located-error.ts';

/** What is wrong with a request, worded as OpenAI words it. */
export interface Violation {
  /** The parameter at fault, for instance `messages[0].content[1].type`. */
  readonly param: string | null;
  readonly code: string | null;
  readonly message: string;
}

// Values are the client's own; enough of one to recognise it, never all of an image.
const longestEcho = 100;

/**
 * Words the most telling of the errors of one request.
 * @param bodySchema the dereferenced schema of the request's body, in which the tags of unions are looked up
 */
export function toViolation(errors: readonly ContractError[], bodySchema: unknown): Violation {
  const chosen = chooseError(errors);
  if (chosen === undefined) return { param: null, code: null, message: 'The request is not valid.' };
  const param = formatPath(chosen.path);
  if (param === '') return { param: null, code: 'invalid_value', message: 'The request is not valid.' };
  return { param, ...word(chosen, param, errors, bodySchema) };
}

type Wording = Pick<Violation, 'code' | 'message'>;

function word(
  { error, path }: LocatedError,
  param: string,
  errors: readonly ContractError[],
  bodySchema: unknown,
): Wording {
  const { keyword, params, data, parentSchema } = error;
  if (isTypeError(error)) return wrongType(param, data, errorsAt(path, errors).flatMap(expectedTypes));
  switch (keyword) {
    case 'required':
      return missing(param);
    case 'discriminator': {
      const { tag, tagValue } = params;
      if (tagValue === undefined) return missing(param);
      if (typeof tagValue !== 'string') return wrongType(param, tagValue, ['string']);
      return wrongValue(param, tagValue, supportedTags(parentSchema, String(tag), bodySchema));
    }
    case 'enum':
      return wrongValue(param, data, Array.isArray(params.allowedValues) ? params.allowedValues : []);
    case 'const':
      return wrongValue(param, data, [params.allowedValue]);
    case 'minimum':
    case 'maximum':
      return outOfRange(param, error);
    case 'minItems':
    case 'maxItems':
    case 'minLength':
    case 'maxLength':
      return wrongLength(param, error);
    case 'pattern':
      return {
        code: 'invalid_value',
        message: `Invalid '${param}': string does not match pattern. Expected a string that matches the pattern '${params.pattern}'.`,
      };
    case 'additionalProperties':
      return { code: 'unknown_parameter', message: `Unknown parameter: '${param}'.` };
    default:
      return { code: 'invalid_value', message: `Invalid value for '${param}': ${error.message ?? keyword}.` };
  }
}

function missing(param: string): Wording {
  return { code: 'missing_required_parameter', message: `Missing required parameter: '${param}'.` };
}

function wrongType(param: string, value: unknown, expected: readonly string[]): Wording {
  const all = [...new Set(expected)];
  // Null stands for absence everywhere; to name it would hide what is wanted.
  const wanted = all.length > 1 ? all.filter((type) => type !== 'null') : all;
  const names = wanted.map((type) => typeNames[type] ?? type);
  const form = names.length > 1 ? `one of ${list(names, 'or')}` : names.join();
  return {
    code: 'invalid_type',
    message: `Invalid type for '${param}': expected ${form}, but got ${typeNames[typeOf(value)]} instead.`,
  };
}

function wrongValue(param: string, value: unknown, supported: readonly unknown[]): Wording {
  const values = supported.filter((each) => each !== null).map((each) => `'${each}'`);
  const hint = values.length === 0 ? '' : ` Supported values are: ${list(values, 'and')}.`;
  return { code: 'invalid_value', message: `Invalid value for '${param}': ${echo(value)}.${hint}` };
}

function outOfRange(param: string, { keyword, params, data, parentSchema }: ContractError): Wording {
  const kind = String(parentSchema?.type).includes('integer') ? 'integer' : 'decimal';
  const [side, code] =
    keyword === 'maximum' ? ['above maximum', 'above_max'] : ['below minimum', 'below_min'];
  return {
    code: `${kind}_${code}_value`,
    message: `Invalid '${param}': ${kind} ${side} value. Expected a value ${params.comparison} ${params.limit}, but got ${echo(data)} instead.`,
  };
}

function wrongLength(param: string, { keyword, params, data }: ContractError): Wording {
  const kind = keyword.endsWith('Items') ? 'array' : 'string';
  const bound = keyword.startsWith('max') ? 'maximum' : 'minimum';
  const length = lengthOf(data);
  const expected = `Expected ${typeNames[kind]} with ${bound} length ${params.limit}`;
  if (length === 0) {
    return {
      code: `empty_${kind}`,
      message: `Invalid '${param}': empty ${kind}. ${expected}, but got an empty ${kind} instead.`,
    };
  }
  const [side, code] = bound === 'maximum' ? ['long', 'above_max'] : ['short', 'below_min'];
  return {
    code: `${kind}_${code}_length`,
    message: `Invalid '${param}': ${kind} too ${side}. ${expected}, but got ${typeNames[kind]} with length ${length} instead.`,
  };
}

const typeNames: Readonly<Record<string, string>> = {
  array: 'an array',
  boolean: 'a boolean',
  integer: 'an integer',
  null: 'null',
  number: 'a decimal',
  object: 'an object',
  string: 'a string',
};

function typeOf(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'array';
  if (Number.isInteger(value)) return 'integer';
  return typeof value;
}

function expectedTypes(error: ContractError): string[] {
  if (!isTypeError(error)) return [];
  return [error.keyword === 'type' ? error.params.type : error.parentSchema?.type].flat().map(String);
}

function lengthOf(value: unknown): number {
  if (Array.isArray(value)) return value.length;
  return typeof value === 'string' ? [...value].length : 0;
}

function echo(value: unknown): string {
  if (typeof value === 'string') return `'${clip(value)}'`;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeNames[typeOf(value)] ?? typeof value;
}

function clip(text: string): string {
  return text.length > longestEcho ? `${text.slice(0, longestEcho)}...` : text;
}

function list(items: readonly string[], conjunction: 'and' | 'or'): string {
  if (items.length < 3) return items.join(` ${conjunction} `);
  return `${items.slice(0, -1).join(', ')}, ${conjunction} ${items.at(-1)}`;
}

function formatPath(path: readonly string[]): string {
  return path
    .map((segment) => (isIndex(segment) ? `[${segment}]` : `.${clip(segment)}`))
    .join('')
    .replace(/^\./, '');
}
