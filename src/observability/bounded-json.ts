import { headOf, redactedHead, SECRET_SLACK } from './text-ends.ts';

export interface BoundedJson {
  readonly json: string;
  readonly truncated: boolean;
}

interface Caps {
  /** UTF-16 units of a string. */
  readonly text: number;
  readonly head: number;
  readonly tail: number;
  readonly keys: number;
  readonly depth: number;
  /** Whether what is too deep is left out. Otherwise the writing fails. */
  readonly leavesOutDepths: boolean;
}

interface Attempt {
  readonly fits: boolean;
  /** Up to where the attempt was given up, in UTF-16 units. */
  readonly longestText: number;
  readonly made: () => BoundedJson;
}

/** Deeper values are never written whole: whoever serialises them next might run out of stack. */
const WHOLE: Caps = {
  text: Infinity,
  head: Infinity,
  tail: 0,
  keys: Infinity,
  depth: 1000,
  leavesOutDepths: false,
};
const SHAPES = [
  { head: 4, tail: 20, keys: 64, depth: 24, leavesOutDepths: true },
  { head: 2, tail: 8, keys: 32, depth: 16, leavesOutDepths: true },
  { head: 1, tail: 4, keys: 16, depth: 8, leavesOutDepths: true },
  { head: 1, tail: 2, keys: 8, depth: 4, leavesOutDepths: true },
  { head: 1, tail: 1, keys: 4, depth: 2, leavesOutDepths: true },
] as const;
const SHORTEST_TEXT = 16;
const LONGEST_KEY = 256;
/** A marker would make a string that is little longer than its cap no shorter. */
const MARKER_LENGTH = 32;
const DATA_URL = /^data:[^,]{0,200};base64,/i;
const DATA_URL_LONGEST = 256;
const DATA_URL_HEAD = 48;
const ELLIPSIS = '"…"';

/**
 * Valid JSON text of at most `maxBytes` UTF-8 bytes (never under 5) for a value that JSON.parse has made. It is
 * exact where it fits, shortened with markers where not; Base64 data URLs are always shortened. Strings that are
 * cut pass `redact` first. The time depends on `maxBytes` and not on the value, but for one look at the keys of
 * each object on the way: JavaScript cannot list some of them only.
 */
export function boundedJson(
  value: unknown,
  maxBytes: number,
  redact: (text: string) => string = (text) => text,
): BoundedJson {
  const keysOf = rememberedKeys();
  const attempt = (caps: Caps): Attempt => write(value, caps, maxBytes, keysOf, redact);

  const whole = attempt(WHOLE);
  if (whole.fits) return whole.made();
  const [widest, ...narrower] = SHAPES;
  for (let text = Math.floor(maxBytes / 4); text >= SHORTEST_TEXT; ) {
    const { fits, made, longestText } = attempt({ ...widest, text });
    if (fits) return made();
    // Where no text is long, shorter ones would not help.
    text = Math.floor(Math.min(text, longestText) / 2);
  }
  for (const shape of narrower) {
    const { fits, made } = attempt({ ...shape, text: SHORTEST_TEXT });
    if (fits) return made();
  }
  return { json: ELLIPSIS, truncated: true };
}

function write(
  root: unknown,
  caps: Caps,
  maxBytes: number,
  keysOf: (value: object) => readonly string[],
  redact: (text: string) => string,
): Attempt {
  const parts: string[] = [];
  let room = maxBytes;
  let truncated = false;
  let longestText = 0;

  const put = (part: string, bytes = part.length): boolean => {
    parts.push(part);
    room -= bytes;
    return room >= 0;
  };

  const putText = (text: string, cap: number): boolean => {
    let shown = text;
    if (isLongDataUrl(text)) shown = shortened(text, DATA_URL_HEAD, redact);
    else if (text.length > cap + MARKER_LENGTH) shown = shortened(text, cap, redact);
    if (shown !== text) truncated = true;
    longestText = Math.max(longestText, shown.length);
    // A unit is a byte or more: what cannot fit need not be escaped to know it.
    if (shown.length > room) return false;
    const json = JSON.stringify(shown);
    return put(json, Buffer.byteLength(json));
  };

  const putArray = (items: readonly unknown[], depth: number): boolean => {
    const omitted = items.length - caps.head - caps.tail;
    if (omitted <= 0 && items.length * 2 > room) return false;
    if (!put('[')) return false;
    for (let index = 0; index < items.length; index += 1) {
      if (index > 0 && !put(',')) return false;
      if (index === caps.head && omitted > 0) {
        truncated = true;
        if (!(putText(`… [${omitted} more items]`, Infinity) && put(','))) return false;
        index += omitted;
      }
      if (!putValue(items[index], depth)) return false;
    }
    return put(']');
  };

  const putObject = (value: Readonly<Record<string, unknown>>, depth: number): boolean => {
    const keys = keysOf(value);
    const count = Math.min(keys.length, caps.keys);
    // A member takes at least `"":0,`.
    if (count * 5 > room || !put('{')) return false;
    for (let index = 0; index < count; index += 1) {
      const key = keys[index] as string;
      if (index > 0 && !put(',')) return false;
      const fits = putText(key, caps === WHOLE ? Infinity : Math.min(caps.text, LONGEST_KEY)) && put(':');
      if (!fits || !putValue(value[key], depth)) return false;
    }
    if (keys.length > count) {
      truncated = true;
      if (!(put(',') && putText('…', Infinity) && put(':'))) return false;
      if (!putText(`[${keys.length - count} more keys]`, Infinity)) return false;
    }
    return put('}');
  };

  const putValue = (value: unknown, depth: number): boolean => {
    if (typeof value === 'string') return putText(value, caps.text);
    if (typeof value === 'number' || typeof value === 'boolean') return put(JSON.stringify(value));
    if (typeof value !== 'object' || value === null) return put('null');
    if (depth >= caps.depth) {
      truncated = true;
      return caps.leavesOutDepths && put(ELLIPSIS, Buffer.byteLength(ELLIPSIS));
    }
    if (Array.isArray(value)) return putArray(value, depth + 1);
    return putObject(value as Readonly<Record<string, unknown>>, depth + 1);
  };

  const fits = putValue(root, 0);
  return { fits, longestText, made: () => ({ json: parts.join(''), truncated }) };
}

function isLongDataUrl(text: string): boolean {
  return text.length > DATA_URL_LONGEST && DATA_URL.test(text);
}

function shortened(text: string, cap: number, redact: (text: string) => string): string {
  const head = redactedHead(headOf(text, cap + SECRET_SLACK), cap, redact);
  return `${head}… [${text.length - head.length} more characters]`;
}

/** Lists the keys of a large object once, however often it is looked at. */
function rememberedKeys(): (value: object) => readonly string[] {
  const known = new Map<object, readonly string[]>();
  return (value) => {
    const keys = known.get(value) ?? Object.keys(value);
    if (keys.length > LONGEST_KEY) known.set(value, keys);
    return keys;
  };
}
