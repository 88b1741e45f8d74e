import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { ApiError } from '../errors.ts';
import { excerptOf } from '../observability/text-ends.ts';
import type { AnswerPart } from './answer.ts';
import type { Gate } from './gate.ts';
import { jsonIn } from './json-text.ts';

export interface FormatRequest {
  readonly instructions: readonly string[];
  readonly createGate: () => Gate;
}

export type AskedFormat =
  | { readonly type: 'text' }
  | { readonly type: 'json_object' }
  | {
      readonly type: 'json_schema';
      readonly schema?: object | null | undefined;
      readonly strict?: boolean | null | undefined;
    };

/**
 * What a format asks for. Undefined where it asks for plain text.
 * @param param where the request has the schema, e.g. `response_format.json_schema.schema`.
 * @throws ApiError 400 naming `param` for a schema that is none.
 */
export function formatRequestOf(
  format: AskedFormat | null | undefined,
  param: string,
): FormatRequest | undefined {
  if (format === null || format === undefined || format.type === 'text') return undefined;
  if (format.type === 'json_object') {
    return {
      instructions: ['Answer with one JSON object and nothing else: no code fence, no text around it.'],
      createGate: () =>
        createFormatGate((value) => (isObject(value) ? undefined : 'It must be a JSON object.')),
    };
  }
  const { schema, strict } = format;
  const validate = schema ? compile(schema, param) : undefined;
  return {
    instructions: [
      `Answer with one JSON value that conforms to this JSON Schema, and nothing else: no code fence, no text around it.\n${JSON.stringify(schema ?? {})}`,
    ],
    createGate: () => createFormatGate((value) => problemOf(value, validate), strict !== true),
  };
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Compiles a client's schema. Its patterns are not enforced: a regular expression from outside could take for
 * ever. References are its own alone: nothing is fetched.
 */
function compile(schema: object, param: string): ValidateFunction {
  const matchesAnything = { test: () => true, exec: () => null };
  const ajv = new Ajv2020({
    strict: false,
    validateFormats: false,
    logger: false,
    code: { regExp: Object.assign(() => matchesAnything as unknown as RegExp, { code: 'noRegExp' }) },
  });
  try {
    return ajv.compile(withoutIdentity(schema));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ApiError(
      'invalid_request',
      `Invalid schema for ${param.split('.')[0]}: ${excerptOf(reason, 200)}.`,
      {
        param,
        code: 'invalid_json_schema',
      },
    );
  }
}

/** Other drafts' `$schema` would be refused, and `$id` would only get in the way. */
function withoutIdentity(schema: object): object {
  return Object.fromEntries(Object.entries(schema).filter(([name]) => name !== '$schema' && name !== '$id'));
}

function problemOf(value: unknown, validate: ValidateFunction | undefined): string | undefined {
  if (validate === undefined || validate(value)) return undefined;
  const [error] = validate.errors ?? [];
  return `It does not conform to the schema: ${error?.instancePath || 'the value'} ${error?.message ?? 'is wrong'}.`;
}

/**
 * Holds the text back until it is whole, and lets it through as the JSON that it holds.
 * @param lenient JSON that does not conform is better than none: it passes at the second try.
 */
function createFormatGate(problem: (value: unknown) => string | undefined, lenient = false): Gate {
  let text = '';
  let complaint: string | undefined;
  return {
    complaint: () => complaint,
    accept(parts) {
      const shown: AnswerPart[] = [];
      for (const part of parts) {
        if (part.type === 'text') text += part.text;
        else if (part.type === 'withdrawn') text = '';
        else if (part.type === 'tool_call' && text !== '') {
          // A call instead of an answer: the format is for the answer that follows it.
          shown.push({ type: 'text', text }, part);
          text = '';
        } else if (part.type === 'end' && part.finishReason === 'stop') {
          const found = jsonIn(text);
          complaint = found === undefined ? 'It is not valid JSON.' : problem(found.value);
          if (found !== undefined && (complaint === undefined || lenient))
            shown.push({ type: 'text', text: found.text });
          shown.push(part);
        } else if (part.type === 'end') {
          // Cut short or refused: the finish reason says that it is no whole answer.
          if (text !== '') shown.push({ type: 'text', text });
          shown.push(part);
        } else shown.push(part);
      }
      return shown;
    },
  };
}
