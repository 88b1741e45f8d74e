import type { Verdict } from '../schemas/schemas.ts';
import type { AnswerEnd, AnswerPart } from './answer.ts';
import { type AnswerCheck, MAY_REFUSE, type Violation } from './answer-check.ts';
import { jsonIn } from './json-text.ts';
import { cutAtStop } from './stop-scanner.ts';
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
  | { readonly type: 'json_object'; readonly schema?: object | null | undefined }
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
  if (format.type === 'json_object' && !format.schema) {
    return {
      instructions: ['Answer with one JSON object and nothing else: no code fence, no text around it.'],
      anyValue: false,
      lenient: true,
      param,
    };
  }
  const { schema } = format;
  return {
    instructions: [
      `Answer with one JSON value that conforms to this JSON Schema, and nothing else: no code fence, no text around it.\n${JSON.stringify(schema ?? {})}`,
    ],
    schema: schema ?? undefined,
    anyValue: true,
    lenient: format.type === 'json_object' || format.strict !== true,
    param,
  };
}

/** Of a format without a schema. */
export function checkPlainFormat(value: unknown, { anyValue }: FormatRequest): Verdict {
  const conforms = anyValue || (typeof value === 'object' && value !== null && !Array.isArray(value));
  return conforms ? { type: 'conforms' } : { type: 'violates', violation: 'It must be a JSON object.' };
}

/**
 * Holds the text back until it is whole, and lets it through as the JSON that it holds, up to a stop sequence. Words
 * without any JSON are a refusal, unless `lenient` lets them through as they are. JSON that a stop sequence ended is not
 * checked, as none is that the length limit ended.
 * @param check whether a value conforms; its text is the value as JSON.
 */
export function createFormatCheck(
  check: (found: { readonly text: string; readonly value: unknown }) => Verdict | Promise<Verdict>,
  { lenient, stop }: { readonly lenient: boolean; readonly stop: readonly string[] },
): AnswerCheck {
  let text = '';
  let violation: Violation | undefined;
  let undecided: string | undefined;
  /** In the text before a call: nothing after it goes out. */
  let stoppedBy: string | undefined;

  /** @param isCut whether a stop sequence has ended the text, within its JSON or behind it. */
  const judge = async (isCut: boolean) => {
    const found = jsonIn(text);
    if (found === undefined && isCut && !isWorded(text)) {
      return { type: 'text', text: text.slice(text.search(/[[{]/)), isCut } as const;
    }
    const verdict: Verdict = found
      ? await check(found)
      : { type: 'violates', violation: 'It is not valid JSON.' };
    undecided = verdict.type === 'undecided' && !lenient ? verdict.reason : undefined;
    const passes = lenient || verdict.type === 'conforms';
    const isRefusal = !passes && isWorded(text);
    const given = passes ? (found?.text ?? text) : isRefusal ? text.trim() : '';
    if (verdict.type === 'violates') {
      const advice = `Answer with the JSON alone. ${MAY_REFUSE}`;
      violation = { reason: verdict.violation, advice, isTolerable: given !== '' };
    }
    const type = isRefusal ? ('refusal' as const) : ('text' as const);
    return { type, text: given, isCut: isCut && (found === undefined || isRefusal) };
  };

  /** What the client gets of the whole text, and why it ended: a stop sequence counts in that alone. */
  const settle = async (end: AnswerEnd): Promise<readonly AnswerPart[]> => {
    const { stopSequence, ...rest } = end;
    const judged = await judge(stopSequence !== undefined);
    const cut = cutAtStop(judged.text, stop);
    const by = cut.stoppedBy ?? (judged.isCut ? stopSequence : undefined);
    return [
      ...(cut.text === '' ? [] : [{ type: judged.type, text: cut.text }]),
      by === undefined ? rest : { ...rest, stopSequence: by },
    ];
  };

  return {
    violation: () => violation,
    undecided: () => undecided,
    async accept(parts) {
      const shown: AnswerPart[] = [];
      for (const part of parts) {
        if (part.type === 'withdrawn') {
          text = '';
          stoppedBy = undefined;
        } else if (stoppedBy !== undefined) {
          if (part.type === 'end') shown.push({ ...part, finishReason: 'stop', stopSequence: stoppedBy });
        } else if (part.type === 'text') text += part.text;
        else if (part.type === 'tool_call' && text !== '') {
          // A call instead of an answer: the format is for the answer that follows it.
          const cut = cutAtStop(text, stop);
          text = '';
          stoppedBy = cut.stoppedBy;
          if (cut.text !== '') shown.push({ type: 'text', text: cut.text });
          if (stoppedBy === undefined) shown.push(part);
        } else if (part.type === 'end' && part.finishReason === 'stop') {
          shown.push(...(await settle(part)));
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
