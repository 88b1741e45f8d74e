import { ScriptError } from './script-fields.ts';
import { parseSteps } from './step-parser.ts';
import type { Step } from './steps.ts';

const opening = '<simulate>';
const closing = '</simulate>';

/** The last script written inside a text, if any; a later message thus overrules the history before it. */
export function scriptIn(text: string): Step[] | undefined {
  const end = text.lastIndexOf(closing);
  const start = end < 0 ? -1 : text.lastIndexOf(opening, end);
  if (start < 0) return undefined;
  const source = text.slice(start + opening.length, end);
  let parsed: unknown;
  try {
    parsed = JSON.parse(source);
  } catch (error) {
    throw new ScriptError(`not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  return parseSteps(parsed);
}
