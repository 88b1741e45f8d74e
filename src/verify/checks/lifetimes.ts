import type { Check } from '../check.ts';
import type { Seen } from '../conversation.ts';
import { quoted } from '../excerpt.ts';
import { judge } from '../finding.ts';

const UNKNOWN_MODEL = 'no-such-model-4711';

const FURTHER = {
  question: 'a second message in a session',
  assumed: 'the session remembers the first',
  advice: 'Set QODER_PARKED_SESSIONS=0: conversations then go to fresh processes, whole.',
};
const AT_ONCE = {
  question: 'two conversations at once',
  assumed: 'both are answered',
  advice: 'Qoder limits what runs at once: lower QODER_MAX_PROCESSES.',
};
const IDLE = {
  question: 'an idle process',
  assumed: 'it still answers after a while',
  advice:
    'Warm processes go stale before the server replaces them, after 5 minutes: set QODER_WARM_PROCESSES=0, or report it.',
};

function saidIn({ text, failure }: Seen): string {
  return failure === undefined ? quoted(text) : `${failure.kind}: ${failure.message}`;
}

const isAnswered = ({ text, failure }: Seen): boolean => failure === undefined && text !== '';

export const lifetimeChecks: readonly Check[] = [
  {
    name: 'second-message',
    turns: 2,
    async run(bench) {
      const conversation = await bench.open({});
      const first = await conversation.say('My number is 7391. Say OK.');
      if (first.failure !== undefined) throw first.failure;
      const second = await conversation.say('Repeat my first message.');
      await conversation.end();
      return [judge(FURTHER, second.text.includes('7391'), saidIn(second))];
    },
  },
  {
    name: 'two-at-once',
    turns: 2,
    async run(bench) {
      const conversations = await Promise.all([bench.open({}), bench.open({})]);
      const seen = await Promise.all(conversations.map((one) => one.say('Count from one to ten in digits.')));
      await Promise.all(conversations.map((one) => one.end()));
      return [judge(AT_ONCE, seen.every(isAnswered), seen.map(saidIn).join(' and '))];
    },
  },
  {
    name: 'unknown-model',
    turns: 1,
    async run(bench) {
      const conversation = await bench.open({ model: UNKNOWN_MODEL });
      const seen = await conversation.say('Say OK.');
      await conversation.end();
      const said = isAnswered(seen) ? `it answers all the same: ${saidIn(seen)}` : saidIn(seen);
      const assumed = 'nothing: the server resolves names before it asks';
      return [{ question: 'an unknown model', assumed, seen: said, verdict: 'noted' }];
    },
  },
  {
    name: 'idle',
    turns: 1,
    async run(bench) {
      const conversation = await bench.idle();
      const seen = await conversation.say('Say OK.');
      await conversation.end();
      const minutes = Math.round((bench.idleMs / 60_000) * 10) / 10;
      return [judge(IDLE, isAnswered(seen), `after ${minutes} minutes: ${saidIn(seen)}`)];
    },
  },
];
