/** What Python's `str.splitlines` and Swift's `bytes.lines` take for a line break, and JSON may hold as it is. */
const LINE_BREAK = /[\u0085\u2028\u2029]/;
const LINE_BREAKS = new RegExp(LINE_BREAK, 'g');

/** A value as JSON on one line for every reader. */
export function oneLineJson(value: unknown): string {
  return onOneLine(JSON.stringify(value));
}

/** JSON without indentation as one line for every reader: the line breaks that JSON does not escape are escaped. */
export function onOneLine(json: string): string {
  // Hardly any text has one, and the test is much cheaper than the replacement.
  if (!LINE_BREAK.test(json)) return json;
  return json.replace(
    LINE_BREAKS,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
