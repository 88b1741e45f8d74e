import type { ErrorObject } from 'ajv/dist/2020.js';

const MOST_ERRORS = 3;
const MOST_CHARACTERS = 300;

/** What is wrong with an answer, in words that help a model to mend it. */
export function violationText(errors: readonly ErrorObject[] | null | undefined): string {
  const texts = new Set<string>();
  for (const error of errors ?? []) {
    texts.add(`${excerpt(error.instancePath) || 'the value'} ${messageOf(error)}`);
    if (texts.size === MOST_ERRORS) break;
  }
  return [...texts].join('; ') || 'the value is wrong';
}

function messageOf({ keyword, params, message }: ErrorObject): string {
  const detail = (params as Readonly<Record<string, unknown>>)[
    keyword === 'enum'
      ? 'allowedValues'
      : keyword === 'const'
        ? 'allowedValue'
        : keyword.startsWith('unevaluated')
          ? 'unevaluatedProperty'
          : 'additionalProperty'
  ];
  const text = message ?? 'is wrong';
  return detail === undefined ? text : `${text}: ${excerpt(JSON.stringify(detail))}`;
}

function excerpt(text: string): string {
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}...` : text;
}
