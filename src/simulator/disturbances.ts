import { setImmediate as breathe } from 'node:timers/promises';
import { forkGrandchild } from './grandchild.ts';
import { stamped } from './session-messages.ts';
import type { Step } from './steps.ts';
import type { Turn } from './turn.ts';

const mostWrites = 2000;

async function inSmallWrites(turn: Turn, line: Buffer): Promise<void> {
  const size = Math.ceil(line.length / mostWrites);
  for (let start = 0; start < line.length; start += size) {
    await turn.output.write(line.subarray(start, start + size));
    await breathe();
  }
}

/** The line in UTF-8, but each character beyond ASCII lacks its last byte. */
function withBrokenCharacters(line: string): Buffer {
  const bytes = [...line].map((character) => {
    const encoded = Buffer.from(character);
    return encoded.length > 1 ? encoded.subarray(0, -1) : encoded;
  });
  return Buffer.concat(bytes);
}

/** Steps that misbehave on purpose; returns false for a step that is none of them. */
export async function disturb(step: Step, turn: Turn): Promise<boolean> {
  const { output, ending, speech } = turn;
  switch (step.kind) {
    case 'raw':
      await output.write(`${step.text}\n`);
      return true;
    case 'bytes':
      await output.write(step.data);
      return true;
    case 'line':
      await output.send(step.line);
      return true;
    case 'longLine': {
      const padding = 'x'.repeat(step.bytes);
      await output.send(stamped(turn.session, { type: 'system', subtype: 'simulator_padding', padding }));
      return true;
    }
    case 'halfLine': {
      await speech.begin('text');
      const line = speech.deltaLine('text', 'half a line');
      await output.write(line.slice(0, line.length / 2));
      await ending.exit(0);
      return true;
    }
    case 'splitUtf8': {
      await speech.begin('text');
      speech.note('text', step.text);
      await inSmallWrites(turn, Buffer.from(speech.deltaLine('text', step.text)));
      return true;
    }
    case 'brokenUtf8': {
      await speech.begin('text');
      speech.note('text', step.text);
      await output.write(withBrokenCharacters(speech.deltaLine('text', step.text)));
      return true;
    }
    case 'exit':
      await ending.exit(step.code);
      return true;
    case 'signal':
      await ending.kill(step.signal);
      return true;
    case 'fork':
      await forkGrandchild(step.seconds, step.detached);
      return true;
    case 'ignoreSigterm':
      turn.signals.ignoreSigterm();
      return true;
    case 'stderr':
      // A line, as programs write them.
      process.stderr.write(`${step.text.repeat(step.times)}\n`);
      return true;
    default:
      return false;
  }
}
