import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { assistantLine, blockDelta, streamEvent } from './model-messages.ts';
import { pieces } from './pieces.ts';
import type { Voice } from './speech.ts';
import type { Step } from './steps.ts';
import type { Turn } from './turn.ts';
import { noUsage, usageFields } from './usage.ts';

const batchBytes = 256 * 1024;

async function speak(turn: Turn, voice: Voice, parts: readonly string[], delayMs: number): Promise<void> {
  for (const [index, piece] of parts.entries()) {
    if (index > 0 && delayMs > 0) await sleep(delayMs, undefined, { signal: turn.signal });
    turn.signal.throwIfAborted();
    await turn.speech.say(voice, piece);
  }
}

/** One line built once and written in big batches: this measures the reader, not the simulator. */
async function repeat(turn: Turn, text: string, times: number): Promise<void> {
  await turn.speech.begin('text');
  turn.speech.note('text', text.repeat(times));
  const line = Buffer.from(turn.speech.deltaLine('text', text));
  if (line.length === 0) return;
  const perBatch = Math.max(1, Math.min(times, Math.floor(batchBytes / line.length)));
  const batch = Buffer.concat(Array.from({ length: perBatch }, () => line));
  for (let left = times; left > 0; left -= perBatch) {
    turn.signal.throwIfAborted();
    await turn.output.write(left >= perBatch ? batch : batch.subarray(0, left * line.length));
  }
}

function echoed(turn: Turn, of: Extract<Step, { kind: 'echo' }>['of']): string {
  switch (of) {
    case 'input':
      return turn.input;
    case 'sha256':
      return createHash('sha256').update(turn.input).digest('hex');
    case 'system':
      return turn.session.systemPrompt;
    case 'history':
      return JSON.stringify(turn.session.history);
    case 'policy':
      return JSON.stringify({ model: turn.session.model, ...turn.session.policy });
  }
}

async function subagent(turn: Turn, text: string): Promise<void> {
  const parent = 'toolu_subagent';
  const delta = blockDelta(0, { type: 'text_delta', text });
  await turn.output.send(streamEvent(turn.session, delta, parent));
  const facts = {
    id: 'msg_subagent',
    model: 'auto',
    content: [{ type: 'text' as const, text, citations: null }],
    stopReason: 'end_turn',
    usage: usageFields(noUsage),
  };
  await turn.output.send(assistantLine(turn.session, facts, {}, parent));
}

/** Steps in which the model speaks; returns false for a step in which it does not. */
export async function utter(step: Step, turn: Turn): Promise<boolean> {
  const delay = turn.session.delayMs ?? 0;
  const { speech } = turn;
  switch (step.kind) {
    case 'text':
      await speech.begin('text');
      await speak(turn, 'text', pieces(step.text, step.deltas), step.delayMs ?? delay);
      return true;
    case 'thinking':
      await speech.begin('thinking');
      await speak(turn, 'thinking', pieces(step.text), step.delayMs ?? delay);
      return true;
    case 'signature':
      await speech.sign();
      return true;
    case 'repeat':
      await repeat(turn, step.text, step.times);
      return true;
    case 'oneWrite': {
      await speech.begin('text');
      const lines = pieces(step.text).map((piece) => {
        speech.note('text', piece);
        return speech.deltaLine('text', piece);
      });
      await turn.output.write(lines.join(''));
      return true;
    }
    case 'echo':
      await speech.begin('text');
      await speak(turn, 'text', pieces(echoed(turn, step.of)), 0);
      return true;
    case 'subagent':
      await subagent(turn, step.text);
      return true;
    case 'usage':
      speech.report(step.usage);
      return true;
    case 'credits':
      speech.charge(step.credits);
      return true;
    case 'replay':
      await speech.replay();
      return true;
    case 'snapshot':
      await speech.snapshot();
      return true;
    case 'noDeltas':
      speech.withoutDeltas();
      return true;
    case 'message':
      await speech.close(turn.stopReason ?? 'end_turn');
      turn.stopReason = undefined;
      turn.rounds += 1;
      return true;
    case 'stop':
      turn.stopReason = step.reason;
      return true;
    default:
      return false;
  }
}
