const CLASS_EXAMPLES: Readonly<Record<string, string>> = { d: '1', w: 'a', s: ' ', D: 'a', W: '-', S: 'a' };
const MOST_REPEATED = 1000;

/** Reads a regular expression from left to right and writes the shortest text that it matches. */
class Reader {
  private index = 0;
  private readonly source: string;

  constructor(source: string) {
    this.source = source;
  }

  alternatives(): string {
    const first = this.sequence();
    while (this.take('|')) this.sequence();
    return first;
  }

  private take(text: string): boolean {
    if (!this.source.startsWith(text, this.index)) return false;
    this.index += text.length;
    return true;
  }

  private sequence(): string {
    let text = '';
    while (this.index < this.source.length && !/[|)]/.test(this.source[this.index] ?? '')) {
      const atom = this.atom();
      text += atom.repeat(this.times());
    }
    return text;
  }

  /** The least number of times that the quantifier at hand asks for. */
  private times(): number {
    const match = /^(?:[*?]|\+|\{(\d+)(?:,\d*)?\})\??/.exec(this.source.slice(this.index));
    if (match === null) return 1;
    this.index += match[0].length;
    if (match[1] !== undefined) return Math.min(Number(match[1]), MOST_REPEATED);
    return match[0].startsWith('+') ? 1 : 0;
  }

  private atom(): string {
    if (this.take('(')) {
      const looks = this.take('?=') || this.take('?!') || this.take('?<=') || this.take('?<!');
      if (!looks && !this.take('?:')) this.skip(/^\?<\w+>/);
      const inner = this.alternatives();
      this.take(')');
      return looks ? '' : inner;
    }
    if (this.take('[')) return this.characterClass();
    if (this.take('^') || this.take('$')) return '';
    if (this.take('.')) return 'a';
    if (this.take('\\')) return this.escape();
    this.index += 1;
    return this.source[this.index - 1] ?? '';
  }

  private skip(pattern: RegExp): string {
    const [found = ''] = pattern.exec(this.source.slice(this.index)) ?? [];
    this.index += found.length;
    return found;
  }

  private escape(): string {
    const character = this.source[this.index] ?? '';
    this.index += 1;
    if (/[bB]/.test(character)) return '';
    if (character === 'p' || character === 'P') return this.skip(/^\{[^}]*\}/).includes('N') ? '1' : 'a';
    return CLASS_EXAMPLES[character] ?? { n: '\n', t: '\t', r: '\r' }[character] ?? character;
  }

  private characterClass(): string {
    const isNegated = this.take('^');
    const start = this.index;
    let example = '';
    while (this.index < this.source.length && (this.source[this.index] !== ']' || this.index === start)) {
      const one = this.take('\\') ? this.escape() : (this.source[this.index++] ?? '');
      if (example === '') example = one;
    }
    const body = this.source.slice(start, this.index);
    this.take(']');
    if (!isNegated) return example;
    const outside = new RegExp(`[^${body}]`, 'u');
    return [...'a1-Z_ ~'].find((character) => outside.test(character)) ?? '';
  }
}

/** A text that a regular expression matches; undefined for one that is beyond this simple reader. */
export function patternExample(pattern: string): string | undefined {
  try {
    const text = new Reader(pattern).alternatives();
    return new RegExp(pattern, 'u').test(text) ? text : undefined;
  } catch {
    return undefined;
  }
}
