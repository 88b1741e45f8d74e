import { RE2JS } from 're2js';
import { toRe2 } from './pattern-translation.ts';
import { SchemaRefusal } from './schema-refusal.ts';

/** What the validator needs of a regular expression. */
export interface Pattern {
  readonly test: (text: string) => boolean;
  readonly toString: () => string;
}

/**
 * Matched in linear time by RE2. What RE2 cannot take, e.g. lookaround, JavaScript's own engine matches: it can take
 * for ever, so this runs where it can be stopped.
 * @throws SchemaRefusal for what is no regular expression in either.
 */
export function compilePattern(source: string): Pattern {
  const named = { toString: () => source };
  const translated = toRe2(source);
  if (translated !== undefined) {
    try {
      const compiled = RE2JS.compile(translated);
      return { test: (text) => compiled.test(text), ...named };
    } catch {
      // The other engine may know it.
    }
  }
  for (const flags of ['u', '']) {
    try {
      const compiled = new RegExp(source, flags);
      return { test: (text) => compiled.test(text), ...named };
    } catch {
      // Without Unicode more is allowed.
    }
  }
  throw new SchemaRefusal(`the pattern ${JSON.stringify(source)} is no regular expression`);
}
