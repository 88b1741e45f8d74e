import { readJson } from '../json/parse-json.ts';

const FENCE = '```';

/**
 * The JSON value in an answer that should be nothing else: models like to fence it, or to say something
 * before and after. Undefined when there is none.
 */
export function jsonIn(answer: string): { readonly text: string; readonly value: unknown } | undefined {
  const first = answer.search(/[[{]/);
  const last = Math.max(answer.lastIndexOf('}'), answer.lastIndexOf(']'));
  const candidates = [answer, fencedIn(answer), first === -1 ? undefined : answer.slice(first, last + 1)];
  for (const candidate of candidates) {
    const text = candidate?.trim();
    if (!text) continue;
    const read = readJson(text);
    if (read !== undefined) return { text, ...read };
  }
  return undefined;
}

/**
 * What stands in the first fence, `json` or without a language. Searched step by step: one pattern for all of
 * it takes cubic time on an answer of many empty lines.
 */
function fencedIn(answer: string): string | undefined {
  for (let fence = answer.indexOf(FENCE); fence !== -1; ) {
    const end = answer.indexOf('\n', fence);
    if (end === -1) return undefined;
    const language = answer
      .slice(fence + FENCE.length, end)
      .trim()
      .toLowerCase();
    const closing = closingFence(answer, end);
    if (closing === -1) return undefined;
    if (language === '' || language === 'json') return answer.slice(end + 1, closing);
    fence = answer.indexOf(FENCE, closing + FENCE.length);
  }
  return undefined;
}

/** Where the fence stands that closes what begins at `from`: the first with nothing but blanks before it. */
function closingFence(answer: string, from: number): number {
  let lineStart = from;
  for (let fence = answer.indexOf(FENCE, from); fence !== -1; ) {
    lineStart = Math.max(lineStart, answer.lastIndexOf('\n', fence));
    if (answer.slice(lineStart, fence).trim() === '') return fence;
    // What follows on this line is not at its beginning either.
    const next = answer.indexOf('\n', fence);
    if (next === -1) return -1;
    lineStart = next;
    fence = answer.indexOf(FENCE, next);
  }
  return -1;
}
