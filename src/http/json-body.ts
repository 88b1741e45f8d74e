import { ApiError } from '../errors.ts';
import { JsonLimitError, parseJson } from '../json/parse-json.ts';

/**
 * A request's body, parsed. Its depth and its number of values are limited before that costs anything.
 * @returns null for an empty body.
 * @throws ApiError `invalid_request`.
 */
export function readJsonBody(bytes: Buffer): unknown {
  if (bytes.length === 0) return null;
  const text = withoutMark(bytes.toString('utf8'));
  if (text === '') return null;
  const value = parsed(text);
  // Spelt out or escaped: the text is only searched, what is wrong is judged by the value.
  if (/__proto__|\\u00/.test(text) && hasPrototypeKey(value)) {
    throw refused("the name '__proto__' is not allowed");
  }
  return value;
}

/** RFC 8259 lets a parser ignore a byte order mark: PowerShell and Notepad write one into UTF-8 files. */
function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

function refused(problem: string): ApiError {
  return new ApiError('invalid_request', `The request could not be read: ${problem}.`);
}

function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof JsonLimitError) throw refused(error.message);
    // Its message would show a part of the body.
    if (error instanceof SyntaxError) throw refused('Invalid request payload JSON format');
    throw error;
  }
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
