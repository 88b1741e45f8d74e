import type { Readable } from 'node:stream';

const newline = 0x0a;

/** Calls back for every line of a byte stream. Pieces are joined once per line, so that a 20 MB line stays cheap. */
export function readLines(input: Readable, onLine: (line: string) => void, onEnd: () => void): void {
  let pieces: Buffer[] = [];
  const finish = (last: Buffer) => {
    const whole = pieces.length === 0 ? last : Buffer.concat([...pieces, last]);
    pieces = [];
    onLine(whole.toString('utf8'));
  };
  input.on('data', (chunk: Buffer) => {
    let start = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      finish(chunk.subarray(start, end));
      start = end + 1;
    }
    if (start < chunk.length) pieces.push(chunk.subarray(start));
  });
  input.on('end', () => {
    if (pieces.length > 0) finish(Buffer.alloc(0));
    onEnd();
  });
  input.on('error', onEnd);
}
