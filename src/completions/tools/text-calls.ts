import { jsonIn } from '../json-text.ts';

/** A call that a model wrote as text. */
export interface TextCall {
  readonly name: string;
  /** JSON text of an object. */
  readonly arguments: string;
}

/**
 * The calls in a block of text, in any of the forms that models use: one object or a list, `arguments`,
 * `parameters` or `input`, given as an object or as JSON text, perhaps inside `function`.
 * @returns undefined unless every item is a call of an offered tool: then it is text, not calls.
 */
export function callsIn(block: string, tools: ReadonlySet<string>): readonly TextCall[] | undefined {
  const bare = block
    .replace(/<\/?tool_calls?>/g, ' ')
    .replace(/^[ \t]*```[a-z_]*/, '')
    .replace(/```\s*$/, '');
  const whole = jsonIn(bare)?.value;
  // Some write one object per line, with no list around them.
  const value = whole ?? bare.split('\n').flatMap((line) => jsonIn(line)?.value ?? []);
  const list = asRecord(value)?.tool_calls ?? value;
  const items: readonly unknown[] = Array.isArray(list) ? list : [list];
  const calls = items.map((item) => callOf(item, tools));
  return calls.length > 0 && calls.every((call) => call !== undefined)
    ? (calls as readonly TextCall[])
    : undefined;
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}

function callOf(item: unknown, tools: ReadonlySet<string>): TextCall | undefined {
  const outer = asRecord(item);
  const call = asRecord(outer?.function) ?? outer;
  const name = call?.name ?? outer?.tool;
  if (call === undefined || typeof name !== 'string' || !tools.has(name)) return undefined;
  const given = call.arguments ?? call.parameters ?? call.input ?? {};
  const input = typeof given === 'string' ? jsonIn(given)?.value : given;
  return asRecord(input) === undefined ? undefined : { name, arguments: JSON.stringify(input) };
}
