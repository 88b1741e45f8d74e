import { setTimeout as delay } from 'node:timers/promises';
import type { Check } from '../check.ts';
import type { Conversation, Seen } from '../conversation.ts';
import { quoted } from '../excerpt.ts';
import { type Finding, judge } from '../finding.ts';

/** Longer than any CLI takes to notice by itself. */
const HELD_BACK_MS = 3_000;

const WEATHER = {
  name: 'get_weather',
  description: 'The weather in a city, now.',
  inputSchema: {
    type: 'object',
    properties: { city: { type: 'string' } },
    required: ['city'],
    additionalProperties: false,
  },
};
const BINDING = {
  systemPrompt: 'You answer questions about the weather with the tool get_weather alone. Be brief.',
  tools: [WEATHER],
};

const ONE = {
  question: 'a tool call',
  assumed: 'an offered tool is called, and the CLI waits for its result',
  advice: 'Set QODER_TOOL_MODE=prompt.',
};
const HELD = {
  question: 'a result that comes later',
  assumed: 'the session goes on with a result that comes seconds later',
  advice: 'Set QODER_TOOL_MODE=prompt, or QODER_PARKED_SESSIONS=0 if calls work otherwise.',
};
const PARALLEL = {
  question: 'parallel tool calls',
  assumed: 'several calls come in one answer',
  advice: 'Clients get one call at a time; agents take more rounds. Nothing has to be set.',
};

function saidOfCalls({ calls, notices, failure }: Seen): string {
  const shown = calls.map(({ name, arguments: input }) => `${name}(${input})`).join(' ') || 'no call';
  return [shown, ...notices, ...(failure === undefined ? [] : [failure.message])].join('; ');
}

const citiesIn = ({ calls }: Seen): string => calls.map((call) => call.arguments).join(' ');

async function resultFinding(conversation: Conversation, first: Seen): Promise<Finding> {
  await delay(HELD_BACK_MS);
  const { calls } = first;
  if (!conversation.waitsFor(calls)) return judge(HELD, false, 'the session did not wait for it');
  const results = new Map(calls.map(({ id }) => [id, '{"celsius":31,"sky":"violet"}']));
  const second = await conversation.deliver(results);
  const said = second.failure?.message ?? [quoted(second.text), ...second.notices].join('; ');
  return judge(HELD, /violet|31/.test(second.text), said);
}

export const toolChecks: readonly Check[] = [
  {
    name: 'tools',
    turns: 2,
    async run(bench) {
      const conversation = await bench.open(BINDING);
      const seen = await conversation.say('What is the weather like in Paris?');
      const isCalled = seen.calls.length === 1 && /paris/i.test(citiesIn(seen));
      const holds = isCalled && seen.notices.length === 0 && conversation.waitsFor(seen.calls);
      const finding = judge(ONE, holds, saidOfCalls(seen));
      const findings =
        seen.calls.length === 0 ? [finding] : [finding, await resultFinding(conversation, seen)];
      await conversation.end();
      return findings;
    },
  },
  {
    name: 'parallel-tools',
    turns: 1,
    async run(bench) {
      const conversation = await bench.open(BINDING);
      const seen = await conversation.say(
        'What is the weather like in Paris and Rome? Make both calls at once.',
      );
      await conversation.end();
      const cities = citiesIn(seen);
      const holds = seen.calls.length === 2 && /paris/i.test(cities) && /rome/i.test(cities);
      return [judge(PARALLEL, holds, saidOfCalls(seen))];
    },
  },
];
