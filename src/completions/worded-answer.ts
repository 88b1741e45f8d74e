import { readJson } from '../json/parse-json.ts';

/** An object, or a list of objects or texts, wherever it stands: nobody writes `{"` in prose. */
const BEGUN_JSON = /\{\s*(?:["'}]|$)|(?<![\w\\])\{\s*[\w$]+\s*:|\[\s*["{]|```[ \t]*json\b/i;
/** A list of anything, where the answer begins with it. */
const BEGINS_AS_LIST = /^\[\s*(?:[[\]\d-]|(?:true|false|null)\b|$)/;

/**
 * Whether an answer that should have been JSON is words instead, a refusal or a question for instance, and not JSON that
 * went wrong. Told by its form, in whatever language it is: a bracketed footnote or a placeholder in braces is no JSON.
 */
export function isWorded(answer: string): boolean {
  const text = answer.trim();
  return text !== '' && !BEGUN_JSON.test(text) && !BEGINS_AS_LIST.test(text) && readJson(text) === undefined;
}
