const TAIL_CHARACTERS = 4_096;
const MAX_LINES_REPORTED = 50;
const MAX_LINE_CHARACTERS = 500;

export interface StderrTail {
  readonly push: (chunk: Buffer) => void;
  /** The last characters written. */
  readonly text: () => string;
}

/** Keeps the end of stderr and reports its first lines: a flood costs neither memory nor log. */
export function createStderrTail(onLine: (line: string) => void): StderrTail {
  let tail = '';
  let reported = 0;
  return {
    push(chunk) {
      const text = chunk.toString('utf8');
      tail = (tail + text).slice(-TAIL_CHARACTERS);
      if (reported >= MAX_LINES_REPORTED) return;
      for (const line of text.split('\n')) {
        if (line === '' || reported >= MAX_LINES_REPORTED) continue;
        reported += 1;
        onLine(line.slice(0, MAX_LINE_CHARACTERS));
      }
    },
    text: () => tail,
  };
}
