import type { Verdict } from '../schemas/schemas.ts';
import type { AnswerPart } from './answer.ts';
import { type AnswerCheck, MAY_REFUSE, refusalOf, type Violation } from './answer-check.ts';
import { jsonIn } from './json-text.ts';
import { isWorded } from './worded-answer.ts';

export interface FormatRequest {
  readonly instructions: readonly string[];
  /** What the answer has to conform to; undefined where any object will do, or any value where `anyValue`. */
  readonly schema?: object | undefined;
  readonly anyValue: boolean;
  /** An answer that does not conform is better than none: it passes as it is at the second try. */
  readonly lenient: boolean;
  /** Where the request has the schema, e.g. `response_format.json_schema.schema`. */
  readonly param: string;
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
 * @param param where the request has the schema.
 */
export function formatRequestOf(
  format: AskedFormat | null | undefined,
  param: string,
): FormatRequest | undefined {
  if (format === null || format === undefined || format.type === 'text') return undefined;
  if (format.type === 'json_object') {
    return {
      instructions: ['Answer with one JSON object and nothing else: no code fence, no text around it.'],
      anyValue: false,
      lenient: true,
      param,
    };
  }
  const { schema, strict } = format;
  return {
    instructions: [
      `Answer with one JSON value that conforms to this JSON Schema, and nothing else: no code fence, no text around it.\n${JSON.stringify(schema ?? {})}`,
    ],
    schema: schema ?? undefined,
    anyValue: true,
    lenient: strict !== true,
    param,
  };
}

/** Of a format without a schema. */
export function checkPlainFormat(value: unknown, { anyValue }: FormatRequest): Verdict {
  const conforms = anyValue || (typeof value === 'object' && value !== null && !Array.isArray(value));
  return conforms ? { type: 'conforms' } : { type: 'violates', violation: 'It must be a JSON object.' };
}

/**
 * Holds the text back until it is whole, and lets it through as the JSON that it holds. Words without any JSON are a
 * refusal, unless `lenient` lets them through as they are.
 * @param check whether a value conforms; its text is the value as JSON.
 */
export function createFormatCheck(
  check: (found: { readonly text: string; readonly value: unknown }) => Verdict | Promise<Verdict>,
  lenient: boolean,
): AnswerCheck {
  let text = '';
  let violation: Violation | undefined;
  let undecided: string | undefined;

  const checkWhole = async (): Promise<readonly AnswerPart[]> => {
    const found = jsonIn(text);
    const verdict: Verdict = found
      ? await check(found)
      : { type: 'violates', violation: 'It is not valid JSON.' };
    undecided = verdict.type === 'undecided' && !lenient ? verdict.reason : undefined;
    const given = lenient || verdict.type === 'conforms' ? (found?.text ?? text) : '';
    const parts: readonly AnswerPart[] = given === '' ? [] : [{ type: 'text', text: given }];
    if (verdict.type !== 'violates') return parts;
    const refusal = !lenient && isWorded(text) ? refusalOf(text) : [];
    violation = {
      reason: verdict.violation,
      advice: `Answer with the JSON alone. ${MAY_REFUSE}`,
      isTolerable: parts.length + refusal.length > 0,
    };
    return [...parts, ...refusal];
  };

  return {
    violation: () => violation,
    undecided: () => undecided,
    async accept(parts) {
      const shown: AnswerPart[] = [];
      for (const part of parts) {
        if (part.type === 'text') text += part.text;
        else if (part.type === 'withdrawn') text = '';
        else if (part.type === 'tool_call' && text !== '') {
          // A call instead of an answer: the format is for the answer that follows it.
          shown.push({ type: 'text', text }, part);
          text = '';
        } else if (part.type === 'end' && part.finishReason === 'stop') {
          shown.push(...(await checkWhole()), part);
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
