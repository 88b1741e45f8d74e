import { wordsOf } from './words.ts';

/** Values that a prompt offers, each given out once. */
export interface PromptValues {
  /** A text that plausibly is what a property of this name wants; undefined where the prompt has none. */
  readonly text: (property: string) => string | undefined;
  readonly number: () => number | undefined;
  /** How many values have been given out. */
  readonly taken: () => number;
  /** Whether the value given out last is one of several that stand beside each other: `Paris and Rome`, `Paris, Rome`. */
  readonly isListed: () => boolean;
  /** The first of some texts that the prompt mentions. */
  readonly mentioned: (texts: readonly string[]) => string | undefined;
}

/** `Paris`, `New York`: capitalised, and not just because a sentence begins there. */
const PROPER_NOUN = /(?<=[\p{L}\d,;:)"'”] )\p{Lu}[\p{L}\d'’-]*(?: \p{Lu}[\p{L}\d'’-]*)*/gu;
const QUOTED = /"([^"\n]+)"|“([^”\n]+)”|`([^`\n]+)`|(?<=[\s(])'([^'\n]+)'(?=[\s).,!?]|$)/g;
const NUMBER = /(?<![\p{L}\d.])-?\d+(?:\.\d+)?(?![\d\p{L}])/gu;
const PATTERNS: readonly (readonly [RegExp, RegExp])[] = [
  [/mail/, /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g],
  [/^(url|uri|link|href|website)$/, /https?:\/\/[^\s"'<>)]+/g],
  [/^(date|day|time|when|start|end)$/, /\d{4}-\d{2}-\d{2}(?:T[\d:.]+Z?)?/g],
  [
    /^(path|file|filename|folder|directory)$/,
    /(?:\.{0,2}\/)?[\w-]+(?:\/[\w.-]+)+|[\w-]+\.[A-Za-z]\w{0,5}\b/g,
  ],
];
const NAMES =
  /^(name|title|city|town|place|location|country|region|destination|origin|address|person|author|company|product|subject|symbol|from|to)$/;
const WHOLE_PROMPT =
  /^(query|question|prompt|input|text|message|content|topic|search|term|task|description|body)$/;
const OPENING =
  /^(?:please |can you |could you )?(?:search(?: \w+)? for|look up|find|translate|summari[sz]e|send|tell me about)\s*:? /i;

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

export function promptValues(prompt: string): PromptValues {
  const used = new Set<string>();
  let taken = 0;
  const numbers = [...prompt.matchAll(NUMBER)].map(([text]) => Number(text));

  const next = (found: readonly string[]): string | undefined => {
    const value = found.find((one) => !used.has(one));
    if (value !== undefined) {
      used.add(value);
      taken += 1;
    }
    return value;
  };
  const all = (pattern: RegExp): readonly string[] =>
    [...prompt.matchAll(pattern)].map(
      (match) => match.slice(1).find((group) => group !== undefined) ?? match[0],
    );
  /** `city: Paris`, `named Otto`, `to Rome`: the property's own word stands before its value. */
  const after = (word: string): readonly string[] =>
    all(
      new RegExp(
        `\\b${escaped(word)}(?:d| is| of)?\\s*[:=]?\\s+(\\p{Lu}[\\p{L}\\d'’-]*(?: \\p{Lu}[\\p{L}\\d'’-]*)*)`,
        'gu',
      ),
    );

  return {
    text(property) {
      const words = wordsOf(property);
      for (const [name, pattern] of PATTERNS) {
        const found = words.some((word) => name.test(word)) ? next(all(pattern)) : undefined;
        if (found !== undefined) return found;
      }
      const stated = words.map(after).find((found) => found.some((one) => !used.has(one)));
      if (stated !== undefined) return next(stated);
      if (words.some((word) => NAMES.test(word))) return next([...all(QUOTED), ...all(PROPER_NOUN)]);
      if (!words.some((word) => WHOLE_PROMPT.test(word))) return next(all(QUOTED));
      return (
        next(all(QUOTED)) ??
        prompt
          .trim()
          .replace(OPENING, '')
          .replace(/[?.!]+$/, '')
      );
    },
    number: () => numbers.shift(),
    taken: () => taken,
    isListed: () => {
      const last = [...used].at(-1);
      return last !== undefined && new RegExp(`${escaped(last)}['"”]?(?:,| and\\b| or\\b)`).test(prompt);
    },
    mentioned: (texts) => {
      const said = new Set(wordsOf(prompt));
      return texts.find((text) => text !== '' && wordsOf(text).every((word) => said.has(word)));
    },
  };
}
