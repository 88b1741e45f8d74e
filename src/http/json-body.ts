import { ApiError } from '../errors.ts';

/** Far deeper than any schema, far from where recursive code (JSON.stringify, Ajv) runs out of stack. */
const MOST_LEVELS = 256;
/** A conversation of 20 MB has some ten thousand values; a million of them hold the server up for seconds. */
const MOST_VALUES = 250_000;

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const OPENING_BRACKET = 0x5b;
const CLOSING_BRACKET = 0x5d;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;

/**
 * A request's body, parsed. Its depth and its number of values are limited before that costs anything.
 * @returns null for an empty body.
 * @throws ApiError `invalid_request`.
 */
export function readJsonBody(bytes: Buffer): unknown {
  if (bytes.length === 0) return null;
  checkShape(bytes);
  const text = bytes.toString('utf8');
  const value = parsed(text);
  // Spelt out or escaped: the text is only searched, what is wrong is judged by the value.
  if (/__proto__|\\u00/.test(text) && hasPrototypeKey(value)) {
    throw refused("the name '__proto__' is not allowed");
  }
  return value;
}

function refused(problem: string): ApiError {
  return new ApiError('invalid_request', `The request could not be read: ${problem}.`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // Its message would show a part of the body.
    if (error instanceof SyntaxError) throw refused('Invalid request payload JSON format');
    throw error;
  }
}

/** Of something that is not JSON nothing is said: parsing it does that. */
function checkShape(bytes: Buffer): void {
  let levels = 0;
  let values = 1;
  for (let index = 0; index < bytes.length; index += 1) {
    switch (bytes[index]) {
      case QUOTE:
        index = endOfString(bytes, index + 1);
        break;
      case COMMA:
        values += 1;
        if (values > MOST_VALUES) throw refused(`it holds more than ${MOST_VALUES} values`);
        break;
      case OPENING_BRACKET:
      case OPENING_BRACE:
        levels += 1;
        values += 1;
        if (levels > MOST_LEVELS) throw refused(`it is nested more than ${MOST_LEVELS} levels deep`);
        if (values > MOST_VALUES) throw refused(`it holds more than ${MOST_VALUES} values`);
        break;
      case CLOSING_BRACKET:
      case CLOSING_BRACE:
        levels -= 1;
        break;
    }
  }
}

/** Index of the quote that ends the string, whose characters begin at `from`; the end of all where none does. */
function endOfString(bytes: Buffer, from: number): number {
  let quote = bytes.indexOf(QUOTE, from);
  while (quote !== -1 && isEscaped(bytes, quote, from)) quote = bytes.indexOf(QUOTE, quote + 1);
  return quote === -1 ? bytes.length : quote;
}

function isEscaped(bytes: Buffer, index: number, from: number): boolean {
  let first = index;
  while (first > from && bytes[first - 1] === BACKSLASH) first -= 1;
  return (index - first) % 2 === 1;
}

/** A list in place of recursion; the depth is limited, but not this function's business. */
function hasPrototypeKey(value: unknown): boolean {
  const rest: unknown[] = [value];
  while (rest.length > 0) {
    const next = rest.pop();
    if (typeof next !== 'object' || next === null) continue;
    if (Object.hasOwn(next, '__proto__')) return true;
    for (const item of Object.values(next)) rest.push(item);
  }
  return false;
}
