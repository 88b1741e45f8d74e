/** What a machine runs out of, by the system's code. */
const SHORTAGES: Readonly<Record<string, string>> = {
  EMFILE: 'file descriptors',
  ENFILE: 'file descriptors',
  ENOMEM: 'memory',
  EAGAIN: 'processes',
  ENOSPC: 'disk space',
  EDQUOT: 'disk space',
};

/** The same in the words of programs. EAGAIN is not among them: what a program prints of it may mean anything. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/\bE[MN]FILE\b|too many open files/i, 'file descriptors'],
  [/\bENOMEM\b|cannot allocate memory/i, 'memory'],
  [/\b(ENOSPC|EDQUOT)\b|no space left on device|disk quota exceeded/i, 'disk space'],
];

/** What has run out, if that is why something of the system failed. */
export function shortageOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, stderr, cause } = error as Error & { code?: unknown; stderr?: unknown };
  const known = typeof code === 'string' ? SHORTAGES[code] : undefined;
  return known ?? shortageIn(typeof stderr === 'string' ? stderr : '') ?? shortageOf(cause);
}

/** What has run out, by what a program has printed. */
export function shortageIn(text: string): string | undefined {
  return WORDS.find(([pattern]) => pattern.test(text))?.[1];
}
