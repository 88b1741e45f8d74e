/**
 * ECMA's regular expressions in RE2's syntax. Undefined for what RE2 has no word for: lookaround, back references.
 * Groups, alternatives and repeats are the same in both; escapes, classes and `.` are not.
 */
export function toRe2(pattern: string): string | undefined {
  const state: Translation = { pattern, at: 0 };
  let result = '';
  while (state.at < pattern.length) {
    const piece = pieceAt(state);
    if (piece === undefined) return undefined;
    result += piece;
  }
  return result;
}

interface Translation {
  readonly pattern: string;
  at: number;
}

const SPACES =
  '\\t-\\r \\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}';
const NO_SPACES =
  '\\x{0}-\\x{8}\\x{e}-\\x{1f}!-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}\\x{200b}-\\x{2027}\\x{202a}-\\x{202e}' +
  '\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}\\x{3001}-\\x{fefe}\\x{ff00}-\\x{10ffff}';
const ANYTHING = '[\\x{0}-\\x{10ffff}]';
const NOTHING = '[^\\x{0}-\\x{10ffff}]';
const CONTROLS: Readonly<Record<string, string>> = { t: '9', n: 'a', v: 'b', f: 'c', r: 'd' };

function pieceAt(state: Translation): string | undefined {
  const { pattern, at } = state;
  const char = String.fromCodePoint(pattern.codePointAt(at) as number);
  if (char === '\\') return escapeAt(state, false);
  if (char === '[') return classAt(state);
  state.at += char.length;
  if (char === '.') return '[^\\n\\r\\x{2028}\\x{2029}]';
  if (char === '(' && pattern[at + 1] === '?') {
    // Lookahead and lookbehind; anything else is a group in both, or an error in both.
    return /^\(\?(?:[=!]|<[=!])/.test(pattern.slice(at, at + 4)) ? undefined : char;
  }
  return isLoneSurrogate(char) ? undefined : char;
}

/** A class is copied item by item, since `[`, `&&` and `[:` mean nothing in it, and an empty one is allowed. */
function classAt(state: Translation): string | undefined {
  const { pattern } = state;
  state.at += 1;
  const negated = pattern[state.at] === '^';
  if (negated) state.at += 1;
  let items = '';
  while (state.at < pattern.length && pattern[state.at] !== ']') {
    const char = String.fromCodePoint(pattern.codePointAt(state.at) as number);
    if (char === '\\') {
      const item = escapeAt(state, true);
      if (item === undefined) return undefined;
      items += item;
      continue;
    }
    state.at += char.length;
    if (isLoneSurrogate(char)) return undefined;
    items += char === '[' || char === '^' ? `\\${char}` : char;
  }
  if (state.at >= pattern.length) return undefined;
  state.at += 1;
  if (items === '') return negated ? ANYTHING : NOTHING;
  return `[${negated ? '^' : ''}${items}]`;
}

function escapeAt(state: Translation, inClass: boolean): string | undefined {
  const { pattern } = state;
  const rest = pattern.slice(state.at + 1, state.at + 60);
  const name = rest[0];
  if (name === undefined) return undefined;
  const take = (length: number, result: string | undefined): string | undefined => {
    state.at += 1 + length;
    return result;
  };
  const hex = /^(?:x([0-9a-fA-F]{2})|u\{([0-9a-fA-F]{1,6})\})/.exec(rest);
  if (hex) return take(hex[0].length, codePoint(Number.parseInt(hex[1] ?? hex[2] ?? '', 16)));
  const unit = /^u([0-9a-fA-F]{4})(?:\\u([dD][c-fC-F][0-9a-fA-F]{2}))?/.exec(rest);
  if (unit) return unitAt(unit, take);
  const property = /^([pP])(?:([A-Z])|\{([\w=]+)\})/.exec(rest);
  if (property) {
    const value = propertyOf(property[2] ?? property[3] ?? '');
    return take(property[0].length, value && `\\${property[1]}{${value}}`);
  }
  if (name === 's') return take(1, inClass ? SPACES : `[${SPACES}]`);
  if (name === 'S') return take(1, inClass ? NO_SPACES : `[^${SPACES}]`);
  if ('dDwW'.includes(name)) return take(1, `\\${name}`);
  if (name === 'b') return take(1, inClass ? '\\x{8}' : '\\b');
  if (name === 'B') return take(1, inClass ? undefined : '\\B');
  // No words of ECMA's, but of the languages that most who write them have in mind.
  if ('AzZ'.includes(name) && !inClass) return take(1, name === 'A' ? '\\A' : '\\z');
  const control = CONTROLS[name];
  if (control !== undefined) return take(1, `\\x{${control}}`);
  const letter = /^c([A-Za-z])/.exec(rest);
  if (letter) return take(2, codePoint((letter[1] as string).charCodeAt(0) % 32));
  if (/^0(?![0-9])/.test(rest)) return take(1, '\\x{0}');
  if (/^[\x20-\x7e]/.test(name) && !/[0-9A-Za-z]/.test(name))
    return take(1, name === ' ' ? ' ' : `\\${name}`);
  return undefined;
}

function unitAt(
  match: RegExpExecArray,
  take: (length: number, result: string | undefined) => string | undefined,
): string | undefined {
  const unit = Number.parseInt(match[1] as string, 16);
  const isHigh = unit >= 0xd800 && unit <= 0xdbff;
  if (isHigh && match[2] !== undefined) {
    const low = Number.parseInt(match[2], 16);
    return take(match[0].length, codePoint(0x10000 + (unit - 0xd800) * 0x400 + (low - 0xdc00)));
  }
  // A range that ends or begins in the surrogates means no text: nobody can write half of a pair.
  return unit >= 0xd800 && unit <= 0xdfff ? undefined : take(5, codePoint(unit));
}

function codePoint(value: number): string | undefined {
  return value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff) ? undefined : `\\x{${value.toString(16)}}`;
}

function isLoneSurrogate(char: string): boolean {
  return char >= '\ud800' && char <= '\udfff' && char.length === 1;
}

const CATEGORIES: Readonly<Record<string, string>> = {
  Letter: 'L',
  Lowercase_Letter: 'Ll',
  Uppercase_Letter: 'Lu',
  Titlecase_Letter: 'Lt',
  Modifier_Letter: 'Lm',
  Other_Letter: 'Lo',
  Mark: 'M',
  Number: 'N',
  Decimal_Number: 'Nd',
  Punctuation: 'P',
  Symbol: 'S',
  Separator: 'Z',
  Space_Separator: 'Zs',
  Control: 'Cc',
};

/** `L`, `Lu`, `Letter`, `Script=Greek`. Others are left to the other engine. */
function propertyOf(text: string): string | undefined {
  const [name = '', value] = text.split('=', 2);
  if (value === undefined) return /^[A-Z][a-z]?$/.test(name) ? name : CATEGORIES[name];
  if (name === 'Script' || name === 'sc') return value;
  return name === 'General_Category' || name === 'gc' ? (CATEGORIES[value] ?? value) : undefined;
}
