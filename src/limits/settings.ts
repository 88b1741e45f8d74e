/** What one key may do. What is absent is not limited. */
export interface Limits {
  /** Requests within any 60 seconds. */
  readonly rpm?: number;
  /** Turns that run or wait at once. */
  readonly concurrency?: number;
  /** Tokens per day, of prompts and answers together. */
  readonly tokens?: number;
  /** Qoder credits per day. */
  readonly credits?: number;
}

export interface LimitSettings {
  readonly named: ReadonlyMap<string, Limits>;
  /** Of each key that is not named. */
  readonly others: Limits;
}

/** Stands for the keys that are not named. */
const OTHERS = '*';

const READERS: Readonly<Record<keyof Limits, (text: string) => number | string>> = {
  rpm: (text) => wholeNumber(text, 100_000),
  concurrency: (text) => wholeNumber(text, 1_024),
  tokens: (text) => wholeNumber(text, Number.MAX_SAFE_INTEGER),
  credits: (text) =>
    /^\d+(\.\d+)?$/.test(text) && Number(text) > 0 ? Number(text) : 'a number greater than 0',
};

/** @returns the number, or what it ought to be. */
function wholeNumber(text: string, most: number): number | string {
  const value = Number(text);
  return /^\d+$/.test(text) && value >= 1 && value <= most ? value : `a whole number from 1 to ${most}`;
}

function isLimitName(name: string): name is keyof Limits {
  return Object.hasOwn(READERS, name);
}

/**
 * Reads KEY_LIMITS: `*:rpm=60,concurrency=4;ci:rpm=10,tokens=200000,credits=50`. A key that is named has its
 * own limits alone, nothing of those of `*`.
 * @param known the names that requests can come under; any other is a mistake, which would limit nobody.
 */
export function parseKeyLimits(
  value: string | undefined,
  known: readonly string[],
): { readonly settings: LimitSettings | undefined; readonly problems: readonly string[] } {
  if (value === undefined) return { settings: undefined, problems: [] };
  const problems: string[] = [];
  const named = new Map<string, Limits>();
  for (const part of value.split(';').flatMap((text) => text.trim() || [])) {
    const [name = '', list, ...rest] = part.split(':').map((text) => text.trim());
    if (list === undefined || rest.length > 0) {
      problems.push(`KEY_LIMITS must be a list such as *:rpm=60,concurrency=4;ci:rpm=10, not '${part}'`);
      continue;
    }
    if (named.has(name)) problems.push(`KEY_LIMITS names '${name}' twice`);
    if (name !== OTHERS && !known.includes(name)) {
      problems.push(`KEY_LIMITS names '${name}', but the keys are ${known.join(', ')} and ${OTHERS}`);
    }
    named.set(name, limitsOf(name, list, problems));
  }
  if (named.size === 0 && problems.length === 0) problems.push('KEY_LIMITS names no key');
  const others = named.get(OTHERS) ?? {};
  named.delete(OTHERS);
  return { settings: { named, others }, problems };
}

function limitsOf(key: string, list: string, problems: string[]): Limits {
  const limits: { -readonly [Name in keyof Limits]: number } = {};
  for (const item of list.split(',')) {
    const [name = '', text = ''] = item.split('=', 2).map((word) => word.trim());
    if (!isLimitName(name)) {
      problems.push(`KEY_LIMITS limits '${name}' of '${key}', but only ${Object.keys(READERS).join(', ')}`);
      continue;
    }
    if (limits[name] !== undefined) problems.push(`KEY_LIMITS limits '${name}' of '${key}' twice`);
    const read = READERS[name](item.slice(item.indexOf('=') + 1).trim());
    if (text === '' || typeof read === 'string') {
      problems.push(
        `KEY_LIMITS needs ${typeof read === 'string' ? read : 'a number'} for '${name}' of '${key}'`,
      );
    } else limits[name] = read;
  }
  return limits;
}
