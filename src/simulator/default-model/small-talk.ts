import type { Utterance } from '../session.ts';
import type { ReadMessage } from './request.ts';
import { topicsOf } from './words.ts';

const NUMBER_WORDS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(
    ' ',
  );
const NUMBER = `(\\d{1,6}|${NUMBER_WORDS.toReversed().join('|')})`;
const COUNT = new RegExp(
  `\\bcount\\b(?<down> down)?[^.\\n]{0,20}?(?: from ${NUMBER})?(?: up| down)?(?: to| till| until) ${NUMBER}\\b`,
  'i',
);
const COUNT_DOWN = new RegExp(`\\bcount down from ${NUMBER}\\b`, 'i');
const MOST_NUMBERS = 1000;
const ECHO =
  /(?:^|[.!?,:]\s+|\bplease )(?:please )?(?:say|repeat|echo|(?:answer|reply|respond) with|write)(?: back)?(?: after me| exactly| only| just| the words?| the single word| this| the following| one word)*\s*:?\s+(?<words>\S[^\n]*)/i;
const SUM_UP = /\bsum(?:mari[sz]e|mary)\b|\bsum up\b|\btl;?dr\b/i;
/** In a system prompt: one answer to everything. */
const ALWAYS = /\banswer (?:every message|everything|always) with the word ["“]?([\p{L}\d-]+)/iu;
const REMEMBER = /\brepeat my (first|last|previous) message\b/i;
const MOST_SENTENCES = 3;
const LONGEST_SUMMARY = 1000;

const countOf = (word: string): number =>
  /^\d/.test(word) ? Number(word) : NUMBER_WORDS.indexOf(word.toLowerCase());

function counted(prompt: string): string | undefined {
  const down = COUNT_DOWN.exec(prompt);
  const match = COUNT.exec(prompt);
  if (match === null && down === null) return undefined;
  const [, , start, end = '1'] = match ?? [undefined, undefined, down?.[1], '1'];
  const first = countOf(start ?? '1');
  const last = countOf(end);
  const step = first <= last ? 1 : -1;
  const length = Math.min(Math.abs(last - first) + 1, MOST_NUMBERS);
  return Array.from({ length }, (_, index) => first + index * step).join(', ');
}

function echoed(prompt: string): string | undefined {
  const words = ECHO.exec(prompt)?.groups?.words?.trim();
  if (words === undefined) return undefined;
  const quoted = /^(["'“‘`])(.+?)["'”’`](?=[\s.!?,]|$)/.exec(words)?.[2];
  return quoted ?? words.charAt(0).toUpperCase() + words.slice(1);
}

/** The sentences that share most with the rest, in their order. */
function summary(text: string): string {
  const sentences =
    text
      .match(/[^.!?\n]+[.!?]*/g)
      ?.map((one) => one.trim())
      .filter((one) => one !== '') ?? [];
  const frequency = new Map<string, number>();
  for (const sentence of sentences) {
    for (const word of topicsOf(sentence)) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  }
  const weights = sentences.map((sentence) => {
    const words = [...topicsOf(sentence)];
    return words.reduce((sum, word) => sum + (frequency.get(word) ?? 0), 0) / Math.sqrt(words.length + 1);
  });
  const ranked = [...weights.keys()].sort((one, other) => (weights[other] ?? 0) - (weights[one] ?? 0));
  const chosen = ranked.slice(0, MOST_SENTENCES).sort((one, other) => one - other);
  return chosen
    .map((index) => sentences[index])
    .join(' ')
    .slice(0, LONGEST_SUMMARY);
}

/** The text to sum up: what stands beside the request itself, else what was said so far. */
function textToSumUp(prompt: string, conversation: string): string {
  const withoutRequest = (text: string): string =>
    text
      .split(/\n|(?<=[.!?:])\s/)
      .filter((sentence) => !SUM_UP.test(sentence))
      .join('\n')
      .trim();
  return withoutRequest(prompt) || withoutRequest(conversation);
}

/** `Repeat my first message.` */
function remembered(prompt: string, history: readonly Utterance[]): string | undefined {
  const which = REMEMBER.exec(prompt)?.[1]?.toLowerCase();
  if (which === undefined) return undefined;
  const earlier = history.filter(({ role, text }) => role === 'user' && text !== prompt);
  return (which === 'first' ? earlier[0] : earlier.at(-1))?.text;
}

/** What needs no model to be answered: counting, repeating, summing up. Undefined for all else. */
export function simpleAnswer(
  { systemPrompt, history }: { readonly systemPrompt: string; readonly history: readonly Utterance[] },
  { prompt, conversation }: ReadMessage,
): string | undefined {
  const always = ALWAYS.exec(systemPrompt)?.[1];
  if (always !== undefined) return always;
  const found = remembered(prompt, history) ?? counted(prompt);
  if (found !== undefined) return found;
  if (SUM_UP.test(prompt)) {
    const text = textToSumUp(prompt, conversation);
    if (text !== '') return `In short: ${summary(text)}`;
  }
  return echoed(prompt);
}
