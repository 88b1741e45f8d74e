import { lexer, type Token } from 'marked';

export type { MarkedToken, Token, Tokens } from 'marked';

/** A top-level piece of a text, with a key that stays while the text grows. */
export interface MarkdownBlock {
  readonly key: number;
  readonly token: Token;
}

/**
 * Parses a text that grows. Blocks before the last are done and keep their identity: only what may still change
 * is parsed again. (References that are defined further down resolve when the text is `whole`.)
 */
export function createMarkdownReader(): (text: string, whole: boolean) => readonly MarkdownBlock[] {
  let done: readonly MarkdownBlock[] = [];
  let doneText = '';
  let last: { text: string; whole: boolean; blocks: readonly MarkdownBlock[] } | undefined;

  return (text, whole) => {
    if (last?.text === text && last.whole === whole) return last.blocks;
    if (!text.startsWith(doneText) || (whole && hasDefinition(text))) {
      done = [];
      doneText = '';
    }
    const fresh: Token[] = lexer(text.slice(doneText.length));
    const open = openFrom(fresh);
    let next = done.length;
    const blocks = fresh.map((token) => ({ key: next++, token }));
    const shown = [...done, ...blocks];
    const finished = fresh.slice(0, open);
    const raw = finished.map((token) => token.raw).join('');
    // The lexer normalises some text (line ends): then what is done cannot be told from its raw length.
    if (text.startsWith(raw, doneText.length)) {
      done = [...done, ...blocks.slice(0, open)];
      doneText += raw;
    }
    last = { text, whole, blocks: shown };
    return shown;
  };
}

const hasDefinition = (text: string): boolean => /^ {0,3}\[[^\]]+\]:/m.test(text);

/** Where the tokens begin that the next piece of text may change: at the last that is not white space. */
function openFrom(tokens: readonly Token[]): number {
  const last = tokens.findLastIndex((token) => token.type !== 'space');
  return Math.max(last, 0);
}

const SAFE = new Set(['http:', 'https:', 'mailto:']);

/** The address of a link, if it is one that a reader may follow. */
export function safeHref(href: string): string | undefined {
  const address = decodeReferences(href);
  if (!/^(https?:\/\/|mailto:)/i.test(address)) return undefined;
  try {
    return SAFE.has(new URL(address).protocol) ? address : undefined;
  } catch {
    return undefined;
  }
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  copy: '©',
  reg: '®',
  trade: '™',
  hellip: '…',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  laquo: '«',
  raquo: '»',
  bull: '•',
  middot: '·',
  deg: '°',
  times: '×',
  divide: '÷',
  plusmn: '±',
  minus: '−',
  le: '≤',
  ge: '≥',
  ne: '≠',
  rarr: '→',
  larr: '←',
  uarr: '↑',
  darr: '↓',
  rArr: '⇒',
  infin: '∞',
  euro: '€',
  pound: '£',
  yen: '¥',
  cent: '¢',
  sect: '§',
  para: '¶',
  ensp: '\u2002',
  emsp: '\u2003',
  thinsp: '\u2009',
};

/** marked leaves character references in texts to the browser's parser, which does not see these texts. */
export function decodeReferences(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,8});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return NAMED[name] ?? whole;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    const isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
    return isCharacter ? String.fromCodePoint(code) : '\ufffd';
  });
}
