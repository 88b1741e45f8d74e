import { callsIn, type TextCall } from './text-calls.ts';

export interface CallTextScanner {
  /** Text that may go out, and calls, in order. */
  readonly push: (text: string) => readonly (string | TextCall)[];
  readonly flush: () => readonly (string | TextCall)[];
}

/** What a line may begin with when it begins a call. */
const OPENINGS = ['```', '<tool_call', '{', '['] as const;
/** So many beginnings without an end are an answer's own text: each of them is looked for up to the last character. */
const MOST_UNENDED = 50;
/** A fence of another language is an answer's own code. */
const CALL_FENCE = /^```[ \t]*(?:(?:tool_calls?|json)[ \t]*)?\r?\n/;
const PARTIAL_CALL_FENCE = /^```[ \t]*(?:[a-z_]+[ \t]*)?\r?$/;

/**
 * Finds calls in streamed text: fenced, in tags, or bare JSON on a line of their own. Holds back only from
 * where a call may begin; what turns out to be none goes out unchanged.
 */
export function createCallTextScanner(tools: ReadonlySet<string>): CallTextScanner {
  let held = '';
  let atLineStart = true;
  /** Of the candidate that is held: a long one is scanned once, not anew with each delta. */
  let progress = newProgress();
  /** A call has just ended: the rest of its line, if blank, belongs to it. */
  let afterCall = false;

  /** Index in `text` of the first line start at which a call may begin, else its length. */
  const possibleStart = (text: string): number => {
    let from = 0;
    for (let lineStart = atLineStart; from < text.length; lineStart = true) {
      if (lineStart) {
        const indent = /^[ \t]*/.exec(text.slice(from))?.[0].length ?? 0;
        const line = text.slice(from + indent);
        if (line === '' || OPENINGS.some((opening) => line.startsWith(opening) || opening.startsWith(line)))
          return from;
      }
      const newline = text.indexOf('\n', from);
      if (newline === -1) return text.length;
      from = newline + 1;
    }
    return text.length;
  };

  const step = (final: boolean): readonly (string | TextCall)[] => {
    const out: (string | TextCall)[] = [];
    let unended = 0;
    const release = (length: number): void => {
      if (length === 0) return;
      const text = held.slice(0, length);
      out.push(text);
      atLineStart = text.endsWith('\n');
      held = held.slice(length);
      progress = newProgress();
    };
    while (held !== '') {
      if (afterCall) {
        if (/^[ \t]*\r?$/.test(held)) {
          if (final) held = '';
          break;
        }
        held = held.replace(/^[ \t]*\r?\n/, '');
        afterCall = false;
        continue;
      }
      release(possibleStart(held));
      if (held === '') break;
      const end = candidateEnd(held, final, progress);
      if (end === 'open') break;
      const calls = end === 'none' ? undefined : callsIn(held.slice(0, end), tools);
      if (calls !== undefined && end !== 'none') {
        out.push(...calls);
        held = held.slice(end);
        progress = newProgress();
        atLineStart = true;
        afterCall = true;
        continue;
      }
      const newline = held.indexOf('\n');
      if (final && end === 'none') unended += 1;
      const isText = unended > MOST_UNENDED || newline === -1;
      const length = end === 'none' ? (isText ? held.length : newline + 1) : end;
      release(length);
    }
    return out;
  };

  return {
    push(text) {
      held += text;
      return step(false);
    },
    flush: () => step(true),
  };
}

interface Progress {
  /** How far the candidate has been scanned without finding its end. */
  scanned: number;
  depth: number;
  inString: boolean;
}

function newProgress(): Progress {
  return { scanned: 0, depth: 0, inString: false };
}

/** Where the candidate at the beginning of `text` ends; `open` while that cannot be told, `none` if it is no call. */
function candidateEnd(text: string, final: boolean, progress: Progress): number | 'open' | 'none' {
  const indent = /^[ \t]*/.exec(text)?.[0].length ?? 0;
  const open = final ? 'none' : 'open';
  if (text.startsWith('```', indent)) {
    const body = text.slice(indent, indent + 200);
    if (PARTIAL_CALL_FENCE.test(body)) return open;
    const opening = CALL_FENCE.exec(body)?.[0];
    return opening === undefined
      ? 'none'
      : closingEnd(text, /\n[ \t]*```/g, indent + opening.length - 1, final, progress);
  }
  if (text.startsWith('<tool_call', indent))
    return closingEnd(text, /<\/tool_calls?>/g, indent, final, progress);
  if (text[indent] === '{' || text[indent] === '[') return jsonEnd(text, indent, progress) ?? open;
  // The beginning of an opening, or nothing but white space yet.
  return open;
}

/** A model that was cut off, or forgot to close, still made its call: then the candidate ends with the text. */
function closingEnd(
  text: string,
  closing: RegExp,
  from: number,
  final: boolean,
  progress: Progress,
): number | 'open' {
  closing.lastIndex = Math.max(from, progress.scanned);
  const found = closing.exec(text);
  if (found !== null) return found.index + found[0].length;
  // The closing itself may be split between two deltas.
  progress.scanned = Math.max(from, text.length - 20);
  return final ? text.length : 'open';
}

/** Where the JSON object or array that begins at `from` ends. Braces inside strings do not count. */
function jsonEnd(text: string, from: number, progress: Progress): number | undefined {
  let index = Math.max(from, progress.scanned);
  for (; index < text.length; index += 1) {
    const character = text[index];
    if (progress.inString) {
      if (character === '\\') index += 1;
      else if (character === '"') progress.inString = false;
    } else if (character === '"') progress.inString = true;
    else if (character === '{' || character === '[') progress.depth += 1;
    else if (character === '}' || character === ']') {
      progress.depth -= 1;
      if (progress.depth === 0) return index + 1;
    }
  }
  progress.scanned = index;
  return undefined;
}
