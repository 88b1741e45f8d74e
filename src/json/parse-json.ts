/** Far deeper than any schema, far from where recursive code (JSON.stringify, Ajv) runs out of stack. */
const MOST_LEVELS = 256;
/** A conversation of 20 MB has some ten thousand values; a million of them hold the server up for seconds. */
const MOST_VALUES = 250_000;
/** Shorter texts cannot break a limit: each level takes two brackets, each value a character and a comma. */
const SHORTEST_TO_CHECK = 2 * MOST_LEVELS;

const TOO_DEEP = `it is nested more than ${MOST_LEVELS} levels deep`;
const TOO_MANY = `it holds more than ${MOST_VALUES} values`;

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const OPENING_BRACKET = 0x5b;
const CLOSING_BRACKET = 0x5d;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;

/** JSON that is too deep or holds too many values. It counts as malformed wherever malformed JSON is expected. */
export class JsonLimitError extends SyntaxError {
  override readonly name = 'JsonLimitError';
}

/**
 * `JSON.parse` for text from outside: what it returns is nested 256 levels deep at most, and can be walked and
 * written by recursive code.
 * @throws SyntaxError for malformed JSON; JsonLimitError, which is one, before anything is parsed.
 */
export function parseJson(text: string): unknown {
  const problem = jsonLimitProblem(text);
  if (problem !== undefined) throw new JsonLimitError(problem);
  return JSON.parse(text);
}

/** The value of a text that may be JSON; undefined where `parseJson` would throw. */
export function readJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: parseJson(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * Looks at the brackets and commas of a JSON text, in linear time. Whether it is JSON at all is for the parser to say.
 * @returns which limit the text breaks, as the end of a sentence; undefined when it keeps them.
 */
export function jsonLimitProblem(text: string): string | undefined {
  if (text.length <= SHORTEST_TO_CHECK) return undefined;
  let levels = 0;
  let values = 1;
  for (let index = 0; index < text.length; index += 1) {
    switch (text.charCodeAt(index)) {
      case QUOTE:
        index = endOfString(text, index + 1);
        break;
      case COMMA:
        values += 1;
        if (values > MOST_VALUES) return TOO_MANY;
        break;
      case OPENING_BRACKET:
      case OPENING_BRACE:
        levels += 1;
        values += 1;
        if (levels > MOST_LEVELS) return TOO_DEEP;
        if (values > MOST_VALUES) return TOO_MANY;
        break;
      case CLOSING_BRACKET:
      case CLOSING_BRACE:
        levels -= 1;
        break;
    }
  }
  return undefined;
}

/** Index of the quote that ends the string, whose characters begin at `from`; the end of the text where none does. */
function endOfString(text: string, from: number): number {
  let quote = text.indexOf('"', from);
  while (quote !== -1 && isEscaped(text, quote, from)) quote = text.indexOf('"', quote + 1);
  return quote === -1 ? text.length : quote;
}

function isEscaped(text: string, index: number, from: number): boolean {
  let first = index;
  while (first > from && text.charCodeAt(first - 1) === BACKSLASH) first -= 1;
  return (index - first) % 2 === 1;
}
