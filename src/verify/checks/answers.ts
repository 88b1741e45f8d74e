import { jsonIn } from '../../completions/json-text.ts';
import { formatRequestOf } from '../../completions/response-format.ts';
import type { Check } from '../check.ts';
import { quoted } from '../excerpt.ts';
import { judge } from '../finding.ts';

const CITY = {
  type: 'object',
  properties: { name: { type: 'string' }, country: { type: 'string' } },
  required: ['name', 'country'],
  additionalProperties: false,
};
const ONE_WORD = 'aubergine';
/** What a short message and its short system prompt come to, generously. */
const MOST_INPUT_TOKENS = 1_500;
const FEW_TOKENS = '16';

const FORMAT = {
  question: 'structured output',
  assumed: 'the answer fits the schema in the system prompt at once',
  advice: 'Nothing has to be set: the server checks answers, and asks once more. Prefer a stronger model.',
};
const OBEYED = {
  question: 'system prompt',
  assumed: 'a custom system prompt is honoured',
  advice: 'Report it: clients rely on their system prompts.',
};
const ADDED = {
  question: 'added to the system prompt',
  assumed: `the CLI adds little to it: less than ${MOST_INPUT_TOKENS} tokens in all`,
  advice: 'Each request costs these tokens besides its own. Report it.',
};
const LIMIT = {
  question: 'max_tokens',
  assumed: '--max-output-tokens ends an answer, with the reason max_tokens',
  advice: 'QODER_MAX_OUTPUT_TOKENS has no effect; the server itself cuts answers at max_tokens.',
};

export const answerChecks: readonly Check[] = [
  {
    name: 'format',
    turns: 1,
    async run(bench) {
      const format = formatRequestOf({ type: 'json_schema', schema: CITY, strict: true }, 'response_format');
      const systemPrompt = ['You know cities.', ...(format?.instructions ?? [])].join('\n\n');
      const seen = await bench.ask('Tell me about Paris.', { systemPrompt });
      const value = jsonIn(seen.text)?.value;
      const names = typeof value === 'object' && value !== null ? Object.keys(value).sort().join() : '';
      return [judge(FORMAT, names === 'country,name', quoted(seen.text))];
    },
  },
  {
    name: 'system-prompt',
    turns: 1,
    async run(bench) {
      const systemPrompt = `Answer every message with the word ${ONE_WORD} and nothing else.`;
      const seen = await bench.ask('Hello, who are you?', { systemPrompt });
      const tokens = seen.usage?.inputTokens;
      const size = tokens === undefined ? 'no usage to tell by' : `${tokens} tokens of input`;
      return [
        judge(OBEYED, seen.text.toLowerCase().includes(ONE_WORD), quoted(seen.text)),
        judge(ADDED, tokens !== undefined && tokens < MOST_INPUT_TOKENS, size),
      ];
    },
  },
  {
    name: 'max-tokens',
    turns: 1,
    async run(bench) {
      const question = 'Count from one to 200 in digits.';
      const seen = await bench.ask(question, {}, { maxOutputTokens: FEW_TOKENS });
      const said = `${seen.text.length} characters, ended by ${seen.stopReason ?? 'nothing'}`;
      return [judge(LIMIT, seen.stopReason === 'max_tokens', said)];
    },
  },
];
