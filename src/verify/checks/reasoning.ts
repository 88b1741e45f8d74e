import type { Check } from '../check.ts';
import { judge } from '../finding.ts';

const QUESTION =
  'A bat and a ball cost 1.10 together, and the bat costs 1 more than the ball. What is the ball?';

const EFFORT = {
  question: 'effort',
  assumed: 'the CLI asks for a model policy before each request, and takes its effort',
  advice: 'reasoning_effort has no effect with this CLI; qodercli 1.1.52 and 1.1.76 are known to ask.',
};
const OFF = {
  question: 'thinking turned off',
  assumed: 'with the effort none there is no thinking',
  advice: 'Thinking cannot be turned off with this model; choose one whose thinking can be.',
};

export const reasoningChecks: readonly Check[] = [
  {
    name: 'effort',
    turns: 2,
    async run(bench) {
      const conversation = await bench.open({});
      const high = await conversation.say(QUESTION, 'high');
      if (high.failure !== undefined) throw high.failure;
      const none = await conversation.say('And the bat?', 'none');
      await conversation.end();
      if (none.failure !== undefined) throw none.failure;
      const asked = high.policies > 0 && none.policies > 0;
      const tokens = (seen: typeof high): string => `${seen.usage?.outputTokens ?? 'unknown'} tokens`;
      const said =
        `asked ${high.policies} and ${none.policies} times; high: ${high.thinking.length} characters of thinking, ` +
        `${tokens(high)}; none: ${none.thinking.length}, ${tokens(none)}`;
      return [
        judge(EFFORT, asked, said),
        judge(OFF, none.thinking === '', `${none.thinking.length} characters of thinking`),
      ];
    },
  },
];
