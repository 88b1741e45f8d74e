import type { CliMessage } from '../../qodercli/messages.ts';
import type { Check } from '../check.ts';
import type { Seen } from '../conversation.ts';
import { quoted } from '../excerpt.ts';
import { type Finding, judge } from '../finding.ts';
import { answerLines, blocksOf, orderOf, resultOf } from '../lines.ts';

const LEAST_DELTAS = 3;

const STREAMED = {
  question: 'streaming',
  assumed: 'text comes in deltas while it is written',
  advice: 'Nothing can be set: streams bring whole blocks. Report it.',
};
const ORDER = {
  question: 'order of lines',
  assumed: 'one assistant line for each block, none twice, then one result',
  advice: 'Report it: the driver drops replays, but this order was not known.',
};
const COUNTS = {
  question: 'usage',
  assumed: 'each answer tells its input and output tokens',
  advice: 'Token counts are estimated, and limits of tokens per key count estimates.',
};
const CREDITS = {
  question: 'credits',
  assumed: 'each answer tells its credits, and the result their sum',
  advice: 'Credits of turns may be wrong or missing: do not rely on limits of credits per key.',
};

function orderFinding({ lines }: Seen): Finding {
  const whole = answerLines(lines);
  const blocks = whole.flatMap(blocksOf).map((block) => JSON.stringify(block));
  const isOnce = new Set(blocks).size === blocks.length && whole.every((line) => blocksOf(line).length === 1);
  const results = lines.filter(({ type }) => type === 'result').length;
  return judge(ORDER, isOnce && whole.length > 0 && results === 1, orderOf(lines));
}

function usageFinding({ usage }: Seen): Finding {
  const seen = usage === undefined ? 'no tokens' : `${usage.inputTokens} in, ${usage.outputTokens} out`;
  return judge(COUNTS, usage !== undefined && usage.inputTokens > 0 && usage.outputTokens > 0, seen);
}

function creditsOf(line: CliMessage): number {
  const { usage } = (line.message ?? {}) as { readonly usage?: { readonly credits?: unknown } };
  return typeof usage?.credits === 'number' ? usage.credits : 0;
}

function creditsFinding({ lines }: Seen): Finding {
  const told = answerLines(lines).reduce((sum, line) => sum + creditsOf(line), 0);
  const total = Number(resultOf(lines)?.total_credits ?? 0);
  const holds = told > 0 && Math.abs(told - total) < 1e-6;
  return judge(CREDITS, holds, `${told} with the answer, ${total} with the result`);
}

export const streamingChecks: readonly Check[] = [
  {
    name: 'streaming',
    turns: 1,
    async run(bench) {
      const seen = await bench.ask('Count from one to twenty in digits, separated by commas.');
      const streamed = `${seen.textDeltas} deltas of ${quoted(seen.text)}`;
      return [
        judge(STREAMED, seen.textDeltas >= LEAST_DELTAS, streamed),
        orderFinding(seen),
        usageFinding(seen),
        creditsFinding(seen),
      ];
    },
  },
];
