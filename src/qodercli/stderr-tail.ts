import { StringDecoder } from 'node:string_decoder';
import { excerptOf, SECRET_SLACK, tailOf } from '../observability/text-ends.ts';

const TAIL_CHARACTERS = 4_096;
const MAX_LINES_REPORTED = 50;
const MAX_LINE_CHARACTERS = 500;
/** As much of a line as is waited for: no chunk may part what has to be redacted as one. */
const MAX_LINE_HELD = 16_384;

export interface StderrTail {
  readonly push: (chunk: Buffer) => void;
  /** Reports a last line that was not ended. */
  readonly end: () => void;
  /** The last characters written, without secrets. */
  readonly text: () => string;
}

/**
 * Keeps the end of stderr and reports its first lines: a flood costs neither memory nor log. Lines are put
 * together first, then redacted, then cut: a secret may come in two chunks, or lie across the cut.
 */
export function createStderrTail(
  redact: (text: string) => string,
  onLine: (line: string) => void,
): StderrTail {
  const decoder = new StringDecoder('utf8');
  let tail = '';
  let line = '';
  let reported = 0;

  const report = (): void => {
    if (line !== '' && reported < MAX_LINES_REPORTED) {
      reported += 1;
      onLine(excerptOf(redact(line), MAX_LINE_CHARACTERS));
    }
    line = '';
  };

  return {
    push(chunk) {
      const text = decoder.write(chunk);
      tail = (tail + text).slice(-(TAIL_CHARACTERS + SECRET_SLACK));
      if (reported >= MAX_LINES_REPORTED) return;
      const [rest = '', ...further] = text.split('\n');
      line = (line + rest).slice(0, MAX_LINE_HELD);
      for (const next of further) {
        report();
        line = next.slice(0, MAX_LINE_HELD);
      }
    },
    end: report,
    text() {
      const isCut = tail.length === TAIL_CHARACTERS + SECRET_SLACK;
      const clean = redact(tail);
      // The first units may be the end of a secret, and are not shown.
      return tailOf(clean, isCut ? Math.min(TAIL_CHARACTERS, clean.length - SECRET_SLACK) : TAIL_CHARACTERS);
    },
  };
}
